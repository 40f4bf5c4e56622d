"""Our own tables and sheets come back: what is exported and imported again is the same."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from artifacts.kinds.spreadsheet.content import Sheet, SheetCell, SpreadsheetContent
from artifacts.kinds.spreadsheet.engine.calculate import calculate
from artifacts.kinds.spreadsheet.parse import typed_cell
from artifacts.kinds.table.content import Column, ColumnType, TableContent
from artifacts.rows.enums import KindName
from artifacts.sources.importing.compared import is_same
from artifacts.sources.importing.reading import read_file
from exports.rows.enums import FormatName
from tests.exports.conftest import MakeFile

QUIET = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
WORDS = st.sampled_from(
    ["oak", "ash & elm", 'the "best"', "a,b;c|d", "=1+1", "+49 30 1", "00123", "1.10", "Ñandú", "a\nb", "'x"]
)
DAYS = st.integers(0, 20_000).map(lambda days: (date(1990, 1, 1) + timedelta(days)).isoformat())
VALUES: dict[ColumnType, st.SearchStrategy[Any]] = {
    ColumnType.TEXT: WORDS,
    ColumnType.NUMBER: st.one_of(st.integers(-(10**9), 10**9), st.decimals(-1000, 1000, places=2).map(float)),
    ColumnType.PERCENT: st.integers(-50, 150).map(lambda count: count / 100),
    ColumnType.CURRENCY: st.integers(-100_000, 100_000).map(lambda cents: cents / 100),
    ColumnType.DATE: DAYS,
    ColumnType.BOOLEAN: st.booleans(),
}


@st.composite
def tables(draw: st.DrawFn) -> TableContent:
    """A table whose first two rows show what its columns are; later cells may be empty."""
    types = [ColumnType.TEXT, *draw(st.lists(st.sampled_from(list(VALUES)), min_size=1, max_size=4))]
    columns = tuple(
        Column(f"c{at}", f"Column {chr(64 + at)}", kind, currency="EUR" if kind is ColumnType.CURRENCY else None)
        for at, kind in enumerate(types, 1)
    )
    rows = [["wood", *(draw(VALUES[kind]) for kind in types[1:])] for _row in range(2)]
    cells = [st.one_of(st.none(), VALUES[kind]) for kind in types[1:]]
    rows += [["tree", *(draw(cell) for cell in cells)] for _row in range(draw(st.integers(0, 3)))]
    return TableContent(columns, rows)


def same_cells(one: list[Any], other: list[Any]) -> bool:
    return all(
        a == b or (isinstance(a, int | float) and isinstance(b, int | float) and abs(a - b) < 1e-9)
        for a, b in zip(one, other, strict=True)
    )


@QUIET
@pytest.mark.parametrize("format_name", [FormatName.XLSX, FormatName.JSON])
@given(table=tables())
def test_a_table_comes_back_with_its_types(make_file: MakeFile, format_name: FormatName, table: TableContent) -> None:
    made = make_file(table, format_name)
    again = read_file(made.path.name, made.path.read_bytes(), KindName.TABLE).content

    assert [column.name for column in again.columns] == [column.name for column in table.columns]
    assert [column.type for column in again.columns] == [column.type for column in table.columns]
    assert all(map(same_cells, again.rows, table.rows))


@QUIET
@pytest.mark.parametrize("format_name", [FormatName.CSV, FormatName.MARKDOWN])
@given(rows=st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=4))
def test_texts_of_a_table_come_back(make_file: MakeFile, format_name: FormatName, rows: list[tuple[str, str]]) -> None:
    rows = [("a word", "some words"), *rows]
    made = make_file(
        TableContent((Column("a", "Name"), Column("b", "Notes")), [list(row) for row in rows]), format_name
    )
    again = read_file(made.path.name, made.path.read_bytes(), KindName.TABLE).content
    assert [tuple(row) for row in again.rows] == rows


INPUTS = st.one_of(
    st.integers(-(10**12), 10**12),
    st.floats(-1e6, 1e6, allow_nan=False).map(lambda number: round(number, 6)),
    st.booleans(),
    WORDS.filter(lambda text: not text.startswith(("=", "'"))),
    st.sampled_from(["'=1+1", "'00123", "2024-02-29", "9:30", "12%", "#N/A", "€ 1.234,50"]),
    st.sampled_from(
        [
            "=A1",
            "=SUM(A1:B2)",
            '=IF(A1>0,"y","n")',
            "=1/0",
            '=TEXT(A2,"0.00")&"x"',
            "=Other!A1+1",
            "=A1:A2",
            "=NOSUCH(1)",
        ]
    ),
)


@QUIET
@given(cells=st.dictionaries(st.tuples(st.integers(3, 6), st.integers(3, 6)), INPUTS, max_size=6))
def test_a_spreadsheet_comes_back(make_file: MakeFile, tmp_path: Path, cells: dict[tuple[int, int], Any]) -> None:
    fixed = {(1, 1): 5, (2, 1): 2.5, (1, 2): "word"}
    sheet = {place: typed_cell(value) for place, value in {**fixed, **cells}.items()}
    content = calculate(SpreadsheetContent([Sheet("First", sheet), Sheet("Other", {(1, 1): typed_cell(7)})]))
    made = make_file(content, FormatName.XLSX)
    again = calculate(read_file("a.xlsx", made.path.read_bytes(), KindName.SPREADSHEET).content)

    for old, new in zip(content.sheets, again.sheets, strict=True):
        assert old.name == new.name
        assert old.cells.keys() == new.cells.keys()
        for place, cell in old.cells.items():
            found = new.cells.get(place, SheetCell(None))
            assert found.input == cell.input or not str(cell.input).startswith("=") or cell.type == "error", place
            assert is_same(found, cell), (place, found, cell)
            assert (found.format or "General") == (cell.format or "General"), place
