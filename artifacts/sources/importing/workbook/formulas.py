"""Formulas of a file as a spreadsheet here takes them: names, tables and ranges over sheets become references.

A formula that still reaches out of its workbook, or whose names lead nowhere, is left as it is; what becomes of it is
decided by whoever compares results.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from artifacts.kinds.spreadsheet.file_names import plain_formula
from artifacts.kinds.spreadsheet.formulas import copy_formula, quoted, sheet_of
from artifacts.rows.limits import FORMULA_CHARACTERS
from artifacts.sources.importing.workbook.parts import DefinedName
from artifacts.sources.importing.workbook.sheet import Place
from artifacts.sources.importing.workbook.tables import Table

_DEPTH = 8  # names that stand for names
_sheet = r"'(?:[^']|'')+'|[^\W\d][\w.]*"
_cells = r"\$?[A-Za-z]{1,3}\$?[1-9]\d*(?::\$?[A-Za-z]{1,3}\$?[1-9]\d*)?"
_token = re.compile(
    rf"""
    "(?:[^"]|"")*"                                                            # a text
    | (?P<over>'(?:[^':]|'')+:(?:[^']|'')+'|[^\W\d][\w.]*:[^\W\d][\w.]*)!(?P<cells>{_cells})
    | (?P<table>[^\W\d][\w.\\]*)?\[(?P<specifier>(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*)\]
    | (?P<quoted>'(?:[^']|'')*')(?P<bang>!)?
    | \#[A-Za-z][A-Za-z/]*[\d!?]*
    | (?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![\w.])
    | \$?[A-Za-z]{{1,3}}\$?\d+(?![\w.(!])                                        # a cell
    | \$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}}(?![\w.(])
    | (?P<name>[^\W\d][\w.?\\]*)(?P<after>\s*\(|!)?
    """,
    re.VERBOSE,
)
_simple = re.compile(rf"(?:(?:{_sheet})!)?(?:{_cells})|-?\d+(?:\.\d+)?|\"(?:[^\"]|\"\")*\"|#[A-Z/]+[\d!?]*")
_external = re.compile(r"\[\d+\]")
_own_file = re.compile(r"\[0\]!")
_scoped = re.compile(r"(?!\$?[A-Za-z]{1,3}\$?\d+(?![\w.]))[^\W\d][\w.?\\]*(?![\w.(!:])")


@dataclass(slots=True)
class Names:
    """What names and tables stand for, as sheets and cells see them; counts the formulas that were rewritten."""

    sheets: Sequence[str]
    tables: Mapping[str, Table] = field(default_factory=dict)
    rewritten: int = 0
    _used: set[str] = field(default_factory=set)
    _global: dict[str, str] = field(default_factory=dict)
    _local: dict[tuple[str, str], str] = field(default_factory=dict)

    def learn(self, names: Iterable[DefinedName], positions: Sequence[str]) -> None:
        """Take defined names over; those of the program itself (print areas) are none."""
        for name in names:
            if name.name.startswith("_xlnm.") or not name.text:
                continue
            if name.sheet is None:
                self._global[name.name.casefold()] = name.text
            elif name.sheet < len(positions):
                self._local[positions[name.sheet].casefold(), name.name.casefold()] = name.text

    @property
    def unused(self) -> int:
        """How many names no formula has asked for."""
        return len({*self._global, *(name for _sheet, name in self._local)} - self._used)

    def formula(self, formula: str, sheet: str, place: Place) -> str:
        """Return a formula (with its `=`) of one cell without names, as people write it."""
        plain = _own_file.sub("", plain_formula(formula))
        found = "=" + self._resolved(plain[1:], sheet, place, 0)
        self.rewritten += found != plain
        return found if len(found) <= FORMULA_CHARACTERS else plain

    def _resolved(self, text: str, sheet: str, place: Place, depth: int) -> str:
        if depth > _DEPTH or len(text) > FORMULA_CHARACTERS:
            return text
        scope: list[str] = []

        def change(match: re.Match[str]) -> str:
            if match["over"]:
                return self._over_sheets(match)
            if match["specifier"] is not None:
                return self._of_table(match, sheet, place)
            if match["bang"] or match["after"] == "!":
                scope[:] = self._scope(match)
                return "" if scope else match[0]
            if match["name"] is None:
                return match[0]
            if match["after"] or match.string[match.start() - 1 : match.start()] in ("$", "" if scope else "!"):
                return match[0]
            return self._named(match, scope.pop() if scope else sheet, place, depth)

        return _token.sub(change, text)

    def _scope(self, prefix: re.Match[str]) -> list[str]:
        """Return the sheet in front of a name that is known there; nothing in front of anything else."""
        sheet = sheet_of(prefix[0])
        found = _scoped.match(prefix.string, prefix.end())
        key = found[0].casefold() if found else ""
        return [sheet] if key in self._global or (sheet.casefold(), key) in self._local else []

    def _named(self, match: re.Match[str], sheet: str, place: Place, depth: int) -> str:
        """Return what a name stands for; relative references in it are seen from the first cell of a sheet."""
        key = match["name"].casefold()
        self._used.add(key)
        text = self._local.get((sheet.casefold(), key)) or self._global.get(key)
        if text is None:
            table = self.tables.get(key)
            return (table.area("", place[0]) or match[0]) if table else match[0]
        moved = copy_formula(text.removeprefix("="), place[0] - 1, place[1] - 1)
        found = self._resolved(plain_formula(moved), sheet, place, depth + 1)
        return found if _simple.fullmatch(found) else f"({found})"

    def _of_table(self, match: re.Match[str], sheet: str, place: Place) -> str:
        if match["table"] is None:
            inside = [table for table in self.tables.values() if table.sheet == sheet and _holds(table, place)]
            table = inside[0] if inside else None
        else:
            table = self.tables.get(match["table"].casefold())
        return (table.area(match["specifier"], place[0]) or match[0]) if table else match[0]

    def _over_sheets(self, match: re.Match[str]) -> str:
        """Return the cells of every sheet between two, as arguments of their own."""
        first, _colon, last = match["over"].strip("'").replace("''", "'").partition(":")
        known = [name.casefold() for name in self.sheets]
        if first.casefold() not in known or last.casefold() not in known:
            return match[0]
        start, stop = sorted((known.index(first.casefold()), known.index(last.casefold())))
        return ",".join(f"{quoted(name)}!{match['cells']}" for name in self.sheets[start : stop + 1])


def _holds(table: Table, place: Place) -> bool:
    top, left, bottom, right = table.place
    return top <= place[0] <= bottom and left <= place[1] <= right


class SharedFormulas:
    """Formulas that a sheet writes once for many cells."""

    def __init__(self) -> None:
        self._first: dict[str, tuple[Place, str]] = {}

    def formula(self, text: str, attributes: Mapping[str, str], place: Place) -> str:
        """Return the formula of a cell without its `=`; empty if the file does not say it."""
        if attributes.get("t") != "shared":
            return text
        index = attributes.get("si", "")
        if text:
            self._first.setdefault(index, (place, text))
            return text
        if index not in self._first:
            return ""
        origin, first = self._first[index]
        return copy_formula(first, place[0] - origin[0], place[1] - origin[1])


def reaches_other_files(formula: str) -> bool:
    """Say whether a formula names another workbook."""
    return bool(_external.search(formula))
