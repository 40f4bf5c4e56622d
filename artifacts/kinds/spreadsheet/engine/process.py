"""The process that computes formulas: reads one JSON request a line, answers one JSON line.

It runs apart from the site because the engine holds the interpreter's lock while it computes, can run out of stack or
memory on hostile formulas, and can only be stopped by killing it. Started by path with isolated Python, so it imports
nothing of the site. Ends when its input closes or after some idle minutes.

Reading formulas costs ten times as much as computing them, so a workbook stays under its number until it is dropped,
and an edit sends only the cells that it changes. The answer is the same as for the whole workbook.

Request: {"book": number, "drop": numbers, "sheets": [{"name", "rows", "columns", "kinds", "values", "formats"}, ...]},
all but the name with one entry a cell; or with "changes": [[sheet, row, column, kind, value, format], ...] in place of
sheets. A kind is one letter: n, t, b or f (formula), null for a cell that is empty now.

Answer: {"sheets": [{"at", "kinds", "numbers", "others", "formats"}, ...], "spilled": [[sheet, row, column, kind,
value], ...]}. "at" says which of the sheet's formulas have a new value, in the order in which they were sent, one that
was sent again last; null for all; "kinds" has a letter for each (n, t, b, e for an error),
"numbers" the values of kind n as doubles in base64, "others" the rest, "formats": [[position, format], ...] what those
without a format imply. {"again": true} if only the whole workbook gives that; {"failed": reason}.
"""

import gc
import json
import re
import resource
import select
import sys
import threading
from array import array
from base64 import b64encode
from collections.abc import Collection, Sequence
from itertools import compress, count, filterfalse, starmap
from operator import itemgetter, ne
from typing import Any

import ironcalc

STACK_BYTES = 64 * 1024 * 1024
IDLE_SECONDS = 300

Place = tuple[int, int, int]
Found = tuple[str, Any]
_KINDS: dict[type, str] = {float: "n", bool: "b"}  # of the engine's values; the rest is text or an error
_function = re.compile(r"[A-Za-z][A-Za-z.]*(?=\()")
# that make a date, money or a share of plain numbers; others take the format of what they refer to
_FORMATTING = frozenset(
    """
    CUMIPMT CUMPRINC DATE DATEVALUE DB DDB EDATE EOMONTH FV IPMT IRR MIRR NOW NPER NPV PMT PPMT PV RATE SLN SYD
    TBILLEQ TBILLPRICE TBILLYIELD TIME TIMEVALUE TODAY WORKDAY WORKDAY.INTL XIRR XNPV
    """.split()  # noqa: SIM905  a word list
)

_DAY, _TIME = "yyyy-mm-dd", "h:mm"
# the engine's own days and moments are American; here they are written as ISO has them
_OWN_FORMATS = {"m/d/yyyy": _DAY, "m/d/yyyy, h:mm AM/PM": f"{_DAY} {_TIME}"}
_own_day = re.compile(r"\b(?:DATE|NOW|TODAY)\(", re.IGNORECASE)
# what the engine computes as a plain number and every reader takes for a day or a time, also some days on
_DATED = {
    "EDATE": _DAY,
    "EOMONTH": _DAY,
    "WORKDAY": _DAY,
    "WORKDAY.INTL": _DAY,
    "DATEVALUE": _DAY,
    "TIME": _TIME,
    "TIMEVALUE": _TIME,
}
_call = re.compile(r"=\s*([A-Za-z.]+)\(")
_days_on = re.compile(r"\)\s*(?:[+-]\s*\d+\s*)?")
_today = r"(?:TODAY|NOW)\(\s*\)"
_difference = re.compile(
    rf"=\s*(?:{_today}|\$?([A-Z]{{1,3}})\$?(\d{{1,7}}))\s*-\s*(?:{_today}|\$?([A-Z]{{1,3}})\$?(\d{{1,7}}))\s*",
    re.IGNORECASE,
)


class DependsOnThePast(Exception):
    """What a change gives depends on what was there before it: the whole workbook has to be read.

    A format that a formula implies may be taken over by others; of two formulas that spill into one cell, the first
    keeps it.
    """


