"""A view of a table that shows the rows its filters let through: what windows, ranges and edits need to know of it."""

from collections.abc import Sequence
from dataclasses import replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from artifacts.kinds.catalogue import ClearCells
from artifacts.kinds.references import parse_range, write_range
from artifacts.kinds.table.filters.rows import Numbers, between, matching_rows, runs
from artifacts.kinds.table.filters.wire import asked_filters, read_filters
from artifacts.rows.errors import FilterSet, InvalidFilter, OverLimit, invalid_filter, require_within
from artifacts.rows.limits import OPERATIONS
from artifacts.rows.models import Artifact
from artifacts.shown.grid import GridView, filtered_grid, table_grid
from artifacts.versions.reading import StoredTable, find_version, open_version
from common.sent_values import parse_number


def shown_grid(table: StoredTable, asked: Sequence[str], offset: int = 0) -> GridView:
    """Return a window of the table under these filters; of all rows, with the reason, if they do not fit."""
    try:
        filters = read_filters(asked, table.columns)
    except (InvalidFilter, OverLimit) as refusal:
        return replace(table_grid(table, offset), filter_problem=refusal.detail)
    if not filters:
        return table_grid(table, offset)
    return filtered_grid(table, filters, matching_rows(table, filters), offset)


def window_grid(artifact: Artifact, table: StoredTable, query: QueryDict, offset: int) -> GridView:
    """Return the window of a filtered view that an address asks for; raise InvalidFilter or OverLimit.

    The rows are those that the version `filtered` let through: what is edited stays in view until it is loaded again.
    """
    numbers = shown_rows(artifact, query)
    return table_grid(table, offset) if numbers is None else filtered_grid(table, (), numbers, offset)


def shown_rows(artifact: Artifact, query: QueryDict) -> Numbers | None:
    """Return the numbers of the rows that a view shows; None without a filter. Raise InvalidFilter or OverLimit."""
    asked = asked_filters(query)
    if not asked:
        return None
    version = find_version(artifact, parse_number(query.get("filtered", "")))
    stored = open_version(version)
    if not isinstance(stored, StoredTable):
        raise invalid_filter(_("Only tables can be filtered."))
    return matching_rows(stored, read_filters(asked, stored.columns))


def refuse_hidden(query: QueryDict) -> None:
    """Raise FilterSet if the form was made in a view that hides rows."""
    if asked_filters(query):
        raise FilterSet


def clear_shown(cells: str, numbers: Numbers) -> list[ClearCells]:
    """Return what clears the shown rows of a range and no other; raise FilterSet if it shows none, OverLimit."""
    top, left, bottom, right = parse_range(cells)
    found = [
        ClearCells(range=write_range(first, left, last, right)) for first, last in runs(between(numbers, top, bottom))
    ]
    if not found:
        raise FilterSet
    require_within(OPERATIONS, len(found))
    return found
