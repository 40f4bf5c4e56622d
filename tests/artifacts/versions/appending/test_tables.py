"""Rows behind a table: in its columns and types, whatever the model wrote around them."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from artifacts.kinds.registry import kind as kind_of
from artifacts.kinds.table.build import table_from_texts
from artifacts.kinds.table.stored import StoredTable, store
from artifacts.kinds.values.evidence import Known
from artifacts.rows.enums import KindName
from artifacts.versions.appending.tables import append_table, rows_without_header

HEADER = "| Region | Q1 |\n| --- | ---: |\n"


def stored(text: str) -> StoredTable:
    table: StoredTable = store(kind_of(KindName.TABLE).parse_text(text).content)
    return table


def lines(rows: list[tuple[str, int]]) -> str:
    return "".join(f"| {name} | {value} |\n" for name, value in rows)


def appended(head: str, text: str, asked: int | None = None) -> list[list[Any]] | None:
    content = append_table(stored(head), stored(head), kind_of(KindName.TABLE).parse_text(text).content, text, asked)
    return None if content is None else content.rows


@given(
    st.lists(st.tuples(st.sampled_from(["North", "South"]), st.integers(0, 2)), min_size=2, max_size=12),
    st.data(),
)
@settings(deadline=None)
def test_a_cut_table_that_goes_on_is_the_whole_table(rows, data) -> None:
    cut = data.draw(st.integers(1, len(rows) - 1))
    again = data.draw(st.integers(0, cut))
    whole = appended(HEADER + lines(rows[:cut]), HEADER + lines(rows[cut - again :]), asked=len(rows))
    assert whole == stored(HEADER + lines(rows)).window(0, len(rows))


def test_rows_are_read_with_the_types_of_the_table() -> None:
    head = "| Code | Price |\n| --- | ---: |\n| 007 | 1.5 |\n| 008 | 2 |\n"
    assert appended(head, "| Code | Price |\n| --- | --- |\n| 010 | 3.25 |\n") == [
        ["007", 1.5],
        ["008", 2],
        ["010", 3.25],
    ]


def test_columns_in_another_order_are_put_in_place_by_name() -> None:
    assert appended(HEADER + "| North | 1 |\n", "| Q1 | Region |\n| --- | --- |\n| 2 | South |\n") == [
        ["North", 1],
        ["South", 2],
    ]


def test_row_that_was_taken_for_a_header_is_not_lost() -> None:
    assert appended(HEADER + "| North | 1 |\n", "| South | 2 |\n| --- | --- |\n| East | 3 |\n") == [
        ["North", 1],
        ["South", 2],
        ["East", 3],
    ]


@pytest.mark.parametrize("dots", ["| ... | ... |\n", "| … |  |\n"])
def test_row_of_dots_gives_way(dots: str) -> None:
    head = "| Region | Head |\n| --- | --- |\n"
    longer = appended(f"{head}| North | Ada |\n{dots}", f"{head}| South | Lin |\n")
    assert longer == [["North", "Ada"], ["South", "Lin"]]


def test_rows_around_one_that_stands_for_others_are_appended() -> None:
    source = f"{HEADER}| East | 2 |\n| ... | ... |\n...\n\n| West | 3 |\n"
    content = kind_of(KindName.TABLE).parse_text(f"{HEADER}| East | 2 |\n| West | 3 |\n").content
    head = stored(HEADER + "| North | 1 |\n")

    added = append_table(head, head, content, source)
    assert added is not None
    assert added.rows == [["North", 1], ["East", 2], ["West", 3]]


def test_nothing_new_is_none() -> None:
    assert appended(HEADER + "| North | 1 |\n", HEADER + "| North | 1 |\n") is None


def test_rows_without_a_header_are_found_in_a_text() -> None:
    source, rest = rows_without_header(
        stored(HEADER + "| North | 1 |\n"), "Here:\n| South | 2 |\n| a | b | c |\nDone."
    )
    assert source == "| Region | Q1 |\n|---|---|\n| South | 2 |"
    assert rest == "Here:\n| a | b | c |\nDone."


def test_further_rows_have_the_sign_of_decimals_that_the_head_has() -> None:
    head = "| City | People | Rent |\n|---|---|---|\n| A | 1.204.500 | 1.250 € |\n| B | 980.250 | 890 € |\n"
    more = "| City | People | Rent |\n|---|---|---|\n| C | 312.875 | 2.100 € |\n"
    rows = appended(head, more)
    assert rows is not None
    assert rows[2] == ["C", 312875, 2100]


def test_further_rows_of_a_head_that_says_nothing_are_read_as_their_own_text_was() -> None:
    more = table_from_texts(["City", "People"], [["C", "1.250"]], known=Known(language="de")).content
    head = stored("| City | People |\n|---|---|\n| A | 890 |\n| B | 75 |\n")
    content = append_table(head, head, more, "| City | People |\n|---|---|\n| C | 1.250 |\n")
    assert content is not None
    assert content.rows[2] == ["C", 1250]
