"""Delimited text as a grid: what cuts it, what names its columns, what stands around."""

import pytest

from artifacts.kinds.table.delimited import read_delimited, read_grid
from artifacts.kinds.table.dialects import Dialect, find_dialect, sample_of, without_sep_line
from artifacts.kinds.table.headers import has_header
from artifacts.rows.losses import Loss


@pytest.mark.parametrize(
    ("text", "delimiter", "quote", "escape"),
    [
        ("a,b\n1,2\n", ",", '"', ""),
        ("a;b\n1,5;2,5\n3,5;4,5\n", ";", '"', ""),
        ("Item;Price\nPear, green;1,50\nPlum;2,25\n", ";", '"', ""),
        ("a\tb\n1,5\t2,5\n", "\t", '"', ""),
        ("a|b\n1|2\n", "|", '"', ""),
        ("one\ntwo\nthree\n", ",", '"', ""),
        ("name,size\n'x, y',1\n'z, w',2\n", ",", "'", ""),
        ('name,size\n"a \\"b\\", c",1\n"d, e",2\n', ",", '"', "\\"),
        ("Sales of May\nby shop\n\nshop;sum\nA;1\nB;2\nC;3\n", ";", '"', ""),
    ],
)
def test_find_dialect(text: str, delimiter: str, quote: str, escape: str) -> None:
    found = find_dialect(text)
    assert (found.delimiter, found.quote, found.escape) == (delimiter, quote, escape)


def test_a_dialect_is_found_on_a_sample_of_whole_lines() -> None:
    text = "a;b\n" * 100_000
    assert len(sample_of(text)) < 20_000
    assert sample_of(text).endswith("\n")
    assert sample_of("x" * 100_000)


@pytest.mark.parametrize(
    ("text", "delimiter"), [("sep=;\r\na;b\n", ";"), ('"sep=,"\na,b\n', ","), ("SEP=\t\na\tb\n", "\t"), ("a;b\n", "")]
)
def test_a_sep_line_names_the_delimiter_and_is_no_row(text: str, delimiter: str) -> None:
    rest, named = without_sep_line(text)
    assert named == delimiter
    assert not rest.lower().startswith(("sep", '"sep'))


@pytest.mark.parametrize(
    ("rows", "is_header"),
    [
        ([["City", "Rain"], ["Bergen", "12"]], True),
        ([["Bergen", "12"], ["Oslo", "8"]], False),
        ([["City", "2021", "2022"], ["Bergen", "12", "14"]], True),
        ([["Bergen", "2021"], ["Oslo", "2022"]], False),
        ([["Model", "1999"], ["A", "2001"], ["B", "17"]], True),
        ([["2021", "2022"], ["12", "14"]], False),
        ([["City", "2021-01-31"], ["Bergen", "12"]], True),
        ([["Bergen", "2021-01-31"], ["Oslo", "2021-02-28"]], False),
        ([["City", "12 %"], ["Bergen", "9 %"]], False),
        ([["City", "Rain"]], True),
    ],
)
def test_has_header(rows: list[list[str]], is_header: bool) -> None:
    assert has_header(rows) is is_header


def test_lines_above_the_header_are_no_rows() -> None:
    grid = read_grid("Sales\nof May,,\n\nshop,sum,share\nA,1,5%\n\nB,2,6%\n", Dialect(","))
    assert (grid.title, grid.header) == (["Sales", "of May"], ["shop", "sum", "share"])
    assert grid.rows == [["A", "1", "5%"], ["B", "2", "6%"]]
    assert grid.counts[Loss.EMPTY_ROWS] == 2


def test_a_first_row_with_an_empty_cell_is_no_title() -> None:
    assert read_grid("Mate,\nTea,3\n", Dialect(",")).title == []


@pytest.mark.parametrize(
    ("text", "rows", "lost"),
    [
        ("a,b,\n1,2,\n3,4,\n", [["1", "2"], ["3", "4"]], {Loss.EMPTY_COLUMNS: 1}),
        ("a,b\n1,2\n\x1a", [["1", "2"]], {}),
        ("a,b\n1,2\n\n\n", [["1", "2"]], {}),
        ('a,b\n"  x","y  "\nz,w\nu,v\n', [["  x", "y  "], ["z", "w"], ["u", "v"]], {Loss.BLANKS: 0}),
        ("a  ,b  \nx  ,y  \nz  ,w  \n", [["x", "y"], ["z", "w"]], {Loss.BLANKS: 6}),
        ("a,b\r1,2\r", [["1", "2"]], {}),
        ('a,b\n"1\n2",3\n', [["1\n2", "3"]], {}),
    ],
)
def test_read_grid(text: str, rows: list[list[str]], lost: dict[Loss, int]) -> None:
    grid = read_grid(text, Dialect(",", skips_blanks=False))
    assert grid.rows == rows
    assert {loss: grid.counts[loss] for loss in lost} == lost


def test_a_person_says_what_the_first_row_is() -> None:
    text = "Bergen,12\nOslo,8\n"
    assert read_grid(text, Dialect(","), header=True).header == ["Bergen", "12"]
    assert read_grid("City,Rain\nOslo,8\n", Dialect(","), header=False).rows[0] == ["City", "Rain"]


def test_prose_is_not_delimited() -> None:
    assert read_delimited("Hello, world.\nThis is prose, you see, with commas.\nEnd.\n") is None
