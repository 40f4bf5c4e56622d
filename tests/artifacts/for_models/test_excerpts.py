"""Excerpts: whole when it fits; else within the tokens, with size, beginning, end and notes of what is left out."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from artifacts.for_models.excerpts import LEAST_TOKENS, excerpt_of, tail_of
from artifacts.kinds.document.content import DocumentContent
from artifacts.kinds.registry import kind as kind_of
from artifacts.kinds.spreadsheet.content import Sheet, SheetCell, SpreadsheetContent
from artifacts.kinds.spreadsheet.stored import in_memory
from artifacts.rows.enums import KindName
from artifacts.versions.reading import Stored
from common.tokens import estimate_tokens


def table(rows: list[list[Any]], names: list[str] | None = None) -> Stored:
    columns = [{"name": name, "type": "text"} for name in names or ["Name", "City"]]
    of_kind = kind_of(KindName.TABLE)
    stored: Stored = of_kind.store(of_kind.read_json({"columns": columns, "rows": rows}).content)
    return stored


def sheets(*grids: list[list[Any]]) -> Stored:
    made = [Sheet(f"Sheet {number}", cells_of(grid)) for number, grid in enumerate(grids, 1)]
    return in_memory(SpreadsheetContent(made))


def cells_of(grid: list[list[Any]]) -> dict[tuple[int, int], SheetCell]:
    return {(row, at): SheetCell(value) for row, line in enumerate(grid, 1) for at, value in enumerate(line, 1)}


def document(text: str) -> Stored:
    stored: Stored = kind_of(KindName.DOCUMENT).store(DocumentContent(text))
    return stored


def test_what_fits_is_given_whole() -> None:
    assert excerpt_of(table([["Ada", "Lima"]]), 500) == "| Name | City |\n| --- | --- |\n| Ada | Lima |"
    assert excerpt_of(document("# A\n\nText.\n"), 500) == "# A\n\nText.\n"
    assert excerpt_of(sheets([["Item", "=1+1"]]), 500) == "## Sheet 1\n\n| A | B |\n| --- | --- |\n| Item | =1+1 |"


def test_long_table_shows_its_first_and_last_rows_and_names_the_others() -> None:
    shown = excerpt_of(table([[f"n{number}", "Lima"] for number in range(1, 5_001)]), 1_000)
    lines = shown.splitlines()
    assert lines[2] == "| n1 | Lima |"
    assert lines[-1] == "| n5000 | Lima |"
    gap = next(line for line in lines if line.startswith("(Rows"))
    before, after = lines[lines.index(gap) - 1], lines[lines.index(gap) + 1]
    first, last = int(before[3:].split()[0]) + 1, int(after[3:].split()[0]) - 1
    assert gap == f"(Rows {first:,} to {last:,} of 5,000 are left out here.)"
    assert estimate_tokens(shown) > 700


def test_only_the_blocks_that_are_shown_are_read() -> None:
    of_kind = kind_of(KindName.TABLE)
    encoded = of_kind.encode(table([[f"n{number}", "Lima"] for number in range(1, 20_001)]))
    read: list[str] = []

    def fetch(digest: str) -> bytes:
        read.append(digest)
        return encoded.blocks[digest]

    excerpt_of(of_kind.decode(encoded.manifest, encoded.digests, fetch), 1_000)
    assert set(read) == {encoded.digests[0], encoded.digests[-1]}


def test_wide_table_shows_the_columns_that_fit() -> None:
    names = [f"Column {number}" for number in range(900)]
    shown = excerpt_of(table([[str(number) for number in range(900)]] * 3, names), 600)
    assert shown.startswith("(")
    assert "of 900 columns are shown here.)" in shown
    assert "| Column 0 | Column 1 |" in shown
    assert "| 0 | 1 |" in shown


def test_long_cell_is_shortened_and_leaves_room_for_rows() -> None:
    shown = excerpt_of(table([["x" * 5_000, "Lima"], ["Ada", "Oslo"]]), 800)
    assert "… (4,700 more characters)" in shown
    assert "| Ada | Oslo |" in shown


def test_long_document_keeps_outline_beginning_and_end() -> None:
    sections = "".join(f"## Part {number}\n\n{'Some words of text. ' * 30}\n\n" for number in range(40))
    shown = excerpt_of(document(f"# Report\n\n{sections}The last line.\n"), 1_500)
    assert shown.startswith("(The headings:\n# Report\n## Part 0\n")
    assert "## Part 39" in shown
    assert shown.endswith("The last line.\n")
    assert "characters are left out here.)" in shown


def test_every_sheet_is_named_while_there_is_room() -> None:
    long = [[f"v{number}", number] for number in range(400)]
    shown = excerpt_of(sheets(long, [["Total", "=SUM(A1:A9)"]]), 900)
    assert "## Sheet 1" in shown
    assert "## Sheet 2" in shown
    assert "=SUM(A1:A9)" in shown
    assert "of 400 are left out here.)" in shown


def test_tail_of_a_sheet_is_its_header_and_last_rows() -> None:
    tail = tail_of(sheets([["Item", "Price"], *[[f"i{number}", number] for number in range(2, 31)]]))
    assert tail.next_row == 31
    assert tail.text.startswith("## Sheet 1\n\n| Item | Price |\n| --- | --- |\n| i23 | 23 |")
    assert tail.text.endswith("| i30 | 30 |")


LONG = st.sampled_from(["潮汐" * 400, "a" * 900, "1" * 700])
CELLS = st.one_of(st.none(), st.text(max_size=40), st.integers(), LONG)
LINES = st.sampled_from(["# Heading", "## " + "long " * 60, "a" * 3_000, "AB" * 900, " " * 500, "潮" * 900, "", "---"])


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=60), st.integers(0, 2_000))
@settings(max_examples=60, deadline=None)
def test_excerpt_of_any_table_keeps_within_its_tokens(rows: list[list[Any]], tokens: int) -> None:
    shown = excerpt_of(table(rows, ["Name", "潮汐潮汐", "c" * 200]), tokens)
    assert estimate_tokens(shown) <= max(tokens, LEAST_TOKENS)


@given(st.lists(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=20), max_size=12), st.integers(0, 2_000))
@settings(max_examples=40, deadline=None)
def test_excerpt_of_any_workbook_keeps_within_its_tokens(grids: list[list[list[Any]]], tokens: int) -> None:
    assert estimate_tokens(excerpt_of(sheets(*grids), tokens)) <= max(tokens, LEAST_TOKENS)


@given(st.lists(st.one_of(st.text(max_size=200), LINES), max_size=60), st.integers(0, 2_500))
@settings(max_examples=80, deadline=None)
def test_excerpt_of_any_document_keeps_within_its_tokens(lines: list[str], tokens: int) -> None:
    text = "\n".join(lines)
    shown = excerpt_of(document(text), tokens)
    assert estimate_tokens(shown) <= max(tokens, LEAST_TOKENS)
    if not shown.startswith("(") and "are left out here.)" not in shown:
        assert shown == text


@pytest.mark.parametrize("tokens", [0, 200, 210, 400])
def test_smallest_excerpt_still_tells_what_there_is(tokens: int) -> None:
    assert "left out here.)" in excerpt_of(table([[f"n{number}", "Lima"] for number in range(5_000)]), tokens)
