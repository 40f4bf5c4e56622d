"""What is told beside an answer when its turn ends: how it ended short, or that what was asked for did not come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from artifacts.extraction.pieces import CloseReason
from chat.rows.enums import Notice, TurnStatus
from chat.rows.models import Message
from common.errors import ApplicationError
from llm.errors import ContentFiltered
from llm.protocol import FinishReason


@dataclass(frozen=True, slots=True)
class Told:
    """A notice, and when the provider may be asked again if it said so."""

    notice: Notice | None = None
    retry_at: datetime | None = None


NOTHING_TOLD = Told()


def told_by_end(reason: FinishReason) -> Told:
    """Return what an answer's own end tells."""
    match reason:
        case FinishReason.REPEATED:
            return Told(Notice.REPETITION_CUT)
        case FinishReason.LENGTH:
            return Told(Notice.CUT_OFF)
        case FinishReason.STOP:
            return NOTHING_TOLD


def told_by_refusal(refusal: ApplicationError) -> Told:
    """Return what a refusal of the provider tells beside its own sentence."""
    if isinstance(refusal, ContentFiltered):
        return Told(Notice.STOPPED_BY_FILTER)
    if refusal.facts.get("never_heals"):
        return Told(Notice.QUOTA_USED_UP)
    if (seconds := refusal.facts.get("retry_after_seconds")) is not None:
        return Told(Notice.WAIT, timezone.now() + timedelta(seconds=seconds))
    return NOTHING_TOLD


def notice_of(turn: Message, told: Told, close_reason: CloseReason, partial: Sequence[bool]) -> Notice | None:
    """Return what is told of a turn; `partial` has a value for each artifact that it gave or went on with."""
    if told.notice or turn.status != TurnStatus.COMPLETED or close_reason is not CloseReason.COMPLETE:
        return told.notice
    if any(partial) or (turn.continues_id and turn.kind and not partial):
        return Notice.PART_LEFT_OUT
    is_creation = bool(turn.kind) and not turn.is_edit
    return Notice.NOTHING_CAME if is_creation and not partial else None
