"""The end of a turn: its text, its artifacts and its status are written together, once, by whoever gets there first.

The owner settles its own turns; a turn whose owner died is settled from what the last flush wrote. Both take the same
way: the model's words are extracted again as a whole, which gives what was streamed whatever the chunks were.
"""

from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from artifacts.extraction.pieces import CloseReason
from artifacts.kinds.spreadsheet.engine.processes import waiting_for_engines
from artifacts.proposals.proposals import apply_if_small
from artifacts.rows.errors import VersionConflict
from artifacts.rows.limits import REBASE_ATTEMPTS
from chat.rows.enums import TurnStatus
from chat.rows.models import Message
from chat.turns.closed_artifact import ClosedArtifact
from chat.turns.continuations import Continued, prepare_continuation
from chat.turns.end_event import emit_end
from chat.turns.expected import Expected, expected_of
from chat.turns.formula_repair import KnownRepair, keep_repair
from chat.turns.notices import notice_of
from chat.turns.outcome import Outcome, Settled, Snapshot
from chat.turns.proposal_json import proposal_json
from chat.turns.read_answer import FinishedAnswer, read_answer
from chat.turns.results import keep_result
from chat.turns.tried_edit import TriedEdit, try_edit


def settle_turn(
    snapshot: Snapshot, outcome: Outcome, answer: FinishedAnswer | None = None, repair: KnownRepair | None = None
) -> Settled:
    """Settle a STREAMING turn; a turn that is settled already is only reported. Idempotent.

    Who has read the answer already gives it, and a repair of it, which becomes a version of its own.

    What takes long is computed before anything is locked, and again if the artifact that a turn goes on with was
    changed meanwhile. A small edit is applied after the end is written, as if the user had accepted it.
    """
    turn = Message.objects.select_related("conversation", "decision", "parent").get(pk=snapshot.turn_id)
    if turn.status != TurnStatus.STREAMING:
        return Settled(TurnStatus(turn.status), turn.error_code)
    expected = Expected() if turn.is_edit else expected_of(turn)
    answer = answer or read_answer(snapshot.raw_text, expected, outcome.close_reason)
    edit = try_edit(turn.conversation, snapshot.operations, snapshot.base_version)
    with waiting_for_engines():
        closed = _write_end(turn, answer, edit, snapshot, outcome)
        if closed is None:
            turn.refresh_from_db(fields=["status", "error_code"])
            return Settled(TurnStatus(turn.status), turn.error_code)
        if turn.proposal and edit:
            turn.proposal = apply_if_small(proposal=turn.proposal, actor=turn.conversation.owner)
        if repair:
            closed = keep_repair(turn, repair, closed)
    return Settled(TurnStatus(turn.status), turn.error_code, closed, proposal_json(turn.proposal))


def _write_end(
    turn: Message, answer: FinishedAnswer, edit: TriedEdit | None, snapshot: Snapshot, outcome: Outcome
) -> list[ClosedArtifact] | None:
    """Return what followers are told of the turn's artifacts; None if somebody settled it before."""
    conflict: VersionConflict | None = None
    for _attempt in range(REBASE_ATTEMPTS):
        continued = prepare_continuation(turn, answer, outcome.close_reason)
        try:
            return _write_once(turn, answer, edit, continued, snapshot, outcome)
        except VersionConflict as lost:
            conflict = lost
    given_up = replace(continued, refusal=conflict) if continued else None
    return _write_once(turn, answer, edit, given_up, snapshot, outcome)


def _write_once(
    turn: Message,
    answer: FinishedAnswer,
    edit: TriedEdit | None,
    continued: Continued | None,
    snapshot: Snapshot,
    outcome: Outcome,
) -> list[ClosedArtifact] | None:
    with transaction.atomic():
        if not _claim(turn, answer, snapshot, outcome):
            return None
        closed = keep_result(turn, answer, edit, continued, outcome)
        _write_notice(turn, outcome, closed)
        emit_end(turn, snapshot.usage)
    return closed


def _write_notice(turn: Message, outcome: Outcome, closed: list[ClosedArtifact]) -> None:
    partial = [artifact.completeness.is_partial for artifact in closed]
    turn.notice = notice_of(turn, outcome.told, outcome.close_reason, partial) or ""
    turn.retry_at = outcome.told.retry_at
    if turn.notice:
        turn.save(update_fields=["notice", "retry_at"])


def mark_answered(snapshot: Snapshot) -> None:
    """Write a running turn with the time at which its answer was whole: whoever settles it ends it as completed."""
    Message.objects.filter(pk=snapshot.turn_id, status=TurnStatus.STREAMING).update(
        raw_text=snapshot.raw_text,
        text=snapshot.text,
        event_number=snapshot.event_number,
        finished_at=timezone.now(),
    )


def _claim(turn: Message, answer: FinishedAnswer, snapshot: Snapshot, outcome: Outcome) -> bool:
    """Write the end of the turn, if nobody was first."""
    turn.status, turn.error_code = outcome.status, outcome.error_code
    turn.text = answer.chat_text
    turn.is_partial = outcome.close_reason is not CloseReason.COMPLETE
    running = Message.objects.filter(pk=turn.pk, status=TurnStatus.STREAMING)
    return bool(
        running.update(
            status=turn.status,
            error_code=turn.error_code,
            text=turn.text,
            is_partial=turn.is_partial,
            computed=outcome.computed,
            raw_text="",
            event_number=snapshot.event_number,
            finished_at=timezone.now(),
        )
    )
