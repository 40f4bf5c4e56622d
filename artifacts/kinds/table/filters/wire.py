"""Filters as they stand in an address: `filter=<column>:<condition>[:<value>]`, once for each condition.

The column is a key, a name, a letter or a number's text; what is written again names the key, which outlives renaming
and moving. The two values of `between` are parted by two dots: `c3:between:100..200`.
"""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from artifacts.kinds.table.columns import column_index
from artifacts.kinds.table.content import Column
from artifacts.kinds.table.filters.conditions import VALUES, Condition, Filter, cell_test
from artifacts.rows.errors import InvalidOperation, invalid_filter, require_within
from artifacts.rows.limits import FILTER_CHARACTERS, FILTERS
from common.sent_values import parse_number

RANGE = ".."


def asked_filters(query: QueryDict) -> list[str]:
    """Return the filters of an address, and behind them the one that the fields of the plain form make."""
    asked = query.getlist("filter")
    if condition := query.get("condition"):
        known = _known(condition)
        values = [query.get("value", ""), query.get("to", "")][: VALUES.get(known, 1) if known else 1]
        asked.append(":".join([query.get("column", ""), condition, *([RANGE.join(values)] if values else [])]))
    return asked


def read_filters(asked: Sequence[str], columns: Sequence[Column]) -> tuple[Filter, ...]:
    """Return the filters, each once, checked against the columns; raise InvalidFilter or OverLimit."""
    require_within(FILTERS, len(asked))
    found = tuple(dict.fromkeys(_read(text, columns) for text in asked))
    by_key = {column.key: column for column in columns}
    for one in found:
        cell_test(one, by_key[one.key])
    return found


def write_filter(wanted: Filter) -> str:
    """Return what read_filters reads."""
    values = [RANGE.join(wanted.values)] if wanted.values else []
    return ":".join([wanted.key, wanted.condition.value, *values])


def filter_query(filters: Sequence[Filter]) -> str:
    """Return the filters as a part of an address's query."""
    return urlencode([("filter", write_filter(one)) for one in filters])


def _read(text: str, columns: Sequence[Column]) -> Filter:
    require_within(FILTER_CHARACTERS, len(text))
    name, condition, value = _parts(text)
    wanted = _known(condition)
    if wanted is None:
        raise invalid_filter(_("“%(text)s” is no filter such as c3:greater:100.") % {"text": text})
    values = tuple(value.split(RANGE, 1)) if wanted is Condition.BETWEEN else (value,) if value else ()
    try:
        number = parse_number(name)
        column = columns[column_index(columns, name if number is None else number)]
    except InvalidOperation as refusal:
        raise invalid_filter(refusal.detail) from None
    return Filter(column.key, wanted, tuple(one.strip() for one in values))


def _parts(text: str) -> tuple[str, str, str]:
    """Return column, condition and value; a column's name may hold a colon, as long as no condition follows it."""
    parts = text.split(":")
    at = next((index for index, part in enumerate(parts) if index and _known(part)), 1)
    return ":".join(parts[:at]), parts[at] if at < len(parts) else "", ":".join(parts[at + 1 :])


def _known(condition: str) -> Condition | None:
    return next((one for one in Condition if one.value == condition), None)
