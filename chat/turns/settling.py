"""The end of a turn: its text, its artifacts and its status are written together, once, by whoever gets there first.

The owner settles its own turns; a turn whose owner died is settled from what the last flush wrote. Both take the same
way: the model's words are extracted again as a whole, which gives what was streamed whatever the chunks were.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from artifacts.extraction.pieces import CloseReason, Extracted
from artifacts.kinds.spreadsheet.engine.processes import waiting_for_engines
from artifacts.proposals.proposals import apply_if_small, propose_change
from artifacts.rows.enums import AuthorKind, Origin
from artifacts.rows.errors import VersionConflict
from artifacts.rows.limits import REBASE_ATTEMPTS
from artifacts.rows.models import ArtifactVersion
from artifacts.versions import write as artifact_services
from chat.rows import limits
from chat.rows.enums import TurnStatus
from chat.rows.events import TurnCompleted, TurnFailed
from chat.rows.models import Conversation, Message
from chat.turns.continuations import Continued, keep_continuation, prepare_continuation
from chat.turns.formula_repair import KnownRepair, keep_repair
from chat.turns.kept_as_text import written_out
from chat.turns.notices import NOTHING_TOLD, Told, notice_of
from chat.turns.proposal_json import proposal_json
from chat.turns.read_answer import FinishedAnswer, completeness_of, read_answer
from chat.turns.tried_edit import TriedEdit, try_edit
from common.errors import ApplicationError
from common.events import emit
from llm.protocol import Usage


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A running turn as its owner sees it: `text` is shown in chat, `raw_text` are the model's words."""

    turn_id: UUID
    raw_text: str
    text: str
    event_number: int
    operations: Sequence[dict[str, Any]] = ()
    base_version: int | None = None
    usage: Usage | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a turn ended."""

    status: TurnStatus
    close_reason: CloseReason
    error_code: str = ""
    told: Told = NOTHING_TOLD


ANSWERED = Outcome(TurnStatus.COMPLETED, CloseReason.COMPLETE)
INTERRUPTED = Outcome(TurnStatus.INTERRUPTED, CloseReason.INTERRUPTED, "interrupted")


@dataclass(frozen=True, slots=True)
class Settled:
    """What the rows say now; `artifacts` are the data of `artifact_closed` events."""

    status: TurnStatus
    error_code: str
    artifacts: list[dict[str, Any]] = field(default_factory=list)
    proposal: dict[str, Any] | None = None


def settle_turn(
    snapshot: Snapshot, outcome: Outcome, answer: FinishedAnswer | None = None, repair: KnownRepair | None = None
) -> Settled:
    """Settle a STREAMING turn; a turn that is settled already is only reported. Idempotent.

    Who has read the answer already gives it, and a repair of it, which becomes a version of its own.

    What takes long is computed before anything is locked, and again if the artifact that a turn goes on with was
    changed meanwhile. A small edit is applied after the end is written, as if the user had accepted it.
    """
    turn = Message.objects.select_related("conversation", "decision").get(pk=snapshot.turn_id)
    if turn.status != TurnStatus.STREAMING:
        return Settled(TurnStatus(turn.status), turn.error_code)
    kind = None if turn.is_edit else turn.wanted_kind
    answer = answer or read_answer(
        snapshot.raw_text, kind, turn.conversation.title, outcome.close_reason, turn.spoken_language
    )
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
) -> list[dict[str, Any]] | None:
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
) -> list[dict[str, Any]] | None:
    with transaction.atomic():
        if not _claim(turn, answer, snapshot, outcome):
            return None
        closed = _keep_result(turn, answer, edit, continued, outcome)
        _write_notice(turn, outcome, closed)
        _emit_end(turn, snapshot.usage)
    return closed


def _write_notice(turn: Message, outcome: Outcome, closed: list[dict[str, Any]]) -> None:
    partial = [data["completeness"]["partial"] for data in closed]
    turn.notice = notice_of(turn, outcome.told, outcome.close_reason, partial) or ""
    turn.retry_at = outcome.told.retry_at
    if turn.notice:
        turn.save(update_fields=["notice", "retry_at"])


def settle_stale_turns() -> int:
    """Settle running turns whose owner fell silent as INTERRUPTED, with the text that was shown; return how many."""
    return sum(settle_if_stale(turn) for turn in _stale().only("pk"))


def settle_if_stale(turn: Message) -> bool:
    """Settle this turn if its owner fell silent; return whether it did."""
    silent = _stale().filter(pk=turn.pk).first()
    if silent is None:
        return False
    snapshot = Snapshot(silent.pk, silent.raw_text, silent.text, silent.event_number)
    settle_turn(snapshot, ANSWERED if silent.finished_at else INTERRUPTED)
    return True


def mark_answered(snapshot: Snapshot) -> None:
    """Write a running turn with the time at which its answer was whole: whoever settles it ends it as completed."""
    Message.objects.filter(pk=snapshot.turn_id, status=TurnStatus.STREAMING).update(
        raw_text=snapshot.raw_text,
        text=snapshot.text,
        event_number=snapshot.event_number,
        finished_at=timezone.now(),
    )


def _stale() -> QuerySet[Message]:
    silent_since = timezone.now() - limits.STALE_AFTER
    return Message.objects.filter(status=TurnStatus.STREAMING, heartbeat_at__lt=silent_since)


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
            raw_text="",
            event_number=snapshot.event_number,
            finished_at=timezone.now(),
        )
    )


def _keep_result(
    turn: Message, answer: FinishedAnswer, edit: TriedEdit | None, continued: Continued | None, outcome: Outcome
) -> list[dict[str, Any]]:
    """Store artifacts or a proposal and return what followers are told of each artifact."""
    found = answer.extractor.artifacts
    if not (found or edit or continued):
        return []
    version = keep_continuation(turn, continued) if continued else None
    kept = continued.ref if continued else None
    closed = [_keep_artifact(turn, answer, artifact, outcome) for artifact in found if artifact.ref != kept]
    if version and continued:
        closed.append(_attach(turn, version, continued.ref))
    if edit:
        _propose_edit(turn, edit)
    turn.save(update_fields=["text", "error_code", "status", "proposal"])
    return [data for data in closed if data]


def _keep_artifact(
    turn: Message, answer: FinishedAnswer, extracted: Extracted, outcome: Outcome
) -> dict[str, Any] | None:
    try:
        with transaction.atomic():
            version = artifact_services.create_artifact(
                owner=turn.conversation.owner,
                kind=extracted.kind,
                title=extracted.title,
                content=answer.stored_form(extracted),
                origin=Origin.CHAT,
                author=AuthorKind.ASSISTANT,
                completeness=completeness_of(extracted, turn.asked_for, outcome.close_reason),
                losses=extracted.losses,
                spent_ms=answer.spent_ms[extracted.ref],
            )
    except ApplicationError as refusal:
        content = answer.stored.get(extracted.ref, extracted.content)
        written = written_out(extracted.kind, content, extracted.source, refusal)
        turn.text = f"{turn.text}\n\n{written}".strip()
        turn.error_code = refusal.code
        turn.status = TurnStatus.FAILED
        return None
    return _attach(turn, version, extracted.ref)


def _propose_edit(turn: Message, edit: TriedEdit) -> None:
    """Put the proposal on the turn, unsaved; the artifact stays as it is until the user accepts."""
    try:
        with transaction.atomic():
            turn.proposal = propose_change(
                artifact=edit.artifact,
                actor=turn.conversation.owner,
                base_version=edit.base_version,
                operations=edit.operations,
                note=turn.text,
                changes=edit.changes(),
            )
    except ApplicationError as refusal:
        turn.error_code = refusal.code
        turn.status = TurnStatus.FAILED


def _attach(turn: Message, version: ArtifactVersion, ref: int) -> dict[str, Any]:
    turn.versions.add(version)
    Conversation.objects.filter(pk=turn.conversation_id).update(open_artifact=version.artifact)
    return {
        "ref": ref,
        "id": str(version.artifact_id),
        "kind": version.artifact.kind,
        "title": version.title,
        "version": version.number,
        "completeness": {"asked": version.asked_for, "delivered": version.delivered, "partial": version.is_partial},
    }


def _emit_end(turn: Message, usage: Usage | None) -> None:
    status = TurnStatus(turn.status)
    end: dict[str, Any] = {
        "user_id": turn.conversation.owner_id,
        "turn_id": turn.pk,
        "status": status,
        "seconds": (timezone.now() - turn.created_at).total_seconds(),
        "prompt_tokens": usage.prompt_tokens if usage else None,
        "answer_tokens": usage.completion_tokens if usage else None,
    }
    if status in (TurnStatus.COMPLETED, TurnStatus.CANCELLED):
        emit(TurnCompleted(**end, characters=len(turn.text)))
    else:
        emit(TurnFailed(**end))