class Book:
    """One workbook in the engine, with the values that were told."""

    def __init__(self, sheets: list[dict[str, Any]]) -> None:
        self.model = ironcalc.create("book")
        self.told: list[dict[Place, Found | None]] = [{} for _sheet in sheets]  # of every formula
        self.filled: set[Place] = set()
        self.implied: dict[Place, str] = {}
        self.has_spilled = False
        for index, sheet in enumerate(sheets):
            if index:
                self.model.add_sheet(sheet["name"])
            else:
                self.model.rename_sheet(0, sheet["name"])
        self.may_imply = any(has_formats(sheet["kinds"], sheet["values"], sheet["formats"]) for sheet in sheets)
        for index, sheet in enumerate(sheets):
            cells = sheet["rows"], sheet["columns"], sheet["kinds"], sheet["values"], sheet["formats"]
            for cell in zip(*cells, strict=True):
                self.write(index, *cell)

    def change(self, cells: list[list[Any]]) -> None:
        """Write other cells; raise DependsOnThePast if others may have to change with them."""
        if self.has_spilled:
            raise DependsOnThePast
        kinds, values, formats = ([cell[position] for cell in cells] for position in (3, 4, 5))
        self.may_imply = self.may_imply or has_formats(kinds, values, formats)
        for sheet, row, column, kind, value, number_format in cells:
            place = (sheet, row, column)
            was_implied = place in self.implied
            if place in self.filled:
                self.model.range_clear_all(sheet, row, column, row, column)
                self.filled.discard(place)
                self.told[sheet].pop(place, None)
            if kind is not None:
                self.write(sheet, row, column, kind, value, number_format)
            if was_implied or place in self.implied:
                raise DependsOnThePast

    def write(self, sheet: int, row: int, column: int, kind: str, value: Any, number_format: str | None) -> None:
        """Fill one empty cell."""
        model = self.model
        self.filled.add((sheet, row, column))
        if kind == "f":
            self.told[sheet][sheet, row, column] = None
            if number_format or not self.may_imply:
                model.update_cell_with_formula(sheet, row, column, value)
            else:
                self._write_as_typed(sheet, row, column, value)
        elif kind == "n":
            model.update_cell_with_number(sheet, row, column, value)
        elif kind == "b":
            model.update_cell_with_bool(sheet, row, column, value)
        else:
            model.update_cell_with_text(sheet, row, column, value)
        if number_format:
            style = model.get_cell_style(sheet, row, column)
            style["num_fmt"] = number_format
            model.set_cell_style(sheet, row, column, style)

    def _write_as_typed(self, sheet: int, row: int, column: int, formula: str) -> None:
        """Write a formula so that the cell gets the format that it implies."""
        self.model.set_user_input(sheet, row, column, formula)
        style = self.model.get_cell_style(sheet, row, column)
        implied = style["num_fmt"]
        better = "general" if self._counts_days(sheet, formula) else dated_format(formula, implied)
        if better != implied:
            style["num_fmt"] = better
            self.model.set_cell_style(sheet, row, column, style)
        if better != "general":
            self.implied[sheet, row, column] = better

    def _counts_days(self, sheet: int, formula: str) -> bool:
        """Say whether a formula takes one day from another: that gives a number of days."""
        match = _difference.fullmatch(formula)
        if not match:
            return False
        cells = ((int(match[row]), column_number(match[row - 1])) for row in (2, 4) if match[row])
        return all("yy" in str(self.model.get_cell_style(sheet, *cell)["num_fmt"]).lower() for cell in cells)

    def compute(self) -> dict[str, Any]:
        """Return what is new since the last time."""
        self.model.evaluate()
        spilled = self._spilled()
        found: dict[str, Any] = {"sheets": list(map(self._news, self.told)), "spilled": spilled}
        self.has_spilled = bool(spilled) or any(("e", "#SPILL!") in told.values() for told in self.told)
        return found

    def _news(self, told: dict[Place, Found | None]) -> dict[str, Any]:
        """Return the values of one sheet that are others than was told, and take them for told."""
        found = self._read(told)
        at = list(compress(count(), map(ne, found, told.values())))
        places = list(told) if at else []
        news = [found[position] for position in at]
        told.update(zip((places[position] for position in at), news, strict=True))
        numbers = array("d", [value for kind, value in news if kind == "n"])
        return {
            "at": None if len(at) == len(found) else at,
            "kinds": "".join(map(itemgetter(0), news)),
            "numbers": b64encode(numbers.tobytes()).decode(),
            "others": [value for kind, value in news if kind != "n"],
            "formats": [
                (position, self.implied[places[formula]])
                for position, formula in enumerate(at if self.implied else ())
                if places[formula] in self.implied and found[formula][0] == "n"
            ],
        }

    def _spilled(self) -> list[tuple[Any, ...]]:
        """Return the cells that formulas fill beside their own."""
        places = self.model.get_all_cells()
        if len(places) == len(self.filled):  # no other cell is there, which saves looking for each
            return []
        places = list(filterfalse(self.filled.__contains__, places))
        found = zip(places, self._read(places), strict=True)
        return [(*place, kind, value) for place, (kind, value) in found if value is not None]

    def _read(self, places: Collection[Place]) -> list[Found]:
        """Return kind and value of cells."""
        values = list(starmap(self.model.get_cell_value, places))
        kinds = [_KINDS.get(type(value), "t") for value in values]
        if "t" in kinds:
            for position, place in enumerate(places):
                value = values[position]
                if isinstance(value, str) and value.startswith("#") and self._is_error(place):
                    kinds[position] = "e"
        return list(zip(kinds, values, strict=True))

    def _is_error(self, place: Place) -> bool:
        return bool(self.model.get_cell_type(*place) == ironcalc.CellType.ErrorValue)


