"""The end of a turn: its text, its artifacts and its status are written together, once, by whoever gets there first.

The owner settles its own turns; a turn whose owner died is settled from what the last flush wrote. Both take the same
way: the model's words are extracted again as a whole, which gives what was streamed whatever the chunks were.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from artifacts import services as artifact_services
from artifacts.completeness import assess
from artifacts.enums import AuthorKind, KindName, Origin
from artifacts.excerpts import markdown_of
from artifacts.extraction import Extracted, Extractor
from artifacts.extraction.pieces import CloseReason
from artifacts.kinds.registry import kind as kind_of
from artifacts.models import ArtifactVersion
from artifacts.operations import parse_operations
from chat import limits
from chat.enums import TurnStatus
from chat.events import TurnCompleted, TurnFailed
from chat.models import Conversation, Message
from common.errors import ApplicationError
from common.events import emit


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A running turn as its owner sees it: `text` is shown in chat, `raw_text` are the model's words."""

    turn_id: UUID
    raw_text: str
    text: str
    event_number: int
    operations: Sequence[dict[str, Any]] = ()
    base_version: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a turn ended."""

    status: TurnStatus
    close_reason: CloseReason
    error_code: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """What the rows say now; `artifacts` are the data of `artifact_closed` events."""

    status: TurnStatus
    error_code: str
    artifacts: list[dict[str, Any]] = field(default_factory=list)


def flush_turns(snapshots: Sequence[Snapshot], live: Sequence[UUID]) -> list[UUID]:
    """Write running turns and their heartbeats in one transaction; return those that somebody asked to stop."""
    running = Message.objects.filter(status=TurnStatus.STREAMING)
    with transaction.atomic():
        for shot in snapshots:
            running.filter(pk=shot.turn_id).update(
                text=shot.text, raw_text=shot.raw_text, event_number=shot.event_number
            )
        running.filter(pk__in=live).update(heartbeat_at=timezone.now())
        return list(running.filter(pk__in=live).exclude(cancel_requested_at=None).values_list("pk", flat=True))


def settle_turn(snapshot: Snapshot, outcome: Outcome) -> Settled:
    """Settle a STREAMING turn; a turn that is settled already is only reported. Idempotent."""
    with transaction.atomic():
        claimed = Message.objects.filter(pk=snapshot.turn_id, status=TurnStatus.STREAMING).update(
            status=outcome.status,
            error_code=outcome.error_code,
            raw_text="",
            event_number=snapshot.event_number,
            finished_at=timezone.now(),
        )
        turn = Message.objects.select_related("conversation__owner", "conversation__open_artifact", "decision").get(
            pk=snapshot.turn_id
        )
        if not claimed:
            return Settled(TurnStatus(turn.status), turn.error_code)
        closed = _write_result(turn, snapshot, outcome)
        turn.save(update_fields=["text", "error_code", "status", "is_partial"])
        _emit_end(turn)
    return Settled(TurnStatus(turn.status), turn.error_code, closed)


def settle_stale_turns() -> int:
    """Settle running turns whose owner fell silent as INTERRUPTED, with the text that was shown; return how many."""
    return sum(settle_if_stale(turn) for turn in _stale().only("pk"))


def settle_if_stale(turn: Message) -> bool:
    """Settle this turn if its owner fell silent; return whether it did."""
    silent = _stale().filter(pk=turn.pk).first()
    if silent is None:
        return False
    snapshot = Snapshot(silent.pk, silent.raw_text, silent.text, silent.event_number)
    settle_turn(snapshot, Outcome(TurnStatus.INTERRUPTED, CloseReason.INTERRUPTED, "interrupted"))
    return True


def _stale() -> QuerySet[Message]:
    silent_since = timezone.now() - limits.STALE_AFTER
    return Message.objects.filter(status=TurnStatus.STREAMING, heartbeat_at__lt=silent_since)


def _write_result(turn: Message, snapshot: Snapshot, outcome: Outcome) -> list[dict[str, Any]]:
    """Put text and artifacts on the turn, unsaved, and return what followers are told of each artifact."""
    kind = KindName(turn.kind) if turn.kind else None
    if snapshot.operations:
        kind = None
    extractor = Extractor(kind, turn.conversation.title)
    extractor.feed(snapshot.raw_text)
    extractor.close(outcome.close_reason)
    turn.text = extractor.chat_text.strip("\n")
    turn.is_partial = outcome.close_reason is not CloseReason.COMPLETE
    closed = [_keep_artifact(turn, extracted, outcome) for extracted in extractor.artifacts]
    if snapshot.operations:
        closed.append(_apply_edit(turn, snapshot))
    return [data for data in closed if data]


def _keep_artifact(turn: Message, extracted: Extracted, outcome: Outcome) -> dict[str, Any] | None:
    asked_for = turn.decision.asked_for if turn.decision else {}
    completeness = assess(extracted.kind, extracted.content, asked_for, outcome.close_reason, extracted.source)
    try:
        with transaction.atomic():
            version = artifact_services.create_artifact(
                owner=turn.conversation.owner,
                kind=extracted.kind,
                title=extracted.title,
                content=extracted.content,
                origin=Origin.CHAT,
                author=AuthorKind.ASSISTANT,
                completeness=completeness,
                losses=extracted.losses,
            )
    except ApplicationError as refusal:
        turn.text = f"{turn.text}\n\n{markdown_of(kind_of(extracted.kind).store(extracted.content))}".strip()
        turn.error_code = refusal.code
        turn.status = TurnStatus.FAILED
        return None
    return _attach(turn, version, extracted.ref)


def _apply_edit(turn: Message, snapshot: Snapshot) -> dict[str, Any] | None:
    artifact = turn.conversation.open_artifact
    if artifact is None or snapshot.base_version is None:
        return None
    try:
        with transaction.atomic():
            version = artifact_services.revise_artifact(
                artifact=artifact,
                actor=turn.conversation.owner,
                expected_version=snapshot.base_version,
                operations=parse_operations(list(snapshot.operations), KindName(artifact.kind)),
                author=AuthorKind.ASSISTANT,
            )
    except ApplicationError as refusal:
        turn.error_code = refusal.code
        turn.status = TurnStatus.FAILED
        return None
    return _attach(turn, version, 1)


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


def _emit_end(turn: Message) -> None:
    seconds = (timezone.now() - turn.created_at).total_seconds()
    status = TurnStatus(turn.status)
    owner_id = turn.conversation.owner_id
    if status in (TurnStatus.COMPLETED, TurnStatus.CANCELLED):
        emit(
            TurnCompleted(user_id=owner_id, turn_id=turn.pk, status=status, seconds=seconds, characters=len(turn.text))
        )
    else:
        emit(TurnFailed(user_id=owner_id, turn_id=turn.pk, status=status, seconds=seconds))
