"""Files read by other programs than those that check them at run time, and compared with their artifacts."""

import csv
import io
import json
import re
import subprocess
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pikepdf
import pytest
from docx.oxml.ns import qn
from lxml import html
from markdown_it import MarkdownIt

from artifacts.kinds.table.content import Cell, Column, ColumnType
from tests.exports.corpus import Case

SIGNS = ("=", "+", "-", "@")
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)*([eE][+-]?\d+)?%?")
BIDI = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def assert_equals(case: Case, path: Path) -> None:
    """Open the file and find all of the artifact in it, by the check that is named as the format's renderer is."""
    check = globals().get(f"check_{case.row.renderer}")
    if check is not None:  # else the format's own test does
        check(case, path)


def shown(column: Column, value: Cell) -> str:
    """Return a cell as paper shows it."""
    match value:
        case None:
            return ""
        case bool():
            return "Yes" if value else "No"
        case int() | float() if column.type == ColumnType.CURRENCY:
            return f"{'-' if value < 0 else ''}€{abs(value):,.2f}"
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)


def shown_rows(case: Case) -> list[list[str]]:
    """Return the table as paper shows it, percents aside: how many decimals they get depends on their column."""
    return [
        ["%" if column.type == ColumnType.PERCENT else shown(column, value) for column, value in zip_(case, row)]
        for row in case.content.rows
    ]


def zip_(case: Case, row: list[Any]) -> list[tuple[Column, Any]]:
    return list(zip(case.content.columns, row, strict=True))


def head(case: Case) -> list[str]:
    return [column.name for column in case.content.columns]


def assert_rows(case: Case, rows: list[list[str]]) -> None:
    """Compare texts that a reader found with the table's; percents by their value."""
    assert rows[0] == head(case)
    found = [["%" if c.type == ColumnType.PERCENT else text for c, text in zip_(case, row)] for row in rows[1:]]
    assert found == shown_rows(case)
    for row, texts in zip(case.content.rows, rows[1:], strict=True):
        for (column, value), text in zip(zip_(case, row), texts, strict=True):
            if column.type == ColumnType.PERCENT:
                assert text == ("" if value is None else text)
                assert value is None or float(text.rstrip("%")) == pytest.approx(value * 100)


def check_table_xlsx(case: Case, path: Path) -> None:
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]

    assert rows[0] == head(case)
    assert rows[1:] == [
        [
            datetime.fromisoformat(value) if column.type == ColumnType.DATE and value else value
            for column, value in zip_(case, row)
        ]
        for row in case.content.rows
    ]


def check_table_csv(case: Case, path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))

    assert rows == [list(map(csv_text, row)) for row in [head(case), *case.content.rows]]


def csv_text(value: Cell) -> str:
    """Return what a CSV file holds for a value."""
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value).lower()
    text = str(value)
    return f"'{text}" if text.startswith(SIGNS) and not NUMBER.fullmatch(text) else text


def check_table_json(case: Case, path: Path) -> None:
    data = json.loads(path.read_bytes())

    assert (data["title"], data["rows"]) == (case.title, case.content.rows)
    assert [column["name"] for column in data["columns"]] == head(case)


def check_table_markdown(case: Case, path: Path) -> None:
    page = html.fromstring(MarkdownIt("commonmark").enable("table").render(path.read_text(encoding="utf-8")))

    assert page.findtext(".//h1") == case.title
    assert_rows(case, [[cell.text_content() for cell in row] for row in page.xpath("//tr")])


def check_table_docx(case: Case, path: Path) -> None:
    document = docx.Document(str(path))

    bands = [[[cell_text(cell) for cell in row.tc_lst] for row in table._tbl.tr_lst] for table in document.tables]
    assert document.paragraphs[0].text == case.title
    assert_rows(case, [[cell for part in parts for cell in part] for parts in zip(*bands, strict=True)])


