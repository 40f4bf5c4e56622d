"""The filters of a view as the row of chips above the grid shows them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from artifacts.kinds.table.content import Column
from artifacts.kinds.table.filters.conditions import Condition, Filter
from artifacts.kinds.table.filters.wire import filter_query, write_filter

WORDS = {
    Condition.CONTAINS: _("%(column)s contains “%(value)s”"),
    Condition.EQUALS: _("%(column)s = %(value)s"),
    Condition.EMPTY: _("%(column)s is empty"),
    Condition.NOT_EMPTY: _("%(column)s is not empty"),
    Condition.GREATER: _("%(column)s > %(value)s"),
    Condition.LESS: _("%(column)s < %(value)s"),
    Condition.BETWEEN: _("%(column)s from %(value)s to %(last)s"),
}


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter in words; `others` is the query of the view without it."""

    text: str
    others: str


@dataclass(frozen=True, slots=True)
class FilterView:
    """The filters, and what an address and a form need to keep them."""

    chips: Sequence[Chip]
    query: str
    fields: Sequence[str]


def view_filters(filters: Sequence[Filter], columns: Sequence[Column]) -> FilterView:
    """Return the filters for display."""
    names = {column.key: column.name for column in columns}
    chips = [
        Chip(describe_filter(one, names.get(one.key, one.key)), filter_query([*filters[:at], *filters[at + 1 :]]))
        for at, one in enumerate(filters)
    ]
    return FilterView(chips, filter_query(filters), [write_filter(one) for one in filters])


def describe_filter(wanted: Filter, column: str) -> str:
    """Return a filter in words, such as Amount > 100."""
    first, last = (*wanted.values, "", "")[:2]
    return str(WORDS[wanted.condition]) % {"column": column, "value": first, "last": last}
