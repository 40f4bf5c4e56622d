"""What a form of the grid's menus asks for, as one operation: columns, rows and sheets are inserted, moved, deleted...

Pure: nothing here reads the artifact but the names of its sheets, which are given. Whether the operation fits the
content is the kinds' work.
"""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from artifacts.kinds.catalogue import Operation, read_operations
from artifacts.kinds.references import write_range
from artifacts.kinds.spreadsheet.sheets import sheet_name
from artifacts.kinds.values.doubts import Decision
from artifacts.rows.enums import GridChange, KindName
from artifacts.rows.errors import InvalidOperation, invalid_operation
from artifacts.rows.limits import SHEET_ROWS
from common.errors import FieldError
from common.sent_values import parse_number

Fields = Mapping[str, str]
LEAVE_ALIGN = "as_it_is"
DECISIONS = {GridChange(f"read_{decision}"): decision for decision in Decision}


def column_change(fields: Fields, kind: KindName) -> Operation:
    """Return the change of `count` columns from number `at` on; raise InvalidOperation."""
    at, count = _number(fields, "at"), _number(fields, "count")
    match _wanted(fields):
        case GridChange.RENAME:
            change = {"op": "rename_column", "column": at, "name": _name(fields)}
        case GridChange.SET_TYPE:
            change = {"op": "set_type", "column": at, **_type(fields)}
        case GridChange() as wanted if wanted in DECISIONS:
            change = {"op": "read_column", "column": at, "decision": DECISIONS[wanted].value}
        case GridChange.SET_FORMAT:
            cells = write_range(1, at, SHEET_ROWS.most, at + count - 1)
            change = {"op": "set_format", "range": cells, "format": _format(fields), **_sheet(fields)}
        case GridChange.SORT_UP | GridChange.SORT_DOWN as wanted:
            by = [{"column": at, "descending": wanted is GridChange.SORT_DOWN}]
            change = {"op": "sort", "by": by, **_sheet(fields)}
        case wanted:
            change = _line_change(wanted, "columns", at, count) | _sheet(fields)
    return read_operations([change], kind)[0]


def row_change(fields: Fields, kind: KindName) -> Operation:
    """Return the change of `count` rows from number `at` on; raise InvalidOperation."""
    at, count = _number(fields, "at"), _number(fields, "count")
    return read_operations([_line_change(_wanted(fields), "rows", at, count) | _sheet(fields)], kind)[0]


def sheet_change(fields: Fields, names: Sequence[str]) -> Operation:
    """Return the change of the sheet that is named, of sheets with these names; raise InvalidOperation."""
    sheet = fields.get("sheet", "")
    place = next((at for at, name in enumerate(names, 1) if name.casefold() == sheet.casefold()), 1)
    match _wanted(fields):
        case GridChange.ADD:
            name = fields.get("name", "").strip() or sheet_name(f"{_('Sheet')}{len(names) + 1}", names)
            change: dict[str, object] = {"op": "add_sheet", "name": name}
        case GridChange.RENAME:
            change = {"op": "rename_sheet", "sheet": sheet, "name": _name(fields)}
        case GridChange.DELETE:
            change = {"op": "delete_sheet", "sheet": sheet}
        case GridChange.MOVE_BEFORE:
            change = {"op": "move_sheet", "sheet": sheet, "to": _earlier(place)}
        case GridChange.MOVE_AFTER if place == len(names):
            raise invalid_operation(_("It is the last one already."))
        case GridChange.MOVE_AFTER:
            change = {"op": "move_sheet", "sheet": sheet, "to": place + 1}
        case _:
            raise InvalidOperation
    return read_operations([change], KindName.SPREADSHEET)[0]


def _line_change(wanted: GridChange, lines: str, at: int, count: int) -> dict[str, object]:
    match wanted:
        case GridChange.INSERT_BEFORE:
            return {"op": f"insert_{lines}", "at": at, "count": count}
        case GridChange.INSERT_AFTER:
            return {"op": f"insert_{lines}", "at": at + count, "count": count}
        case GridChange.MOVE_BEFORE:
            return {"op": f"move_{lines}", "at": at, "count": count, "to": _earlier(at)}
        case GridChange.MOVE_AFTER:
            return {"op": f"move_{lines}", "at": at, "count": count, "to": at + 1}
        case GridChange.DELETE:
            return {"op": f"delete_{lines}", "at": at, "count": count}
        case _:
            raise InvalidOperation


def _wanted(fields: Fields) -> GridChange:
    try:
        return GridChange(fields.get("do", ""))
    except ValueError:
        raise InvalidOperation from None


def _number(fields: Fields, name: str) -> int:
    number = parse_number(fields.get(name, "1"))
    if number is None:
        raise InvalidOperation(errors=[FieldError(name, _("A number is needed here."))])
    return max(1, number)


def _name(fields: Fields) -> str:
    if name := fields.get("name", "").strip():
        return name
    raise InvalidOperation(errors=[FieldError("name", _("A name is needed here."))])


def _type(fields: Fields) -> dict[str, object]:
    """Return type, currency and alignment; what the form leaves open is not named, so that it stays as it is."""
    change: dict[str, object] = {"type": fields.get("type", "")}
    if currency := fields.get("currency", "").strip().upper():
        change["currency"] = currency
    if (align := fields.get("align", LEAVE_ALIGN)) != LEAVE_ALIGN:
        change["align"] = align or None
    return change


def _format(fields: Fields) -> str | None:
    return fields.get("own_format", "").strip() or fields.get("format", "").strip() or None


def _sheet(fields: Fields) -> dict[str, str]:
    sheet = fields.get("sheet", "")
    return {"sheet": sheet} if sheet else {}


def _earlier(place: int) -> int:
    if place > 1:
        return place - 1
    raise invalid_operation(_("It is the first one already."))