def cell_text(cell: Any) -> str:
    return "\n".join("".join(text.text or "" for text in p.iter(qn("w:t"))) for p in cell.p_lst)


def check_document_docx(case: Case, path: Path) -> None:
    found = [text for text in docx_texts(docx.Document(str(path))) if text]

    assert found == [text for _, text in case.texts]


def docx_texts(document: Any) -> Iterator[str]:
    """Yield the texts of paragraphs and of the cells of tables, in order."""
    for item in document.iter_inner_content():
        if hasattr(item, "_tbl"):
            yield from (cell_text(cell) for row in item._tbl.tr_lst for cell in row.tc_lst)
        else:
            yield item.text


def check_document_html(case: Case, path: Path) -> None:
    page = html.parse(str(path), html.HTMLParser(encoding="utf-8")).getroot()
    blocks = page.xpath("//body//*[self::h1 or self::h2 or self::h3 or self::h4 or self::p or self::td or self::th]")
    blocks += page.xpath("//body//li[not(p)]|//body//pre")

    assert Counter(text.text_content().strip() for text in blocks) >= Counter(text for _, text in case.texts)
    assert page.xpath("//script|//img|//link|//iframe") == []


def check_document_markdown(case: Case, path: Path) -> None:
    assert path.read_text(encoding="utf-8").strip() == case.content.text.strip()


def check_spreadsheet_xlsx(case: Case, path: Path) -> None:
    typed, results = (openpyxl.load_workbook(path, data_only=only) for only in (False, True))

    assert len(typed.sheetnames) == len(case.content.sheets)
    for sheet, inputs, values in zip(case.content.sheets, typed.worksheets, results.worksheets, strict=True):
        assert {(c.row, c.column): c.value for row in inputs for c in row if c.value is not None} == {
            place: cell.input for place, cell in sheet.cells.items()
        }
        assert {(c.row, c.column): c.value for row in values for c in row if c.value is not None} == {
            place: cell.value for place, cell in sheet.cells.items()
        }


def check_spreadsheet_csv(case: Case, path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None
        files = [package.read(name).decode() for name in package.namelist()]

    assert len(files) == len(case.content.sheets)
    for sheet, text in zip(case.content.sheets, files, strict=True):
        rows = list(csv.reader(io.StringIO(text, newline="")))
        found = {(r, c): text for r, row in enumerate(rows, 1) for c, text in enumerate(row, 1) if text}
        assert found == {place: csv_text(cell.value) for place, cell in sheet.cells.items()}


def check_table_pdf(case: Case, path: Path) -> None:
    assert_printed(path, [text for row in [head(case), *shown_rows(case)] for text in row if text != "%"])


def check_document_pdf(case: Case, path: Path) -> None:
    assert_printed(path, [text for _, text in case.texts])


def check_spreadsheet_pdf(case: Case, path: Path) -> None:
    cells = [cell for sheet in case.content.sheets for cell in sheet.cells.values()]
    assert_printed(path, [str(v).upper() if isinstance(v := cell.value, bool) else shown(PLAIN, v) for cell in cells])


PLAIN = Column("plain", "Plain")


def assert_printed(path: Path, texts: list[str]) -> None:
    """Every text is found by poppler, whole or, where a line, page or script divides it, word by word."""
    with pikepdf.open(path) as document:
        assert document.check_pdf_syntax() == []
    printed = " ".join(poppler_text(path, *mode) for mode in ((), ("-raw",)))
    compact = one_line(printed)
    lost = [text for text in texts if not (one_line(text) in compact or all_words(text, compact))]
    assert lost == []


def all_words(text: str, compact: str) -> bool:
    return all(one_line(word) in compact for word in text.split())


def poppler_text(path: Path, *options: str) -> str:
    done = subprocess.run(["pdftotext", *options, str(path), "-"], capture_output=True, check=True, timeout=60)
    return done.stdout.decode()


def one_line(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", BIDI.sub("", text)))
