"""A first look at a workbook's XML: how far its sheets reach, what they are called, what cannot be kept.

Readers make room for everything between the first and the last cell, so that one stray cell in the last corner would
cost gigabytes: the size is known here before any of them starts.
"""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from string import digits

from artifacts.kinds.references import column_number
from artifacts.rows.errors import require_within
from artifacts.rows.limits import COLUMNS, IMPORT_CELLS, SHEETS
from artifacts.rows.losses import Loss
from artifacts.sources.importing.archive import Start, check_archive

_FEATURES = {
    "mergeCell": Loss.MERGED_CELLS,
    "conditionalFormatting": Loss.CONDITIONAL_FORMATS,
    "dataValidation": Loss.VALIDATIONS,
}
_PARTS = {
    "charts/chart": Loss.CHARTS,
    "media/": Loss.IMAGES,
    "comments": Loss.COMMENTS,
    "threadedComments/": Loss.COMMENTS,
    "pivotTables/": Loss.PIVOTS,
    "vbaProject": Loss.MACROS,
}


@dataclass(slots=True)
class SheetScan:
    """What one sheet's XML holds. `span` counts the cells up to the last one of each row."""

    rows: int = 0
    columns: int = 0
    filled: int = 0
    span: int = 0
    widths: dict[int, float] = field(default_factory=dict)
    features: Counter[Loss] = field(default_factory=Counter)
    _row: int = 0
    _column: int = 0
    _is_counted: bool = True

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take note of an element."""
        if name == "c":
            self._cell(attributes.get("r"))
        elif name in ("v", "f", "is"):
            self.filled += not self._is_counted
            self._is_counted = True
        elif name == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = 0
        elif name == "col":
            self._width(attributes)
        elif name in _FEATURES:
            self.features[_FEATURES[name]] += 1

    def _cell(self, reference: str | None) -> None:
        letters = reference.rstrip(digits) if reference else ""
        column = column_number(letters) if letters.isalpha() else self._column + 1
        if reference and letters:
            self._row = int(reference[len(letters) :])
        self.span += max(1, column - self._column)
        self._column = column
        self.rows, self.columns = max(self.rows, self._row), max(self.columns, column)
        self._is_counted = False

    def _width(self, attributes: dict[str, str]) -> None:
        first, last = int(attributes.get("min", 1)), int(attributes.get("max", 1))
        for column in range(first, min(last, first + 50, COLUMNS.most) + 1):
            self.widths[column] = float(attributes.get("width", 0))


@dataclass(slots=True)
class WorkbookScan:
    """The sheets of a workbook by their part, and what is in the file beside them."""

    sheets: dict[str, SheetScan] = field(default_factory=dict)
    features: Counter[Loss] = field(default_factory=Counter)
    _named: dict[str, str] = field(default_factory=dict)
    _targets: dict[str, str] = field(default_factory=dict)

    @property
    def filled(self) -> int:
        """How many cells hold something."""
        return sum(sheet.filled for sheet in self.sheets.values())

    def sheet(self, name: str) -> SheetScan:
        """Return the scan of a sheet by the name that people see; an empty one for a chart's sheet."""
        target = PurePosixPath(self._targets.get(self._named.get(name, ""), "/"))
        parts = (part for part in self.sheets if PurePosixPath(part).name == target.name)
        return self.sheets.get(next(parts, ""), SheetScan())

    def watch(self, part: str) -> Start | None:
        """Return what is told of the elements of a part."""
        if part.startswith("xl/worksheets/") and part.endswith(".xml"):
            self.sheets[part] = SheetScan()
            return self.sheets[part].start
        if part == "xl/workbook.xml":
            return self._workbook
        return self._relation if part == "xl/_rels/workbook.xml.rels" else None

    def _workbook(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            relation = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
            self._named[attributes.get("name", "")] = relation
            self.features[Loss.HIDDEN_SHEETS] += attributes.get("state", "visible") != "visible"
        elif name == "definedName" and not attributes.get("name", "").startswith("_xlnm."):
            self.features[Loss.NAMED_RANGES] += 1

    def _relation(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            self._targets[attributes.get("Id", "")] = attributes.get("Target", "")


def scan_workbook(data: bytes) -> WorkbookScan:
    """Return the scan of an XLSX file; raise OverLimit for sheets that reach too far, NotParsed for a damaged file."""
    scan = WorkbookScan()
    parts = check_archive(data, scan.watch)
    require_within(SHEETS, len(scan.sheets))
    for sheet in scan.sheets.values():
        require_within(COLUMNS, sheet.columns)
        scan.features.update(sheet.features)
    require_within(IMPORT_CELLS, sum(sheet.span for sheet in scan.sheets.values()))
    for part in parts:
        for beginning, feature in _PARTS.items():
            scan.features[feature] += part.startswith(f"xl/{beginning}")
    return scan
