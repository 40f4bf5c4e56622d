from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from chat.rows.enums import RatingReason, RatingValue, TurnStatus
from common.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnStarted(Event):
    """A message was accepted and its decision made."""

    name: ClassVar[str] = "turn_started"
    turn_id: UUID
    conversation_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnCompleted(Event):
    """An answer ended as it should, or by the user's wish; tokens as the provider counts them, if it does."""

    name: ClassVar[str] = "turn_completed"
    turn_id: UUID
    status: TurnStatus
    seconds: float
    characters: int
    prompt_tokens: int | None = None
    answer_tokens: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnFailed(Event):
    """An answer failed or lost its owner."""

    name: ClassVar[str] = "turn_failed"
    turn_id: UUID
    status: TurnStatus
    seconds: float
    prompt_tokens: int | None = None
    answer_tokens: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRated(Event):
    """A user rated an answer, changed the rating, or withdrew it: then it has no value."""

    name: ClassVar[str] = "answer_rated"
    turn_id: UUID
    value: RatingValue | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingExplained(Event):
    """A user said what was wrong with a poor answer; of the comment no more than its length is told."""

    name: ClassVar[str] = "rating_explained"
    turn_id: UUID
    reason: RatingReason | None
    comment_length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitViewResized(Event):
    """The divider was put somewhere; `percent` is the chat's share of the width."""

    name: ClassVar[str] = "split_view_resized"
    percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitViewToggled(Event):
    """The pane was closed, or opened again, by the user's own wish."""

    name: ClassVar[str] = "split_view_toggled"
    is_open: bool