def dated_format(formula: str, implied: str) -> str:
    """Return the format of a formula that is one call giving a day or a time, else the implied one, days as ISO."""
    if _own_day.search(formula):
        implied = _OWN_FORMATS.get(implied, implied)
    call = _call.match(formula)
    given = _DATED.get(call[1].upper()) if call and implied == "general" else None
    if call is None or given is None:
        return implied
    depth, is_text = 1, False
    for at in range(call.end(), len(formula)):
        letter = formula[at]
        is_text ^= letter == '"'
        depth += 0 if is_text else (letter == "(") - (letter == ")")
        if not depth:
            return given if _days_on.fullmatch(formula, at) else implied
    return implied


def column_number(letters: str) -> int:
    """Return a column's number, from 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def has_formats(kinds: Sequence[str | None], values: Sequence[Any], formats: Sequence[str | None]) -> bool:
    """Say whether any cell has a number format, or a formula that makes one: else none can be implied."""
    if any(formats):
        return True
    formulas = "\n".join(value for kind, value in zip(kinds, values, strict=True) if kind == "f")
    return not _FORMATTING.isdisjoint(name.upper() for name in set(_function.findall(formulas)))


def answer(request: dict[str, Any], books: dict[int, Book]) -> dict[str, Any]:
    """Return the answer to one request; `books` are the kept workbooks by number."""
    number = request["book"]
    for dropped in request.get("drop", ()):
        books.pop(dropped, None)
    book = books.pop(number, None)
    if "sheets" in request:
        book = Book(request["sheets"])
    else:
        try:
            if book is None:
                return {"again": True}
            book.change(request["changes"])
        except (DependsOnThePast, ironcalc.WorkbookError):
            return {"again": True}
    found = book.compute()
    if book.has_spilled and "changes" in request:
        return {"again": True}
    books[number] = book
    return found


def limit_time(seconds: int) -> None:
    """Let the system end this process after so many more seconds of processor time; of waiting for one none count."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = int(usage.ru_utime + usage.ru_stime) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (used + seconds, resource.RLIM_INFINITY))


def serve(seconds: int) -> None:
    """Answer requests until the input closes or nobody asks for a while; each may compute for so long."""
    source = sys.stdin.buffer
    books: dict[int, Book] = {}
    while select.select([source], [], [], IDLE_SECONDS)[0]:
        request = source.readline()
        if not request:
            return
        limit_time(seconds)
        try:
            found = answer(json.loads(request), books)
        except Exception as error:  # the boundary of this process: whatever it is, the site must learn of it
            books.clear()
            found = {"failed": type(error).__name__}
        sys.stdout.buffer.write(json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    most_bytes, most_seconds = map(int, sys.argv[1:])
    resource.setrlimit(resource.RLIMIT_AS, (most_bytes, most_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    gc.disable()  # a request makes many small lists and no cycles
    threading.stack_size(STACK_BYTES)
    thread = threading.Thread(target=serve, args=(most_seconds,))
    thread.start()
    thread.join()
