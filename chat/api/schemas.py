"""Shapes of ratings in the JSON API."""

from pydantic import Field, model_validator

from chat.rows.enums import RatingReason, RatingValue
from chat.rows.limits import MAX_COMMENT_CHARS
from chat.rows.ratings import TurnRating
from common.schemas import StrictSchema


class RatingIn(StrictSchema):
    """A rating as a whole: a reason or comment that is left out is taken back."""

    value: RatingValue
    reason: RatingReason | None = Field(None, description="What was wrong; with `down` alone.")
    comment: str = Field("", max_length=MAX_COMMENT_CHARS, description="The same in words, for staff to read.")

    @model_validator(mode="after")
    def explains_poor_answers_alone(self) -> "RatingIn":
        """Refuse a reason for a good answer."""
        if self.value is RatingValue.UP and (self.reason or self.comment):
            raise ValueError("Only a poor answer has a reason or a comment.")
        return self


class RatingOut(StrictSchema):
    value: RatingValue
    reason: RatingReason | None
    comment: str


def rating_json(rating: TurnRating | None) -> dict[str, object] | None:
    """Return a rating as `RatingOut` has it; None for none."""
    if rating is None:
        return None
    return {"value": rating.value, "reason": rating.reason or None, "comment": rating.comment}
