import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from artifacts.kinds.table.content import Align, Cell, ColumnType, TableContent
from artifacts.kinds.table.parse import parse_text, read_json
from artifacts.rows.errors import NotParsed, OverLimit
from common.errors import ApplicationError
from tests.work import assert_in_proportion


def rows(text: str) -> list[list[Cell]]:
    return parse_text(text).content.rows


def types(table: TableContent) -> list[ColumnType]:
    return [column.type for column in table.columns]


def column(*cells: str) -> TableContent:
    """Return the table of one named column beside a column of row numbers."""
    lines = [f"| {number} | {cell} |" for number, cell in enumerate(cells, 1)]
    return parse_text("| No | X |\n|---|---|\n" + "\n".join(lines)).content


@pytest.mark.parametrize(
    ("cells", "kind", "values"),
    [
        (["1", "2.5", "-3"], ColumnType.NUMBER, [1, 2.5, -3]),
        (["1,200", "15"], ColumnType.TEXT, ["1,200", "15"]),
        (["1.200,50", "15,25"], ColumnType.NUMBER, [1200.5, 15.25]),
        (["00123", "124"], ColumnType.TEXT, ["00123", "124"]),
        (["1234567890123456", "12"], ColumnType.TEXT, ["1234567890123456", "12"]),
        (["0.1234567890123456", "2", "3"], ColumnType.NUMBER, ["0.1234567890123456", 2, 3]),
        (["$1,200.50", "$3"], ColumnType.CURRENCY, [1200.5, 3]),
        (["1.200,50 €", "3 €"], ColumnType.CURRENCY, [1200.5, 3]),
        (["($5)", "-$2"], ColumnType.CURRENCY, [-5, -2]),
        (["$1", "€1"], ColumnType.TEXT, ["$1", "€1"]),
        (["25%", "12.5 %", "+3%"], ColumnType.PERCENT, [0.25, 0.125, 0.03]),
        (["2024-02-29", "2025-01-01"], ColumnType.DATE, ["2024-02-29", "2025-01-01"]),
        (["2023-02-29", "2025-01-01"], ColumnType.TEXT, ["2023-02-29", "2025-01-01"]),
        (["31/12/2024", "01/02/2025"], ColumnType.DATE, ["2024-12-31", "2025-02-01"]),
        (["12/31/2024", "02/01/2025"], ColumnType.DATE, ["2024-12-31", "2025-02-01"]),
        (["01/02/2025"], ColumnType.TEXT, ["01/02/2025"]),
        (["true", "FALSE"], ColumnType.BOOLEAN, [True, False]),
        (["yes", "no"], ColumnType.TEXT, ["yes", "no"]),
        (["https://example.org/a", "[b](https://example.org)"], ColumnType.LINK, None),
        (["1", "n/a", "", "3"], ColumnType.NUMBER, [1, "n/a", None, 3]),
        (["1", "2", "3", "many"], ColumnType.NUMBER, [1, 2, 3, "many"]),
        (["1.10", "1.2", "2.0-beta"], ColumnType.TEXT, ["1.10", "1.2", "2.0-beta"]),
        (["**12**", "`13`"], ColumnType.NUMBER, [12, 13]),
        (['=HYPERLINK("http://x")', "=1+1"], ColumnType.TEXT, ['=HYPERLINK("http://x")', "=1+1"]),
        (["+34 600 100 200", "+34 600"], ColumnType.TEXT, ["+34 600 100 200", "+34 600"]),
        (["1e+5", "2.5E-3"], ColumnType.NUMBER, [100000.0, 0.0025]),
        (["1e999", "1"], ColumnType.TEXT, ["1e999", "1"]),
        (["-", "—"], ColumnType.TEXT, ["-", "—"]),
    ],
)
def test_parse_text_types_a_column(cells: list[str], kind: ColumnType, values: list[Cell] | None) -> None:
    table = column(*cells)
    assert table.columns[1].type == kind
    assert [row[1] for row in table.rows] == (cells if values is None else values)


def test_parse_text_keeps_currency_and_alignment() -> None:
    table = parse_text("| A | B | C |\n|:--|--:|:-:|\n| €1 | 2 | x |\n").content
    assert [c.align for c in table.columns] == [Align.LEFT, Align.RIGHT, Align.CENTER]
    assert table.columns[0].currency == "EUR"


