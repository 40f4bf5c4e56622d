"""Words of an edit as values and conditions."""

import re
from dataclasses import dataclass

from artifacts.kinds.table.content import Cell
from artifacts.kinds.values.cells import read_boolean
from artifacts.kinds.values.numbers import read_number

_OPERATORS = (
    (r">=|is at least|at least|as m[ií]nimo|al menos", ">="),
    (r"<=|is at most|at most|como m[aá]ximo", "<="),
    (r"!=|<>|is not|isn't|are not|does not equal|no es|no sea|distint[oa] de", "!="),
    (r">|(?:is )?(?:over|above|more than|greater than)|(?:es )?mayor (?:que|de)|m[aá]s de|superior a", ">"),
    (r"<|(?:is )?(?:under|below|less than)|(?:es )?menor (?:que|de)|menos de|inferior a", "<"),
    (r"contains?|containing|includes?|contiene|contenga|incluye", "contains"),
    (r"==?|equals?|is equal to|is|are|es igual a|es|sea|son|igual a", "="),
)
_OPERATOR = "|".join(rf"(?P<o{number}>(?<!\w)(?:{words})(?!\w))" for number, (words, _) in enumerate(_OPERATORS))
_CONDITION = re.compile(rf"^(?P<column>[^=<>!]{{1,120}}?)\s*(?:{_OPERATOR})\s*(?P<value>.*)$", re.IGNORECASE)
_EMPTY = re.compile(r"^(?:empty|blank|missing|vac[ií][oa]s?)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Condition:
    """A test of one column's cells."""

    column: str
    operator: str
    value: str

    def holds(self, cell: Cell) -> bool:
        """Tell whether a cell passes; texts are compared without regard to case, numbers as numbers."""
        if _EMPTY.match(self.value):
            return (cell is None or cell == "") == (self.operator != "!=")
        left, right = _comparable(cell, self.value)
        match self.operator:
            case "=":
                return left == right
            case "!=":
                return left != right
            case "contains":
                return str(right) in str(left)
        if isinstance(left, str) is not isinstance(right, str) or cell is None:
            return False
        return _is_ordered(left, right, self.operator)


def read_condition(text: str) -> Condition | None:
    """Return "price is over 20" as a condition."""
    match = _CONDITION.match(text.strip())
    if match is None:
        return None
    operator = next(sign for number, (_, sign) in enumerate(_OPERATORS) if match[f"o{number}"])
    return Condition(unquoted(match["column"]), operator, unquoted(match["value"]))


def read_value(text: str) -> Cell:
    """Return what someone would have typed into a cell: a number, a truth value or text."""
    plain = unquoted(text)
    if plain != text.strip():
        return plain
    number, truth = read_number(plain), read_boolean(plain)
    return truth if number is None and truth is not None else plain if number is None else number


def unquoted(text: str) -> str:
    """Return the text without quotes around it and without a full stop behind it."""
    return text.strip().rstrip(".").strip("\"'“”«»`").strip()


def _comparable(cell: Cell, value: str) -> tuple[float | str, float | str]:
    number = read_number(value.strip("$€£% "))
    if isinstance(cell, int | float) and not isinstance(cell, bool) and number is not None:
        return float(cell), float(number)
    shown = "" if cell is None else str(cell)
    return shown.casefold(), value.casefold()


def _is_ordered(left: float | str, right: float | str, operator: str) -> bool:
    order = (left > right) - (left < right)  # type: ignore[operator]
    return {">": order > 0, "<": order < 0, ">=": order >= 0, "<=": order <= 0}[operator]
