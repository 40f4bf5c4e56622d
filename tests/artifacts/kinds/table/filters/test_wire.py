"""Filters in an address: read, written again, refused."""

import pytest
from django.http import QueryDict

from artifacts.kinds.table.content import Column, ColumnType
from artifacts.kinds.table.filters.conditions import Condition, Filter
from artifacts.kinds.table.filters.wire import asked_filters, filter_query, read_filters, write_filter
from artifacts.rows.errors import InvalidFilter, OverLimit

COLUMNS = (Column("c1", "Name: first"), Column("c7", "Amount", ColumnType.NUMBER))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("c7:greater:-5", Filter("c7", Condition.GREATER, ("-5",))),
        ("amount:between:1.5..20", Filter("c7", Condition.BETWEEN, ("1.5", "20"))),
        ("B:not_empty", Filter("c7", Condition.NOT_EMPTY)),
        ("2:empty", Filter("c7", Condition.EMPTY)),
        ("Name: first:contains:a:b..c", Filter("c1", Condition.CONTAINS, ("a:b..c",))),
    ],
)
def test_a_filter_is_read_and_written_with_the_columns_key(text: str, found: Filter):
    assert read_filters([text, text], COLUMNS) == (found,)
    assert read_filters([write_filter(found)], COLUMNS) == (found,)


@pytest.mark.parametrize("text", ["", ":", "c1", "c1:like:x", "c9:empty", "c7:between:1", "c1:contains:", "0:empty"])
def test_what_is_no_filter_is_refused(text: str):
    with pytest.raises(InvalidFilter):
        read_filters([text], COLUMNS)


def test_many_filters_and_long_ones_are_refused_by_name():
    with pytest.raises(OverLimit) as many:
        read_filters(["c1:empty"] * 11, COLUMNS)
    with pytest.raises(OverLimit) as long:
        read_filters(["c1:contains:" + "x" * 500], COLUMNS)
    assert [one.value.facts["limit"] for one in (many, long)] == ["filters", "filter_characters"]


def test_the_fields_of_the_form_are_one_filter_more():
    query = QueryDict("filter=c1:empty&column=c7&condition=between&value=1&to=5")
    assert asked_filters(query) == ["c1:empty", "c7:between:1..5"]
    assert asked_filters(QueryDict("column=c1&condition=empty&value=x")) == ["c1:empty"]
    assert asked_filters(QueryDict("offset=3")) == []


def test_the_query_is_read_again_whatever_the_values_hold():
    filters = (Filter("c1", Condition.CONTAINS, ("a&b=ñ #",)), Filter("c7", Condition.EMPTY))
    assert read_filters(QueryDict(filter_query(filters)).getlist("filter"), COLUMNS) == filters