def test_parse_text_resolves_escaped_pipes_and_breaks() -> None:
    assert rows("| A | B |\n|---|---|\n| a \\| b | c<br>d |\n") == [["a | b", "c\nd"]]


def test_parse_text_pads_ragged_rows_and_says_so() -> None:
    parsed = parse_text("| A | B |\n|---|---|\n| 1 |\n| 2 | 3 | 4 |\n")
    assert parsed.content.rows == [[1, None, None], [2, 3, 4]]
    assert [c.name for c in parsed.content.columns] == ["A", "B", "Column 3"]
    assert len(parsed.losses) == 2


def test_parse_text_makes_headers_unique() -> None:
    parsed = parse_text("| A | a |  | A |\n|---|---|---|---|\n| 1 | 2 | 3 | 4 |\n")
    assert [c.name for c in parsed.content.columns] == ["A", "a (2)", "Column 3", "A (3)"]
    assert [c.key for c in parsed.content.columns] == ["c1", "c2", "c3", "c4"]
    assert len(parsed.losses) == 1


def test_parse_text_removes_control_characters_and_says_so() -> None:
    parsed = parse_text("| A\x00 | B |\n|---|---|\n| x\x07y | z |\n")
    assert parsed.content.columns[0].name == "A"
    assert parsed.content.rows == [["xy", "z"]]
    assert len(parsed.losses) == 2


def test_parse_text_takes_the_largest_table() -> None:
    parsed = parse_text("intro\n\n| A |\n|---|\n| 1 |\n\n| B |\n|---|\n| 2 |\n| 3 |\n\nend")
    assert parsed.content.rows == [[2], [3]]
    assert len(parsed.losses) == 1


def test_parse_text_reads_fenced_json_and_converts_nothing() -> None:
    text = '```json\n[{"a": "00123", "b": 1}, {"a": "x", "c": null}]\n```'
    table = parse_text(text).content
    assert [c.name for c in table.columns] == ["a", "b", "c"]
    assert table.rows == [["00123", 1, None], ["x", None, None]]


@pytest.mark.parametrize(
    "text",
    [
        "name,age\nAda,36\nLin,41",
        "name;age\nAda;36\nLin;41",
        "name\tage\nAda\t36\nLin\t41",
        "name|age\nAda|36\nLin|41",
        "|name|age|\n|Ada|36|\n|Lin|41|",
        '"name","age"\n"Ada",36\n"Lin",41\n\n',
        "name,age\r\nAda,36\r\nLin,41\r\n",
    ],
)
def test_parse_text_finds_the_delimiter(text: str) -> None:
    table = parse_text(text).content
    assert [c.name for c in table.columns] == ["name", "age"]
    assert table.rows == [["Ada", 36], ["Lin", 41]]


def test_parse_text_without_header_names_columns() -> None:
    table = parse_text("1,2\n3,4").content
    assert [c.name for c in table.columns] == ["Column 1", "Column 2"]
    assert table.rows == [[1, 2], [3, 4]]


def test_parse_text_keeps_line_breaks_in_quoted_cells() -> None:
    assert rows('a,b\n"x\ny",2\nz,3') == [["x\ny", 2], ["z", 3]]


@pytest.mark.parametrize(
    "text", ["", "   ", "just words", "a, b, c", "[]", "{}", "# Heading\n\nText", "|---|", "null"]
)
def test_parse_text_without_table_is_refused(text: str) -> None:
    with pytest.raises(NotParsed):
        parse_text(text)


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        ({}, "content"),
        ([], "content"),
        ({"columns": "A", "rows": []}, "content.columns"),
        ({"columns": [1], "rows": []}, "content.columns.0"),
        ({"columns": [{"name": "A", "type": "colour"}], "rows": []}, "content.columns.0.type"),
        ({"columns": [{"name": "A", "width": 3}], "rows": []}, "content.columns.0.width"),
        (
            {"columns": [{"name": "A", "type": "currency", "currency": "euro"}], "rows": []},
            "content.columns.0.currency",
        ),
        ({"columns": ["A"], "rows": [1]}, "content.rows.0"),
        ({"columns": ["A"], "rows": [{"B": 1}]}, "content.rows.0"),
        ({"columns": ["A"], "rows": [[float("nan")]]}, "content.rows.0.0"),
    ],
)
def test_read_json_names_the_place(raw: Any, field: str) -> None:
    with pytest.raises(NotParsed) as caught:
        read_json(raw)
    assert [error.field for error in caught.value.errors] == [field]


