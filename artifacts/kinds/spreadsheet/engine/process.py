"""The process that computes formulas: reads one JSON request a line, answers one JSON line.

It runs apart from the site because the engines hold the interpreter's lock while they compute, can run out of stack or
memory on hostile formulas, and can only be stopped by killing them. It imports this room alone, and nothing of the
site. Ends when its input closes or after some idle minutes.

A workbook is computed by Formualizer; formulas with names or functions that it does not know, or that it is known to
compute wrong, take their values from IronCalc, if that has some.

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
import os
import re
import resource
import select
import sys
import threading
from collections.abc import Sequence
from typing import Any

from artifacts.kinds.spreadsheet.engine.formualizer_book import FormualizerBook
from artifacts.kinds.spreadsheet.engine.interface import Book, DependsOnThePast, NotComputed, Place, WholeSheet
from artifacts.kinds.spreadsheet.engine.ironcalc_book import IroncalcBook

STACK_BYTES = 64 * 1024 * 1024
IDLE_SECONDS = 300
TRIAL_SECONDS = 2  # of processor time: IronCalc never ends on some workbooks that Formualizer computes at once
_OTHERS = re.compile(  # what a formula filled; arrays of line numbers; rounding with three arguments
    r"[A-Za-z]\$?\d+#|\b(?:ROW|COLUMN)\([^()]*:|\b(?:CEILING|FLOOR)\.", re.IGNORECASE
)


def answer(request: dict[str, Any], books: dict[int, Book]) -> dict[str, object]:
    """Return the answer to one request; `books` are the kept workbooks by number."""
    number = request["book"]
    for dropped in request.get("drop", ()):
        books.pop(dropped, None)
    book = books.pop(number, None)
    if "sheets" in request:
        books[number], found = open_book(request["sheets"])
        return found
    changed = _changed(book, request["changes"])
    if book is None or changed is None:
        return {"again": True}
    books[number] = book
    return changed


def open_book(sheets: Sequence[WholeSheet]) -> tuple[Book, dict[str, object]]:
    """Return a workbook in an engine, and all values; what one engine does not know is taken from the other."""
    book = FormualizerBook(sheets)
    try:
        found = book.compute()
    except NotComputed:
        return _by_the_other(sheets)
    doubtful = [*book.doubtful(), *_for_the_other(sheets)]
    if not doubtful or not _ends_in_time(sheets):
        return book, found
    other = IroncalcBook(sheets)
    other.compute()
    taken = other.better_than({place: book.told(place) for place in doubtful})
    return book, book.take(taken) if taken else found


def _by_the_other(sheets: Sequence[WholeSheet]) -> tuple[Book, dict[str, object]]:
    """Return a workbook in the second engine; raise NotComputed if that gives it up as well."""
    if not _ends_in_time(sheets):
        raise NotComputed
    other = IroncalcBook(sheets)
    return other, other.compute()


def _ends_in_time(sheets: Sequence[WholeSheet]) -> bool:
    """Say whether IronCalc computes a workbook within bounds, tried in a process of its own."""
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_CPU, (TRIAL_SECONDS, TRIAL_SECONDS))
        IroncalcBook(sheets).compute()
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0


def _for_the_other(sheets: Sequence[WholeSheet]) -> list[Place]:
    """Return the formulas that Formualizer computes wrong without an error, and IronCalc right."""
    found: list[Place] = []
    for index, sheet in enumerate(sheets):
        cells = zip(sheet["rows"], sheet["columns"], sheet["kinds"], sheet["values"], strict=True)
        found += [(index, row, column) for row, column, kind, value in cells if kind == "f" and _OTHERS.search(value)]
    return found


def _changed(book: Book | None, changes: list[list[Any]]) -> dict[str, object] | None:
    """Return what is new after some changes; None if only the whole workbook gives that."""
    is_other = any(kind == "f" and _OTHERS.search(value) for *_place, kind, value, _format in changes)
    if book is None or book.is_mixed or book.unknown or is_other:
        return None
    try:
        book.change(changes)
        found = book.compute()
    except (DependsOnThePast, NotComputed):
        return None
    return None if book.has_spilled or book.has_cycle or book.unknown else found


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
