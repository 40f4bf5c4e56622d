"""Tables of a workbook (named ranges with columns), and references to them by name: `Sales[Net]`, `Sales[@Net]`."""

import re
from dataclasses import dataclass, field

from artifacts.kinds.references import column_letters, parse_range
from artifacts.kinds.spreadsheet.formulas import quoted
from artifacts.rows.errors import InvalidOperation
from artifacts.sources.importing.workbook.package import Package
from artifacts.sources.importing.workbook.strings import unescaped

_ITEM = re.compile(r"\[((?:[^\[\]']|'.)*)\]|(:)|(@)|([^\[\],:@]+)", re.DOTALL)
_PARTS = {"#data", "#headers", "#totals", "#all", "#this row"}


@dataclass(slots=True)
class Table:
    """A table: where it stands, how many lines of heads and totals it has, and the names of its columns."""

    name: str
    sheet: str
    place: tuple[int, int, int, int]
    heads: int = 1
    totals: int = 0
    columns: list[str] = field(default_factory=list)

    def area(self, specifier: str, row: int) -> str | None:
        """Return the reference for what stands in the brackets, seen from a row; None if it is not understood."""
        parts, columns = _specified(specifier)
        lines = self._lines(parts, row)
        across = self._across(columns)
        if lines is None or across is None:
            return None
        (top, bottom), (left, right) = lines, across
        first, last = (f"${column_letters(column)}${line}" for column, line in ((left, top), (right, bottom)))
        return f"{quoted(self.sheet)}!{first}" + ("" if first == last else f":{last}")

    def _lines(self, parts: set[str], row: int) -> tuple[int, int] | None:
        top, _left, bottom, _right = self.place
        data = top + self.heads, bottom - self.totals
        ranges = {
            "#all": (top, bottom),
            "#data": data,
            "#headers": (top, top + self.heads - 1),
            "#totals": (bottom - self.totals + 1, bottom),
            "#this row": (row, row),
        }
        chosen = [ranges[part] for part in parts or {"#data"}]
        lines = min(first for first, _last in chosen), max(last for _first, last in chosen)
        return lines if lines[0] <= lines[1] and top <= lines[0] and lines[1] <= bottom else None

    def _across(self, columns: list[str]) -> tuple[int, int] | None:
        _top, left, _bottom, right = self.place
        if not columns:
            return left, right
        known = [name.casefold() for name in self.columns]
        try:
            places = [left + known.index(column.casefold()) for column in columns]
        except ValueError:
            return None
        return min(places), max(places)


def _specified(specifier: str) -> tuple[set[str], list[str]]:
    """Return the parts (`#Totals`) and the first and last column that the inside of the brackets names."""
    parts: set[str] = set()
    columns: list[str] = []
    for match in _ITEM.finditer(specifier):
        text = (match[1] if match[1] is not None else match[4] or "").strip()
        if match[3]:
            parts.add("#this row")
        elif text.casefold() in _PARTS:
            parts.add(text.casefold())
        elif text:
            columns.append(re.sub(r"'(.)", r"\1", text))
    return parts, columns


def read_table(package: Package, part: str, sheet: str) -> Table | None:
    """Return the table of a part; None if it has no place."""
    found: list[Table] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "table":
            found.append(_table(attributes, sheet))
        elif name == "tableColumn" and found:
            found[0].columns.append(unescaped(attributes.get("name", "")))

    try:
        package.parse(part, start)
    except InvalidOperation:
        return None
    return found[0] if found else None


def _table(attributes: dict[str, str], sheet: str) -> Table:
    name = attributes.get("displayName") or attributes.get("name", "")
    heads, totals = int(attributes.get("headerRowCount", 1)), int(attributes.get("totalsRowCount", 0))
    return Table(name, sheet, parse_range(attributes.get("ref", "")), heads, totals)
