"""Ranges where one value is wanted, as files without dynamic arrays mean them: the cell of the formula's own line."""

import re

from artifacts.kinds.references import column_letters, column_number
from artifacts.sources.importing.workbook.sheet import Place

_column, _row = r"\$?[A-Za-z]{1,3}", r"\$?[1-9]\d*"
_range = rf"{_column}{_row}:{_column}{_row}|{_column}:{_column}|{_row}:{_row}"
_part = re.compile(
    rf"""
    "(?:[^"]|"")*"
    | (?P<prefix>'(?:[^']|'')+'!|[^\W\d][\w.]*!)?(?<![\w.$:])(?P<range>{_range})(?![\w.(!$:\#])
    | '(?:[^']|'')*' | (?P<call>[^\W\d][\w.]*\s*\() | (?P<open>[({{]) | (?P<close>[)}}])
    """,
    re.VERBOSE,
)
_two_ranges = re.compile(rf"(?:{_range})\s+(?:'[^']+'!|\w+!)?\$?[A-Za-z\d]")
_end = re.compile(r"(?P<column>\$?[A-Za-z]+)?(?P<row>\$?\d+)?")


def intersected(formula: str, place: Place) -> str:
    """Return a formula of a cell with the ranges outside of calls cut down to its own row or column.

    A range of several rows and columns, or one that the cell stands beside of, stays: it gives an error in both.
    """
    if ":" not in formula or _two_ranges.search(formula):
        return formula
    calls: list[bool] = []

    def change(match: re.Match[str]) -> str:
        if match["call"] or match["open"]:
            calls.append(bool(match["call"]) or match["open"] == "{")
        elif match["close"] and calls:
            calls.pop()
        elif match["range"] and not any(calls):
            return f"{match['prefix'] or ''}{_own_cell(match['range'], place)}"
        return match[0]

    return _part.sub(change, formula)


def _own_cell(text: str, place: Place) -> str:
    first, last = (_end.fullmatch(end) for end in text.split(":"))
    if first is None or last is None:
        return text
    row, column = place
    columns = [column_number(end["column"].lstrip("$")) if end["column"] else None for end in (first, last)]
    rows = [int(end["row"].lstrip("$")) if end["row"] else None for end in (first, last)]
    if columns[0] is not None and columns[0] == columns[1] and _is_between(row, rows):
        return f"{first['column']}{row}"
    if rows[0] is not None and rows[0] == rows[1] and _is_between(column, columns):
        return f"{column_letters(column)}{first['row']}"
    return text


def _is_between(number: int, ends: list[int | None]) -> bool:
    known = sorted(end for end in ends if end is not None)
    return not known or known[0] <= number <= known[-1]
