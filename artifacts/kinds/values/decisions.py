"""What a person may decide about a column in doubt, told by what its example would mean."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from artifacts.kinds.values.columns import read_column
from artifacts.kinds.values.days import DayOrder
from artifacts.kinds.values.doubts import Decision, Question
from artifacts.kinds.values.evidence import NOTHING, Known
from artifacts.kinds.values.numbers import Decimal

KNOWN = {
    Decision.DECIMAL_POINT: Known(decimal=Decimal.POINT),
    Decision.DECIMAL_COMMA: Known(decimal=Decimal.COMMA),
    Decision.DAY_FIRST: Known(day_order=DayOrder.DAY_FIRST),
    Decision.MONTH_FIRST: Known(day_order=DayOrder.MONTH_FIRST),
    Decision.NUMBERS: Known(are_numbers=True),
    Decision.TEXT: NOTHING,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to the question of a column, with its words on a button."""

    decision: Decision
    words: str


def answers(question: Question) -> list[Answer]:
    """Return the answers, each by what the example is then."""
    return [Answer(decision, _words(decision, question.example)) for decision in question.decisions]


def _words(decision: Decision, example: str) -> str:
    match decision:
        case Decision.TEXT:
            return _("Keep as text")
        case Decision.NUMBERS:
            return _("Numbers")
        case _:
            return _("It is %(value)s") % {"value": read_column([example], known=KNOWN[decision]).cells[0]}
