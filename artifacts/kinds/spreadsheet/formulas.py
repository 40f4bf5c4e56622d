"""Formulas as text: references that follow rows, columns and sheets.

Works on the text of the formula, so that everything else in it stays as it was typed.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from artifacts.kinds.references import column_letters, column_number
from artifacts.rows.limits import COLUMNS, SHEET_ROWS

_token = re.compile(
    r"""(?P<string>"(?:[^"]|"")*")
    |(?P<sheet>'(?:[^']|'')+'!|(?<![\w.])[^\W\d][\w.]*!)?
     (?:(?<![\w.$])|(?<=!))
     (?:(?P<c1>\$?[A-Za-z]{1,3})(?P<r1>\$?[1-9]\d{0,6})(?::(?P<c2>\$?[A-Za-z]{1,3})(?P<r2>\$?[1-9]\d{0,6}))?
       |(?P<from_column>\$?[A-Za-z]{1,3}):(?P<to_column>\$?[A-Za-z]{1,3})
       |(?P<from_row>\$?[1-9]\d{0,6}):(?P<to_row>\$?[1-9]\d{0,6}))
     (?![\w.(!$])""",
    re.VERBOSE,
)
_sheet_prefix = re.compile(r""""(?:[^"]|"")*"|'(?:[^']|'')+'!|(?<![\w.])[^\W\d][\w.]*!""")
_bare_name = re.compile(r"[^\W\d][\w.]*")
_cell_like = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*")
REF_ERROR = "#REF!"


class Shift(Protocol):
    """What happened to rows or columns: where one number stands now, and where a range."""

    def one(self, number: int) -> int | None: ...
    def span(self, first: int, last: int) -> tuple[int, int] | None: ...


@dataclass(frozen=True, slots=True)
class Inserted:
    """`count` lines were inserted before line `at`."""

    at: int
    count: int

    def one(self, number: int) -> int | None:
        return number + self.count if number >= self.at else number

    def span(self, first: int, last: int) -> tuple[int, int] | None:
        return self.one(first) or first, self.one(last) or last


@dataclass(frozen=True, slots=True)
class Deleted:
    """`count` lines from `at` on are gone."""

    at: int
    count: int

    def one(self, number: int) -> int | None:
        if number < self.at:
            return number
        return None if number < self.at + self.count else number - self.count

    def span(self, first: int, last: int) -> tuple[int, int] | None:
        start, end = self.one(first) or self.at, self.one(last) or self.at - 1
        return (start, end) if start <= end else None


@dataclass(frozen=True, slots=True)
class Moved:
    """`count` lines from `at` on were moved, the first of them to `to`."""

    at: int
    count: int
    to: int

    def one(self, number: int) -> int:
        if self.at <= number < self.at + self.count:
            return number - self.at + self.to
        without = number if number < self.at else number - self.count
        return without if without < self.to else without + self.count

    def span(self, first: int, last: int) -> tuple[int, int] | None:
        """Keep a range around what stayed of it; lines moved from within to its edge still belong to it."""
        end = self.at + self.count
        if self.at <= first and last < end:
            return self.one(first), self.one(last)
        left = end if self.at <= first < end else first
        right = self.at - 1 if self.at <= last < end else last
        start, stop = self.one(left), self.one(right)
        inner = max(first, self.at), min(last, end - 1)
        if inner[0] <= inner[1]:
            moved = self.one(inner[0]), self.one(inner[1])
            start = moved[0] if moved[1] == start - 1 else start
            stop = moved[1] if moved[0] == stop + 1 else stop
        return start, stop


def shift_references(formula: str, own_sheet: str, sheet: str, shift: Shift, *, rows: bool) -> str:
    """Return a formula of `own_sheet` after rows (or columns) of `sheet` were shifted."""

    def change(match: re.Match[str]) -> str:
        named = sheet_of(match["sheet"]) if match["sheet"] else own_sheet
        if match["string"] or named.casefold() != sheet.casefold():
            return match[0]
        shifted = _shift_match(match, shift, rows=rows)
        return (match["sheet"] or "") + (REF_ERROR if shifted is None else shifted)

    return _token.sub(change, formula)