def test_read_json_keeps_values_and_infers_missing_types() -> None:
    table = read_json({"columns": ["A", "B", "C"], "rows": [["1", 2, True], ["x", 2.5, False]]}).content
    assert table.rows == [["1", 2, True], ["x", 2.5, False]]
    assert types(table) == [ColumnType.TEXT, ColumnType.NUMBER, ColumnType.BOOLEAN]


def test_read_json_keeps_long_integers_as_text() -> None:
    parsed = read_json({"columns": ["A"], "rows": [[12345678901234567]]})
    assert parsed.content.rows == [["12345678901234567"]]
    assert len(parsed.losses) == 1


@pytest.mark.parametrize(
    ("columns", "rows", "limit"),
    [(2_000, 0, "columns"), (1_000, 2_001, "table_cells")],
)
def test_read_json_over_a_limit_names_it(columns: int, rows: int, limit: str) -> None:
    with pytest.raises(OverLimit) as caught:
        read_json({"columns": [f"c{n}" for n in range(columns)], "rows": [[]] * rows})
    assert caught.value.facts["limit"] == limit


def test_parse_text_refuses_a_cell_that_is_too_long() -> None:
    with pytest.raises(OverLimit) as caught:
        parse_text(f"a,b\n{'x' * 32_768},1\ny,2")
    assert caught.value.facts["limit"] == "cell_characters"


@pytest.mark.parametrize(
    ("begin", "repeated", "end"),
    [
        ("```\n", " ", "x"),
        ("|a|\n|-|\n|<", " ", "|"),
        ("", "1", "x,b\n1,2"),
        ("", "[", ""),
        ("", "|", "\n|-|"),
        ("", "\\", "|a\n|-|-|"),
    ],
    ids=["fence", "break", "digits", "nested", "pipes", "backslashes"],
)
def test_parse_text_takes_time_in_proportion(begin: str, repeated: str, end: str) -> None:
    def work_of(size: int) -> Callable[[], None]:
        text = begin + repeated * size + end

        def work() -> None:
            with suppress(ApplicationError):
                parse_text(text)

        return work

    assert_in_proportion(work_of, 2_000)


CELL = st.none() | st.booleans() | st.integers(-(10**14), 10**14) | st.floats(allow_nan=False, allow_infinity=False)
TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=30)


@given(
    st.integers(1, 5).flatmap(
        lambda width: st.lists(st.lists(CELL | TEXT, min_size=width, max_size=width), min_size=1)
    )
)
def test_read_json_gives_rows_back_unchanged(given_rows: list[list[Cell]]) -> None:
    columns = [{"name": f"N{n}", "type": "text"} for n in range(len(given_rows[0]))]
    result = read_json({"columns": columns, "rows": given_rows}).content.rows
    assert json.dumps(result) == json.dumps(
        [[c.replace("\r", "\n") if isinstance(c, str) else c for c in r] for r in given_rows]
    )


@given(st.text(max_size=400))
def test_parse_text_never_fails_otherwise(text: str) -> None:
    try:
        table = parse_text(text).content
    except ApplicationError:
        return
    assert all(len(row) == len(table.columns) for row in table.rows)
    assert len({column.name.casefold() for column in table.columns}) == len(table.columns)


GRID_CELL = st.text(st.sampled_from("ab1,.-%$€|\\\t\n `*\"'=/0"), max_size=8)


@given(st.lists(st.lists(GRID_CELL, min_size=1, max_size=4), min_size=1, max_size=6))
def test_parse_text_of_any_gfm_is_rectangular(grid: list[list[str]]) -> None:
    lines = ["| " + " | ".join(row) + " |" for row in grid]
    text = "\n".join([lines[0], "|" + "---|" * len(grid[0]), *lines[1:]])
    try:
        table = parse_text(text).content
    except ApplicationError:
        return
    assert all(len(row) == len(table.columns) for row in table.rows)
    assert json.dumps(table.rows, allow_nan=False)
