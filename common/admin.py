"""Lists of staff over tables that grow: no page of them reads a whole table.

A list counts up to a bound and says so by its last page; it does not count twice; and its filters offer what the code
knows, never what the rows hold.
"""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import QuerySet

COUNTED_ROWS = 10_000  # of a list; who looks for a row further back narrows the list


if TYPE_CHECKING:
    AnyPaginator = Paginator[Any]
else:
    AnyPaginator = Paginator


class BoundedPaginator(AnyPaginator):
    """Pages of the first rows; the count ends at the bound."""

    @cached_property
    def count(self) -> int:
        """Count no further than the bound."""
        rows: QuerySet[Any] = self.object_list[:COUNTED_ROWS]  # type: ignore[assignment]  # a list of the admin
        return rows.count()


class GrowingAdmin(admin.ModelAdmin):
    """Base of the admin of a table that grows with use."""

    paginator = BoundedPaginator
    show_full_result_count = False
