"""A change of the open artifact by the assistant: asked for, read, and asked for once more if it does not fit."""

import json
from dataclasses import replace
from functools import partial

import structlog

from artifacts.extraction.pieces import CloseReason
from chat.rows.enums import Notice, TurnStatus
from chat.turns.background import run_in_background
from chat.turns.notices import NOTHING_TOLD, Told
from chat.turns.outcome import Outcome
from chat.turns.plan import TurnPlan
from chat.turns.read_edit import ReadEdit, read_edit
from chat.turns.running import LiveTurn
from llm.client import is_offline, propose
from llm.edit_repair import misfits_prompt, unreadable_prompt
from llm.errors import ProposalUnreadable, ProviderError
from llm.protocol import ChatMessage, ChatRequest, Proposal, Role

log = structlog.get_logger(__name__)
OPERATION_CHARACTERS = 300


async def edit(live: LiveTurn, plan: TurnPlan, base_version: int) -> Outcome:
    """Keep in `live` what the model proposes and says; raise ProviderError, ProposalUnreadable after two tries."""
    proposal = await propose(plan.request, live.tell_of_edit)
    live.count_usage(proposal.usage)
    found = await _read(live, proposal, base_version)
    if (found.misfits or proposal.is_broken) and not is_offline():
        proposal, found = await _ask_again(live, plan.request, proposal, found, base_version)
    if proposal.is_broken and not found.operations:
        raise ProposalUnreadable
    live.operations, live.base_version = found.operations, base_version
    live.feed(found.text)
    return Outcome(TurnStatus.COMPLETED, CloseReason.COMPLETE, told=_told(found))


async def _ask_again(
    live: LiveTurn, request: ChatRequest, proposal: Proposal, found: ReadEdit, base_version: int
) -> tuple[Proposal, ReadEdit]:
    """Return what the model proposes when it is told what does not fit; the first proposal if that is no better."""
    try:
        again = await propose(_with_reasons(request, proposal, found), live.tell_of_edit)
    except ProviderError as fault:
        log.info("edit_not_corrected", turn_id=str(live.turn_id), code=fault.code)
        return proposal, found
    live.count_usage(again.usage)
    second = await _read(live, again, base_version)
    is_better = len(second.operations) >= len(found.operations) and (second.operations or not found.operations)
    return (again, second) if is_better and not again.is_broken else (proposal, found)


def _with_reasons(request: ChatRequest, proposal: Proposal, found: ReadEdit) -> ChatRequest:
    reasons = [(json.dumps(misfit.operation)[:OPERATION_CHARACTERS], misfit.reason) for misfit in found.misfits]
    name = request.open_artifact.kind.value if request.open_artifact else "artifact"
    prompt = unreadable_prompt() if proposal.is_broken else misfits_prompt(name, reasons)
    said = (ChatMessage(Role.ASSISTANT, proposal.text), ChatMessage(Role.USER, prompt))
    return replace(request, messages=(*request.messages, *said))


async def _read(live: LiveTurn, proposal: Proposal, base_version: int) -> ReadEdit:
    return await run_in_background(partial(read_edit, live.turn_id, proposal, base_version))


def _told(found: ReadEdit) -> Told:
    if not found.operations:
        return Told(Notice.NO_CHANGE)
    return Told(Notice.PART_LEFT_OUT) if found.misfits else NOTHING_TOLD
