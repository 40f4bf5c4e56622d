"""What could not be decided: a column stays text, the sentence says why, and one click decides."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Doubt(StrEnum):
    """Why a column of numbers or days stayed text."""

    DECIMALS = "decimals"
    DAY_ORDER = "day_order"
    VERSIONS = "versions"


class Decision(StrEnum):
    """What a person says a column's texts mean."""

    DECIMAL_POINT = "decimal_point"
    DECIMAL_COMMA = "decimal_comma"
    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    NUMBERS = "numbers"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Question:
    """A doubt about a column, with one of its texts."""

    doubt: Doubt
    example: str

    @property
    def words(self) -> str:
        """The question for a person."""
        return str(_QUESTIONS[self.doubt]) % {"example": self.example}

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """What may be answered."""
        return _DECISIONS[self.doubt]


_QUESTIONS: dict[Doubt, Promise] = {
    Doubt.DECIMALS: _("%(example)s: thousands or decimals?"),
    Doubt.DAY_ORDER: _("%(example)s: day or month first?"),
    Doubt.VERSIONS: _("%(example)s: a version or a number?"),
}
_DECISIONS = {
    Doubt.DECIMALS: (Decision.DECIMAL_COMMA, Decision.DECIMAL_POINT, Decision.TEXT),
    Doubt.DAY_ORDER: (Decision.DAY_FIRST, Decision.MONTH_FIRST, Decision.TEXT),
    Doubt.VERSIONS: (Decision.NUMBERS, Decision.TEXT),
}
