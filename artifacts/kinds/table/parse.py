"""Reading a table from Markdown, delimited text or JSON. Finds the data; `build` types it."""

import json
import re
from math import isfinite
from typing import Any

from django.utils.translation import gettext as _

from artifacts.kinds.base import Parsed
from artifacts.kinds.table.build import table_from_texts, table_from_values
from artifacts.kinds.table.content import Align, Cell, Column, ColumnType, TableContent
from artifacts.kinds.table.delimited import read_delimited
from artifacts.kinds.table.gfm import find_tables, plain_cell
from artifacts.kinds.text import unwrap_fence
from artifacts.kinds.values.evidence import Known
from artifacts.rows.errors import not_parsed, require_within
from artifacts.rows.limits import TABLE_BYTES
from artifacts.rows.losses import Loss


def parse_text(text: str) -> Parsed[TableContent]:
    """Return the largest table in the text; raise NotParsed if there is none."""
    require_within(TABLE_BYTES, len(text.encode(errors="replace")))
    text = unwrap_fence(text)
    if text.lstrip()[:1] in ("{", "["):
        try:
            return read_json(json.loads(text), field="text")
        except (ValueError, RecursionError):  # not JSON after all, or nested without end
            pass
    parsed = _parse_gfm(text) or _parse_delimited(text)
    if parsed is None:
        raise not_parsed(_("There is no table in this text."), "text")
    return parsed


def read_json(raw: Any, *, field: str = "content") -> Parsed[TableContent]:
    """Return the table of `{columns, rows}` or of a list of objects; raise NotParsed with the place."""
    if isinstance(raw, dict) and isinstance(raw.get("rows"), list):
        columns = _json_columns(raw.get("columns", []), field)
        return table_from_values(columns, _json_rows(raw["rows"], columns, field))
    if isinstance(raw, dict) and "columns" in raw and "rows" not in raw:
        return table_from_values(_json_columns(raw["columns"], field), [])
    if isinstance(raw, list) and raw and all(isinstance(item, dict) for item in raw):
        names = list(dict.fromkeys(str(key) for item in raw for key in item))
        return table_from_values(names, _json_rows(raw, names, field))
    if isinstance(raw, list) and len(raw) > 1 and all(isinstance(item, list) for item in raw):
        names = ["" if name is None else str(name) for name in raw[0]]
        return table_from_values(names, _json_rows(raw[1:], names, field))
    raise not_parsed(_("A table is an object with columns and rows."), field)


def _parse_gfm(text: str) -> Parsed[TableContent] | None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    tables = find_tables(lines)
    if not tables:
        return None
    start, end, table = max(tables, key=lambda found: (len(found[2].rows), -found[0]))
    parsed = table_from_texts(
        [plain_cell(cell) for cell in table.header],
        [[plain_cell(cell) for cell in row] for row in table.rows],
        table.aligns,
        keeps_blanks=True,  # those that are left were written as signs
    )
    losses = [*parsed.losses]
    if len(tables) > 1:
        losses.append(Loss.SMALLER_TABLES.told(len(tables) - 1))
    elif any(part.strip().strip("`~") for part in (*lines[:start], *lines[end:])):
        losses.append(Loss.TEXT_AROUND.told())
    return Parsed(parsed.content, tuple(losses))


def _parse_delimited(text: str) -> Parsed[TableContent] | None:
    grid = read_delimited(text)
    return (
        table_from_texts(grid.header, grid.rows, known=Known(delimiter=grid.delimiter)) if grid and grid.rows else None
    )


def _json_columns(raw: Any, field: str) -> list[Column | str]:
    if not isinstance(raw, list):
        raise not_parsed(_("Columns are a list."), f"{field}.columns")
    return [_json_column(item, f"{field}.columns.{index}") for index, item in enumerate(raw)]


def _json_column(raw: Any, field: str) -> Column | str:
    if isinstance(raw, str):
        return raw
    if not isinstance(raw, dict) or not isinstance(raw.get("name"), str):
        raise not_parsed(_("A column is a name or an object with a name."), field)
    if unknown := set(raw) - {"key", "name", "type", "align", "currency"}:
        raise not_parsed(_("Unknown field."), f"{field}.{min(unknown)}")
    try:
        kind = ColumnType(raw["type"]) if raw.get("type") is not None else None
        align = Align(raw["align"]) if raw.get("align") is not None else None
    except ValueError as error:
        raise not_parsed(_("This is not a type or alignment of a column."), f"{field}.type", error) from None
    currency = raw.get("currency")
    if currency is not None and not (isinstance(currency, str) and re.fullmatch(r"[A-Z]{3}", currency)):
        raise not_parsed(_("A currency is a code of three letters."), f"{field}.currency")
    name = str(raw["name"])
    if kind is None:
        return name
    return Column("", name, kind, align, currency)


def _json_rows(raw: list[Any], columns: list[Column | str] | list[str], field: str) -> list[list[Cell]]:
    names = [column if isinstance(column, str) else column.name for column in columns]
    rows: list[list[Cell]] = []
    for index, item in enumerate(raw):
        place = f"{field}.rows.{index}"
        if isinstance(item, dict):
            if not names or not set(map(str, item)) <= set(names):
                raise not_parsed(_("A row has a column that the table has not."), place)
            cells = [item.get(name) for name in names]
        elif isinstance(item, list):
            cells = item
        else:
            raise not_parsed(_("A row is a list of cells."), place)
        rows.append([_json_cell(value, f"{place}.{at}") for at, value in enumerate(cells)])
    return rows


def _json_cell(value: Any, field: str) -> Cell:
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        if not isfinite(value):
            raise not_parsed(_("A number must be finite."), field)
        return value
    return json.dumps(value, ensure_ascii=False)
