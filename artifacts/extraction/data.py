"""Data that stands where a grid was asked for: JSON, also broken off or loosely written, and delimited text.

Brings it into the shapes that the kinds read; the reading itself is theirs.
"""

import json
import re
from dataclasses import dataclass
from typing import Any

from artifacts.kinds.base import Parsed
from artifacts.kinds.elision import is_elision_row, without_elision_lines
from artifacts.kinds.registry import kind as kind_of
from artifacts.rows.enums import KindName
from artifacts.rows.losses import Loss
from common.errors import ApplicationError

_FENCED = re.compile(r"(?:^|\n)[ \t]*(?:```|~~~)[^\n]*\n(.*?)(?:\n[ \t]*(?:```|~~~)|\Z)", re.DOTALL)
_JSON_START = re.compile(r"[\[{]")
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|(?:\.{3}|…)[.,… \t]*)$", re.MULTILINE)  # or dots for what is left out
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],]|"')
_PLAIN_QUOTES = str.maketrans("“”„", '"""')
_CELL_KEYS = ("cells", "rows")


@dataclass(frozen=True, slots=True)
class ReadData:
    """Content with its losses; `is_elided` means that rows were left out because they only stood for further ones."""

    content: Any
    losses: tuple[str, ...]
    is_elided: bool


def parse_data(kind: KindName, text: str) -> ReadData | None:
    """Return the content that the text holds for this kind, or None."""
    fenced = _FENCED.search(text)
    inner = fenced[1] if fenced else text
    if raw := load_json(inner):
        shaped, elided = _without_elision(kind, _shape(kind, raw))
        try:
            parsed: Parsed[Any] | None = kind_of(kind).read_json(shaped)
        except ApplicationError:
            return None
    else:
        inner, elided = without_elision_lines(inner)
        parsed = parse_content(kind, inner)
    if parsed is None:
        return None
    losses = (*parsed.losses, Loss.ELISION.told()) if elided else parsed.losses
    return ReadData(parsed.content, losses, elided > 0)


def parse_content(kind: KindName, text: str) -> Parsed[Any] | None:
    """Return the content that the kind reads from the text, or None if it finds none or too much."""
    try:
        parsed: Parsed[Any] = kind_of(kind).parse_text(text)
    except ApplicationError:
        return None
    return parsed


def load_json(text: str) -> Any:
    """Return the JSON value in the text, mended if it was cut off or loosely written; None if there is none."""
    start = _JSON_START.search(text)
    if start is None or text[: start.start()].count("\n") > 5:
        return None
    text = text[start.start() :].rstrip()
    for attempt in (_as_it_is, _objects, _first_value, _tidied, _mended):
        try:
            return attempt(text)
        except (ValueError, RecursionError):
            continue
    return None


def _as_it_is(text: str) -> Any:
    return json.loads(text)


def _objects(text: str) -> Any:
    """Read one object a line."""
    found = [json.loads(line) for line in text.splitlines() if line.strip()]
    if len(found) < 2 or not all(isinstance(value, dict) for value in found):
        raise ValueError
    return found


def _first_value(text: str) -> Any:
    return json.JSONDecoder().raw_decode(text)[0]


def _tidied(text: str) -> Any:
    return json.JSONDecoder().raw_decode(_tidy(text))[0]


def _mended(text: str) -> Any:
    """Read a value that was cut off, up to the last element that was finished."""
    text = _tidy(text)
    stack: list[str] = []
    cut, closing = 0, ""
    for match in _TOKEN.finditer(text):
        sign = match.group()
        if sign in ("{", "["):
            stack.append("}" if sign == "{" else "]")
        elif sign in ("}", "]") and stack:
            stack.pop()
            cut, closing = match.end(), "".join(reversed(stack))
    return json.loads(text[:cut] + closing)


def _tidy(text: str) -> str:
    return _TRAILING_COMMA.sub(r"\1", _COMMENT.sub("", text.translate(_PLAIN_QUOTES)))