def _shift_match(match: re.Match[str], shift: Shift, *, rows: bool) -> str | None:
    parts = match.groupdict()
    first, last = ("r1", "r2") if rows else ("c1", "c2")
    if parts["c1"] is None:
        first, last = ("from_row", "to_row") if parts["from_row"] else ("from_column", "to_column")
        if rows != (first == "from_row"):
            return match[0][len(match["sheet"] or "") :]
    if parts[last] is None:
        number = shift.one(_number(parts[first]))
        if number is None:
            return None
        parts[first] = _spelled(number, parts[first])
    else:
        span = shift.span(_number(parts[first]), _number(parts[last]))
        if span is None:
            return None
        parts[first], parts[last] = _spelled(span[0], parts[first]), _spelled(span[1], parts[last])
    return _joined(parts)


def _joined(parts: dict[str, str]) -> str:
    if parts["from_row"] is not None:
        return f"{parts['from_row']}:{parts['to_row']}"
    if parts["from_column"] is not None:
        return f"{parts['from_column']}:{parts['to_column']}"
    start = parts["c1"] + parts["r1"]
    return start if parts["c2"] is None else f"{start}:{parts['c2']}{parts['r2']}"


def _number(text: str) -> int:
    text = text.lstrip("$")
    return int(text) if text.isdigit() else column_number(text)


def _spelled(number: int, like: str) -> str:
    absolute = "$" if like.startswith("$") else ""
    return absolute + (str(number) if like.lstrip("$").isdigit() else column_letters(number))


@dataclass(frozen=True, slots=True)
class Area:
    """The cells that a formula refers to in one place, rows and columns from 1."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int


def areas_of(formula: str, own_sheet: str) -> Iterator[Area]:
    """Yield what a formula of `own_sheet` refers to, in order."""
    for match in _token.finditer(formula):
        if match["string"]:
            continue
        sheet = sheet_of(match["sheet"]) if match["sheet"] else own_sheet
        left, right = (_number(match[name] or "1") for name in ("from_column", "to_column"))
        top, bottom = (_number(match[name] or "1") for name in ("from_row", "to_row"))
        if match["c1"] is not None:
            left, top = _number(match["c1"]), _number(match["r1"])
            right, bottom = _number(match["c2"] or match["c1"]), _number(match["r2"] or match["r1"])
        elif match["from_row"] is not None:
            left, right = 1, COLUMNS.most
        else:
            top, bottom = 1, SHEET_ROWS.most
        yield Area(sheet, min(top, bottom), min(left, right), max(top, bottom), max(left, right))


def copy_formula(formula: str, rows: int, columns: int) -> str:
    """Return a formula as if it were copied that many cells down and right: relative references move along."""

    def moved(text: str, by: int, most: int) -> str | None:
        if text.startswith("$"):
            return text
        number = _number(text) + by
        return _spelled(number, text) if 1 <= number <= most else None

    def change(match: re.Match[str]) -> str:
        if match["string"]:
            return match[0]
        parts = match.groupdict()
        for name, by, most in (
            *((name, columns, COLUMNS.most) for name in ("c1", "c2", "from_column", "to_column")),
            *((name, rows, SHEET_ROWS.most) for name in ("r1", "r2", "from_row", "to_row")),
        ):
            if parts[name] is not None:
                new = moved(parts[name], by, most)
                if new is None:
                    return (match["sheet"] or "") + REF_ERROR
                parts[name] = new
        return (match["sheet"] or "") + _joined(parts)

    return _token.sub(change, formula)


def rename_sheet(formula: str, old: str, new: str) -> str:
    """Return a formula after a sheet got another name."""
    return _change_sheets(formula, old, lambda _match: quoted(new) + "!")


def drop_sheet(formula: str, name: str) -> str:
    """Return a formula after a sheet was deleted: references to it are errors."""

    def change(match: re.Match[str]) -> str:
        if match["string"] or not match["sheet"] or sheet_of(match["sheet"]).casefold() != name.casefold():
            return match[0]
        return REF_ERROR

    return _token.sub(change, formula)


def _change_sheets(formula: str, name: str, replace: Callable[[re.Match[str]], str]) -> str:
    def change(match: re.Match[str]) -> str:
        if match[0].startswith('"') or sheet_of(match[0]).casefold() != name.casefold():
            return match[0]
        return replace(match)

    return _sheet_prefix.sub(change, formula)


def sheet_of(prefix: str) -> str:
    """Return the sheet's name in `'Q1 costs'!` or `Costs!`."""
    name = prefix[:-1]
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


def quoted(name: str) -> str:
    """Return a sheet's name as a formula must write it."""
    if _bare_name.fullmatch(name) and not _cell_like.fullmatch(name):
        return name
    return "'" + name.replace("'", "''") + "'"
