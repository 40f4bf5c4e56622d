"""The words of the example that a model is shown, so that they are known again when a small model says them after it.

They stand in braces, which nobody writes into a table; two older ones do not.
"""

import re
from collections.abc import Sequence

TITLE = "{short title}"
COLUMNS = ("{first column}", "{second column}")
TEXT, NUMBER = "{text}", "{number}"
PARAGRAPH, SECTION = "{one paragraph}", "{first section}"
SECTION_TEXT, SHEET = "{text of the section}", "{sheet name}"
THIRD_COLUMN, FOURTH_COLUMN = "{third column}", "{fourth column}"

_KNOWN = frozenset(
    [TITLE, *COLUMNS, THIRD_COLUMN, FOURTH_COLUMN, TEXT, NUMBER, PARAGRAPH, SECTION, SECTION_TEXT, SHEET]
)
_OLD_ROWS = frozenset([("first item", "12.50"), ("first item", "12.5"), ("second item", "9")])
_OLD_WIDTH = 2
_OLD_TITLE = "a short title"
_FORMULA = re.compile(r"=[A-Z]+[\d(].*")


def is_example_cell(text: str) -> bool:
    """Return whether the text is a placeholder of the example."""
    return text.strip().lower() in _KNOWN


def is_example_row(cells: Sequence[str]) -> bool:
    """Return whether a row says no more than the example: placeholders, beside formulas and blanks."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if tuple(cell.lower() for cell in filled[:2]) in _OLD_ROWS and len(filled) == _OLD_WIDTH:
        return True
    is_said = [is_example_cell(cell) for cell in filled]
    return any(is_said) and all(said or _FORMULA.fullmatch(cell) for said, cell in zip(is_said, filled, strict=True))


def without_example_title(title: str) -> str:
    """Return a title, nothing for the example's."""
    return "" if is_example_cell(title) or title.strip().lower() == _OLD_TITLE else title
