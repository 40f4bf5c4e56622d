"""A rating as the templates show it."""

from collections.abc import Sequence
from dataclasses import dataclass

from chat.rows.enums import RatingReason, RatingValue
from chat.rows.limits import MAX_COMMENT_CHARS
from chat.rows.models import Message


@dataclass(frozen=True, slots=True)
class RatingView:
    """What the owner thinks of an answer; `value` is empty without a rating. With it what the form offers."""

    value: str
    reason: str
    comment: str
    reasons: Sequence[tuple[str, str]]
    max_comment_chars: int = MAX_COMMENT_CHARS

    @property
    def is_poor(self) -> bool:
        return self.value == RatingValue.DOWN

    @property
    def is_explained(self) -> bool:
        return bool(self.reason or self.comment)


def view_rating(turn: Message) -> RatingView:
    """Return what the turn's owner, who alone can rate it, thinks of it."""
    given = next(iter(turn.ratings.all()), None)
    said = (given.value, given.reason, given.comment) if given else ("", "", "")
    return RatingView(*said, reasons=[(reason.value, str(reason.label)) for reason in RatingReason])