def _shape(kind: KindName, raw: Any) -> Any:
    """Return JSON in a shape that the kind reads: models wrap it, name it otherwise or mix the two kinds of grid."""
    raw = _unwrapped(raw)
    if kind is KindName.SPREADSHEET:
        return _as_workbook(raw)
    if isinstance(raw, dict) and isinstance(raw.get("sheets"), list) and raw["sheets"]:
        raw = _known_parts(raw["sheets"][0])
    if isinstance(raw, dict):
        columns = raw.get("columns", raw.get("headers", raw.get("header")))
        rows = raw.get("rows", raw.get("data"))
        if isinstance(rows, list) and isinstance(columns, list):
            return {"columns": [_column(column) for column in columns], "rows": rows}
        return rows if isinstance(rows, list) else raw
    return raw


def _unwrapped(raw: Any) -> Any:
    """Take off an object around the content: `{"table": {...}}`, `{"title": ..., "data": [...]}`."""
    for name in ("artifact", "content", "table", "spreadsheet", "workbook"):
        if isinstance(raw, dict) and isinstance(raw.get(name), dict | list):
            raw = raw[name]
    return raw


def _column(column: Any) -> Any:
    if not isinstance(column, dict):
        return "" if column is None else str(column)
    name = next((column[key] for key in ("name", "title", "label", "header", "key") if column.get(key)), "")
    return str(name)


def _as_workbook(raw: Any) -> Any:
    if isinstance(raw, list):
        raw = _list_as_sheet(raw)
    if isinstance(raw, dict) and isinstance(raw.get("sheets"), dict):
        raw = {"sheets": [_named_sheet(name, sheet) for name, sheet in raw["sheets"].items()]}
    if isinstance(raw, dict) and isinstance(raw.get("sheets"), list):
        return {"sheets": [_known_parts(sheet) for sheet in raw["sheets"]]}
    return _known_parts(raw)


def _list_as_sheet(raw: list[Any]) -> dict[str, object]:
    if raw and all(isinstance(item, dict) and ("cells" in item or "rows" in item) for item in raw):
        return {"sheets": raw}
    if raw and all(isinstance(item, dict) for item in raw):
        return {"columns": list(dict.fromkeys(str(key) for item in raw for key in item)), "rows": raw}
    return {"rows": raw}


def _named_sheet(name: str, sheet: Any) -> dict[str, object]:
    if isinstance(sheet, dict):
        return {"name": name, **(sheet if any(key in sheet for key in _CELL_KEYS) else {"cells": sheet})}
    return {"name": name, "rows": sheet}


def _known_parts(sheet: Any) -> Any:
    """Return a sheet with its header in row 1 and without what a sheet does not know."""
    if not isinstance(sheet, dict):
        return sheet
    sheet = {("name" if key == "title" else key): value for key, value in sheet.items()}
    header, rows = sheet.get("columns", sheet.get("headers")), sheet.get("rows", sheet.get("data"))
    known = {key: value for key, value in sheet.items() if key in ("name", "cells", "widths")}
    if isinstance(rows, list):
        known["rows"] = _rows(header if isinstance(header, list) else [], rows)
    return known


def _rows(header: list[Any], rows: list[Any]) -> list[list[Any]]:
    names = [_column(column) for column in header]
    values = [[row.get(name) for name in names] if isinstance(row, dict) else row for row in rows]
    return [names, *values] if names else values


def _without_elision(kind: KindName, shaped: Any) -> tuple[Any, int]:
    """Leave out a table's rows that only stand for others, empty those of sheets; return how many they were."""
    if isinstance(shaped, dict) and isinstance(shaped.get("sheets"), list):
        parts = [_emptied(sheet) for sheet in shaped["sheets"]]
        return {**shaped, "sheets": [sheet for sheet, _found in parts]}, sum(found for _sheet, found in parts)
    if kind is KindName.SPREADSHEET:
        return _emptied(shaped)
    rows = shaped.get("rows") if isinstance(shaped, dict) else shaped
    if not isinstance(rows, list):
        return shaped, 0
    kept = [row for row in rows if not _is_elision(row)]
    return {**shaped, "rows": kept} if isinstance(shaped, dict) else kept, len(rows) - len(kept)


def _emptied(sheet: Any) -> tuple[Any, int]:
    if not isinstance(sheet, dict) or not isinstance(sheet.get("rows"), list):
        return sheet, 0
    found = sum(map(_is_elision, sheet["rows"]))
    return {**sheet, "rows": [[] if _is_elision(row) else row for row in sheet["rows"]]}, found


def _is_elision(row: Any) -> bool:
    cells = list(row.values()) if isinstance(row, dict) else row if isinstance(row, list) else [row]
    return is_elision_row(cells)
