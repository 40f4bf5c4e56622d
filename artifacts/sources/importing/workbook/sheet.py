"""One sheet's part, read in one pass: cells that hold something, and what else a reader of the sheet would see.

Cells count by their content: one that is merely formatted is nothing, however far out it stands.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from string import digits
from typing import NamedTuple

from artifacts.kinds.references import column_number
from artifacts.rows.errors import OverLimit, require_within
from artifacts.rows.limits import COLUMNS, IMPORT_CELLS, SHEET_ROWS, Limit
from artifacts.rows.losses import Loss
from artifacts.sources.importing.workbook.xml import attribute, is_true

Place = tuple[int, int]
Emit = Callable[["RawCell"], None]
_WIDTHS_MOST = 50  # columns of one entry: more is the rest of the sheet
_FEATURES = {
    "mergeCell": Loss.MERGED_CELLS,
    "conditionalFormatting": Loss.CONDITIONAL_FORMATS,
    "dataValidation": Loss.VALIDATIONS,
    "autoFilter": Loss.FILTERS,
    "hyperlink": Loss.CELL_LINKS,
    "sparkline": Loss.CHARTS,
    "control": Loss.CONTROLS,
    "oleObject": Loss.OBJECTS,
}


class RawCell(NamedTuple):
    """A cell as the file has it: type, style, text of the value or None, and the formula with its attributes."""

    place: Place
    type: str
    style: int
    value: str | None
    formula: str | None
    formula_attributes: dict[str, str]
    is_rich: bool


@dataclass(slots=True)
class SheetFacts:
    """What one sheet holds beside its cells, and how far its filled cells reach."""

    rows: int = 0
    columns: int = 0
    filled: int = 0
    span: int = 0  # cells up to the last one of each row, empty ones too
    widths: dict[int, float] = field(default_factory=dict)
    losses: Counter[Loss] = field(default_factory=Counter)
    tables: list[str] = field(default_factory=list)  # ids of relationships


class SheetReader:
    """Hears of a sheet's elements, and gives every filled cell on; raises OverLimit as soon as there are too many."""

    def __init__(self, emit: Emit, limit: Limit = IMPORT_CELLS, before: int = 0) -> None:
        self.facts = SheetFacts()
        self._emit, self._limit, self._left = emit, limit, limit.most - before
        self._row = self._column = self._last = self._last_row = 0
        self._type, self._style = "n", 0
        self._value: list[str] | None = None
        self._formula: list[str] | None = None
        self._attributes: dict[str, str] = {}
        self._into: list[str] | None = None
        self._phonetic = 0
        self._is_rich = self._is_dynamic = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._open_cell(attributes)
        elif name == "v":
            self._value = self._into = []
        elif name == "f":
            self._formula = self._into = []
            self._attributes = attributes
        elif name == "t":
            self._text(attributes)
        elif name == "row":
            self._open_row(attributes)
        else:
            self._other(name, attributes)

    def text(self, text: str) -> None:
        if self._into is not None:
            self._into.append(text)

    def end(self, name: str) -> None:
        if name in ("v", "f", "t"):
            self._into = None
        elif name == "c":
            self._close_cell()
        elif name == "rPh":
            self._phonetic -= 1

    def _open_row(self, attributes: dict[str, str]) -> None:
        self._row = int(attributes.get("r", self._row + 1))
        self._column = 0
        self.facts.losses[Loss.HIDDEN_ROWS] += is_true(attributes.get("hidden"))

    def _open_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        letters = reference.rstrip(digits) if reference else ""
        self._column = column_number(letters) if letters.isalpha() else self._column + 1
        if reference and letters:
            self._row = int(reference[len(letters) :])
        self._type, self._style = attributes.get("t", "n"), int(attributes.get("s") or 0)
        self._value = self._formula = self._into = None
        self._is_rich = False
        self._is_dynamic = bool(attributes.get("cm"))

    def _text(self, _attributes: dict[str, str]) -> None:
        """Collect a text written in the cell itself, without its pronunciation."""
        if self._type == "inlineStr" and not self._phonetic:
            self._value = self._into = self._value if self._value is not None else []

    def _close_cell(self) -> None:
        if self._value is None and self._formula is None:
            return
        value = None if self._value is None else "".join(self._value)
        formula = None if self._formula is None else "".join(self._formula)
        if not value and formula is None:
            return
        facts = self.facts
        facts.filled += 1
        facts.span += max(1, self._column - self._last) if self._row == self._last_row else self._column
        self._last, self._last_row = self._column, self._row
        require_within(IMPORT_CELLS, facts.span)
        if facts.filled > self._left:
            raise OverLimit(self._limit, self._limit.most + 1)
        require_within(SHEET_ROWS, self._row)
        require_within(COLUMNS, self._column)
        facts.rows, facts.columns = max(facts.rows, self._row), max(facts.columns, self._column)
        attributes = self._attributes if self._formula is not None else {}
        if self._is_dynamic and attributes:
            attributes = {**attributes, "cm": "1"}
        cell = RawCell((self._row, self._column), self._type, self._style, value, formula, attributes, self._is_rich)
        self._emit(cell)

    def _other(self, name: str, attributes: dict[str, str]) -> None:
        facts = self.facts
        if loss := _FEATURES.get(name):
            facts.losses[loss] += 1
        elif name == "col":
            self._width(attributes)
        elif name == "pane" and attributes.get("state") in ("frozen", "frozenSplit"):
            facts.losses[Loss.FROZEN_PANES] += 1
        elif name == "sheetProtection":
            facts.losses[Loss.PROTECTION] += is_true(attributes.get("sheet"))
        elif name == "sheetView":
            facts.losses[Loss.RIGHT_TO_LEFT] += is_true(attributes.get("rightToLeft"))
        elif name == "tablePart":
            facts.tables.append(attribute(attributes, "id"))
        elif name == "rPh":
            self._phonetic += 1
        elif name == "rPr":
            self._is_rich = True

    def _width(self, attributes: dict[str, str]) -> None:
        first, last = int(attributes.get("min", 1)), int(attributes.get("max", 1))
        if is_true(attributes.get("hidden")):
            self.facts.losses[Loss.HIDDEN_COLUMNS] += max(1, min(last, COLUMNS.most) - first + 1)
        elif (width := float(attributes.get("width", 0))) > 0:
            for column in range(first, min(last, first + _WIDTHS_MOST, COLUMNS.most) + 1):
                self.facts.widths[column] = width
