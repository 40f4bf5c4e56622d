"""A table, document or sheet written anew becomes the operations that make it, and no others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from artifacts.kinds.catalogue import operations_to_json
from artifacts.kinds.registry import kind as kind_of
from artifacts.proposals.from_whole import operations_to
from artifacts.rows.enums import KindName

ITEMS = "| Item | Price |\n|---|---|\n| Pen | 2 |\n| Book | 10 |\n| Lamp | 30 |\n"


def stored(kind: KindName, text: str):
    own = kind_of(kind)
    return own.store(own.parse_text(text).content)


def made(kind: KindName, before: str, after: str, *, is_cut: bool = False):
    """Return the operations, and what the artifact is after them."""
    old = stored(kind, before)
    operations = operations_to(old, kind_of(kind).parse_text(after).content, is_cut=is_cut)
    return operations_to_json(operations), kind_of(kind).apply(old, operations).content()


@pytest.mark.parametrize(
    ("after", "ops"),
    [
        (ITEMS, []),
        (
            "| Item | Price | VAT |\n|---|---|---|\n| Pen | 2 | 0.4 |\n| Book | 10 | 2 |\n| Lamp | 30 | 6 |\n",
            ["insert_columns"],
        ),
        ("| Item |\n|---|\n| Pen |\n| Book |\n| Lamp |\n", ["delete_columns"]),
        ("| Thing | Price |\n|---|---|\n| Pen | 2 |\n| Book | 10 |\n| Lamp | 30 |\n", ["rename_column"]),
        ("| Item | Price |\n|---|---|\n| Pen | 3 |\n| Book | 10 |\n| Lamp | 30 |\n", ["set_cells"]),
        ("| Item | Price |\n|---|---|\n| Book | 10 |\n| Lamp | 30 |\n", ["delete_rows"]),
        ("| Item | Price |\n|---|---|\n| Cup | 4 |\n| Pen | 2 |\n| Book | 10 |\n| Lamp | 30 |\n", ["insert_rows"]),
    ],
)
def test_a_table_written_anew(after, ops):
    operations, content = made(KindName.TABLE, ITEMS, after)
    assert [operation["op"] for operation in operations] == ops
    wanted = kind_of(KindName.TABLE).parse_text(after).content
    assert [column.name for column in content.columns] == [column.name for column in wanted.columns]
    assert content.rows == wanted.rows


ROWS = st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from("vwxyz")), min_size=1, max_size=8)


@given(ROWS, ROWS)
def test_any_rows_become_the_written_ones(before, after):
    texts = ["| A | B |\n|---|---|\n" + "".join(f"| {a} | {b} |\n" for a, b in rows) for rows in (before, after)]
    _operations, content = made(KindName.TABLE, *texts)
    assert content.rows == [list(row) for row in after]


def test_what_a_cut_table_does_not_reach_stays():
    after = "| Item | Price | VAT |\n|---|---|---|\n| Pen | 3 | 0.6 |\n"
    _operations, content = made(KindName.TABLE, ITEMS, after, is_cut=True)
    assert content.rows == [["Pen", 3, 0.6], ["Book", 10, None], ["Lamp", 30, None]]


def test_a_table_of_other_columns_is_no_change():
    assert made(KindName.TABLE, ITEMS, "| X | Y | Z |\n|---|---|---|\n| 1 | 2 | 3 |\n")[0] == []


def test_a_section_written_anew_replaces_that_section():
    text = (
        "# Walk\n\nWe walked far and wide in the sun.\n\n## Morning\n\nSun.\n\n## Noon\n\nRain, and more rain came.\n"
    )
    operations, content = made(KindName.DOCUMENT, text, "## Morning\n\nFog.\n")
    assert [operation["op"] for operation in operations] == ["replace_section"]
    assert "Fog." in content.text
    assert "Rain" in content.text


def test_a_document_written_anew_replaces_it():
    operations, content = made(KindName.DOCUMENT, "# Walk\n\nSun.\n", "# Walk\n\nRain all day.\n")
    assert [operation["op"] for operation in operations] == ["replace_document"]
    assert content.text.strip() == "# Walk\n\nRain all day."


def test_a_sheet_written_anew_changes_the_cells_that_differ():
    before = "## Costs\n| Item | Price |\n|---|---|\n| Pen | 2 |\n| Sum | =SUM(B2:B2) |\n"
    after = "## Costs\n| Item | Price |\n|---|---|\n| Pen | 3 |\n| Cup | 4 |\n| Sum | =SUM(B2:B3) |\n"
    operations, content = made(KindName.SPREADSHEET, before, after)
    assert {operation["op"] for operation in operations} == {"set_cells"}
    assert content.sheets[0].cells[4, 2].input == "=SUM(B2:B3)"
    assert content.sheets[0].cells[4, 2].value == 7
