"""CSV, JSON, Markdown and HTML, read back by the standard library and lxml."""

import csv
import io
import json
import zipfile
from typing import Any

import pyromark
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from artifacts.kinds.document.content import DocumentContent
from artifacts.kinds.spreadsheet.content import Sheet, SheetCell, SpreadsheetContent, ValueType
from artifacts.kinds.spreadsheet.inputs import constant_cell
from artifacts.kinds.table.content import ColumnType
from artifacts.rows.enums import KindName
from artifacts.sources.importing.reading import read_file
from exports.rows.enums import FormatName
from exports.rows.losses import Losses
from exports.sheets.csv_text import safe_cell
from tests.exports.conftest import MadeFile, MakeFile, big_table, table_of

SIGNS = st.text(st.sampled_from("ab \\`*_[]<>|~&#;$(){}.!"), max_size=8).filter(
    lambda text: text == "" or not text.isspace()
)


def records(made: MadeFile) -> list[list[str]]:
    made.assert_verified()
    with made.path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_csv_keeps_every_value(make_file: MakeFile) -> None:
    table = big_table(200)

    head, *rows = records(make_file(table, FormatName.CSV))

    assert head == ["Id", "Name", "Price", "Share", "Day", "Sold"]
    assert rows == [
        [str(n), name, str(price), str(share), day, "true" if sold else "false"]
        for n, name, price, share, day, sold in table.rows
    ]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2", "-2"),
        ("-2.5%", "-2.5%"),
        ("+1,000.5", "+1,000.5"),
        ("-x", "'-x"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\nx"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_formulas_are_disarmed(text: str, written: str) -> None:
    assert safe_cell(text, Losses()) == written


def test_negative_numbers_stay_numbers(make_file: MakeFile) -> None:
    made = make_file(table_of(["N"], [[-2], [-0.5]], N=ColumnType.NUMBER), FormatName.CSV)

    assert records(made)[1:] == [["-2"], ["-0.5"]]
    assert made.rendered.losses == {}


@pytest.mark.parametrize("byte_order_mark", [True, False])
def test_byte_order_mark_is_an_option(make_file: MakeFile, byte_order_mark: bool) -> None:
    made = make_file(table_of(["Ä"], [["ü"]]), FormatName.CSV, byte_order_mark=byte_order_mark)

    made.assert_verified()
    assert made.path.read_bytes().startswith(b"\xef\xbb\xbf") == byte_order_mark


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.text(max_size=15), st.text(max_size=15)), max_size=6))
def test_any_text_is_one_csv_cell(make_file: MakeFile, rows: list[tuple[str, str]]) -> None:
    made = make_file(table_of(["A", "B"], [list(row) for row in rows]), FormatName.CSV)

    assert len(records(made)) == len(rows) + 1


def test_json_keeps_types(make_file: MakeFile) -> None:
    table = big_table(3)

    made = make_file(table, FormatName.JSON)

    made.assert_verified()
    data = json.loads(made.path.read_text())
    assert (data["title"], data["rows"]) == ("Vans", table.rows)
    assert [column["type"] for column in data["columns"]] == [
        "number",
        "text",
        "currency",
        "percent",
        "date",
        "boolean",
    ]


@pytest.mark.parametrize("name", [FormatName.JSON, FormatName.MARKDOWN, FormatName.CSV])
def test_empty_table(make_file: MakeFile, name: FormatName) -> None:
    make_file(table_of(["A", "B"], []), name).assert_verified()


def test_markdown_table_reads_back(make_file: MakeFile) -> None:
    rows: list[list[Any]] = [["a|b", "*x* _y_ snake_case"], ["<b>", "[l](u) `c` \\"], ["日本", "&amp; ~~z~~"]]

    made = make_file(table_of(["A", "B"], rows), FormatName.MARKDOWN)

    made.assert_verified()
    page = html.fromstring(pyromark.html(made.path.read_text(), options=pyromark.Options.ENABLE_TABLES))
    assert [[cell.text_content() for cell in row] for row in page.xpath("//tbody/tr")] == rows


@given(rows=st.lists(st.tuples(SIGNS, SIGNS), min_size=1, max_size=3))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_of_a_markdown_table_comes_back(make_file: MakeFile, rows: list[tuple[str, str]]) -> None:
    rows = [("a word", "another"), *rows]
    made = make_file(table_of(["A", "B"], [list(row) for row in rows]), FormatName.MARKDOWN)
    again = read_file("a.md", made.path.read_bytes(), KindName.TABLE)
    assert [tuple(cell or "" for cell in row) for row in again.content.rows] == rows


def test_document_markdown_is_the_text(make_file: MakeFile) -> None:
    made = make_file(DocumentContent("# A\n\ntext\n\n\n"), FormatName.MARKDOWN)

    made.assert_verified()
    assert made.path.read_text() == "# A\n\ntext\n"


def test_document_html_runs_and_loads_nothing(make_file: MakeFile) -> None:
    text = "# A\n\n<script>alert(1)</script>\n\n![x](http://example.org/x.png) [y](javascript:z)\n\n|a|\n|-|\n|b|\n"

    made = make_file(DocumentContent(text), FormatName.HTML, title="</title><script>")

    made.assert_verified()
    page = html.parse(str(made.path)).getroot()
    assert page.xpath("//script|//img|//link|//iframe|//@onclick") == []
    assert not [url for url in page.xpath("//@href") if not url.startswith("http")]
    assert page.findtext(".//title") == "</title><script>"
    assert page.get("lang") == "en"


def test_workbook_is_one_csv_per_sheet(make_file: MakeFile) -> None:
    cells = {
        (1, 1): SheetCell("Rent", "Rent", ValueType.TEXT),
        (2, 3): SheetCell("=A1", "=evil", ValueType.TEXT),
        (2, 1): SheetCell("=1+1", 2, ValueType.NUMBER),
    }

    made = make_file(SpreadsheetContent([Sheet("Bud/get", cells), Sheet("Leer")]), FormatName.CSV)

    made.assert_verified()
    with zipfile.ZipFile(made.path) as package:
        assert package.namelist() == ["01 Bud_get.csv", "02 Leer.csv"]
        first = list(csv.reader(io.StringIO(package.read("01 Bud_get.csv").decode(), newline="")))
    assert first == [["Rent", "", ""], ["2", "", "'=evil"]]
    assert made.rendered.losses == {"formulas_as_values": 2, "formula_like_text": 1}


def test_workbook_csv_tells_days_and_times_as_such(make_file: MakeFile) -> None:
    cells = {(1, at): constant_cell(typed) for at, typed in enumerate(("2026-01-31", "9:30", "2026-01-31 9:30", 5), 1)}
    made = make_file(SpreadsheetContent([Sheet("S", cells)]), FormatName.CSV)
    made.assert_verified()
    with zipfile.ZipFile(made.path) as package:
        assert package.read("01 S.csv").decode() == "2026-01-31,9:30,2026-01-31 9:30,5\r\n"


def test_html_marks_arabic_blocks_and_tables(make_file: MakeFile) -> None:
    text = "# مرحبا\n\nplain\n\n- بند\n\n| اسم | n |\n|---|---|\n| قيمة | 1 |\n"

    html = make_file(DocumentContent(text), FormatName.HTML).path.read_text()

    for start in (
        '<h1 dir="rtl"',
        "<p>plain",
        '<ul dir="rtl">',
        '<li dir="rtl">',
        '<table dir="rtl">',
        '<td dir="rtl">',
    ):
        assert start in html
