"""Workbooks, read back by openpyxl and the standard library's zip."""

import re
import struct
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from artifacts.kinds.spreadsheet.content import Sheet, SheetCell, SpreadsheetContent, ValueType
from artifacts.kinds.spreadsheet.engine.calculate import calculate
from artifacts.kinds.spreadsheet.parse import read_json
from artifacts.kinds.table.content import Align, Column, ColumnType, TableContent
from artifacts.sources.importing.reading import read_file
from exports.ooxml.cells import column_letters
from exports.ooxml.package import PackageWriter
from exports.renderers.table_xlsx import currency_format, sheet_title
from exports.rows.enums import FormatName
from exports.rows.errors import ContentTooLarge
from exports.rows.limits import XLSX_MAX_CELL_CHARACTERS, XLSX_MAX_COLUMNS
from exports.sheets.cell_text import is_link
from tests.exports.conftest import MadeFile, MakeFile, big_table, table_of


def sheet_of(made: MadeFile) -> Worksheet:
    made.assert_verified()
    sheet = openpyxl.load_workbook(made.path).active
    assert isinstance(sheet, Worksheet)
    return sheet


def values(sheet: Worksheet) -> list[list[Any]]:
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_table_of_200_rows_keeps_every_value(make_file: MakeFile) -> None:
    table = big_table(200)

    sheet = sheet_of(make_file(table, FormatName.XLSX))

    head, *rows = values(sheet)
    assert head == ["Id", "Name", "Price", "Share", "Day", "Sold"]
    assert rows == [[*row[:4], datetime.fromisoformat(str(row[4])), row[5]] for row in table.rows]
    assert [cell.number_format for cell in sheet[2]] == [
        "General",
        "General",
        '"€"#,##0.00;-"€"#,##0.00',
        "0.0%",
        "yyyy-mm-dd",
        "General",
    ]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.title) == ("A2", "A1:F201", "Vans")


def test_text_stays_text(make_file: MakeFile) -> None:
    texts = ["=1+1", "+1", "-2", "@x", "00123", "1e5", " spaced ", "a\nb", "<b>&amp;", '"', "_x0041_", "TRUE"]

    sheet = sheet_of(make_file(table_of(["T"], [[text] for text in texts]), FormatName.XLSX))

    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    shown = [str(cell.value).replace("_x005F_", "_") for cell in cells]  # openpyxl leaves the escape in
    assert shown == texts


def test_missing_cells_stay_empty(make_file: MakeFile) -> None:
    sheet = sheet_of(make_file(table_of(["A", "B"], [[None, "x"], ["", None], ["y", None]]), FormatName.XLSX))

    assert values(sheet)[1:] == [[None, "x"], [None, None], ["y", None]]


def test_control_characters_are_left_out_and_told(make_file: MakeFile) -> None:
    made = make_file(table_of(["A"], [["a\x00b\x0bc\ud800"], ["\x07"], ["z"]]), FormatName.XLSX)

    assert values(sheet_of(made))[1:] == [["abc"], [None], ["z"]]
    assert made.rendered.losses == {"control_characters": 4, "emptied_cells": 1}


def test_text_over_the_format_limit_is_cut_and_told(make_file: MakeFile) -> None:
    made = make_file(table_of(["A"], [["x" * 40_000], ["y" * XLSX_MAX_CELL_CHARACTERS]]), FormatName.XLSX)

    lengths = [len(row[0]) for row in values(sheet_of(made))[1:]]
    assert lengths == [XLSX_MAX_CELL_CHARACTERS, XLSX_MAX_CELL_CHARACTERS]
    assert made.rendered.losses == {"long_text_cut": 1}


def test_numbers_beyond_15_digits_stay_text(make_file: MakeFile) -> None:
    table = table_of(["N"], [[12345678901234567890], [-2], [0.1]], N=ColumnType.NUMBER)

    made = make_file(table, FormatName.XLSX)

    assert values(sheet_of(made))[1:] == [["12345678901234567890"], [-2], [0.1]]
    assert made.rendered.losses == {"number_as_text": 1}


def test_dates_and_times(make_file: MakeFile) -> None:
    days = ["2024-02-29", "2024-02-29T08:30:00", "1850-01-01", None, "soon"]

    made = make_file(table_of(["D"], [[day] for day in days], D=ColumnType.DATE), FormatName.XLSX)

    found = [row[0] for row in values(sheet_of(made))[1:]]
    assert found == [datetime(2024, 2, 29), datetime(2024, 2, 29, 8, 30), "1850-01-01", None, "soon"]
    assert made.rendered.losses == {"date_as_text": 2}


def test_links_are_links_unless_they_run_something(make_file: MakeFile) -> None:
    rows = [["https://example.org/?a=1&b=2"], ["javascript:alert(1)"], ["file:///etc/passwd"], ["plain"]]

    sheet = sheet_of(make_file(table_of(["L"], rows, L=ColumnType.LINK), FormatName.XLSX))

    links = [cell.hyperlink.target if cell.hyperlink else None for cell in sheet["A"][1:]]
    assert links == ["https://example.org/?a=1&b=2", None, None, None]


def test_all_scripts_survive(make_file: MakeFile) -> None:
    texts = ["日本語", "مرحبا بالعالم", "नमस्ते", "🎉👩‍👩‍👧", "e\u0301", "שלום", "ไทย"]

    sheet = sheet_of(make_file(table_of(["T"], [[text] for text in texts]), FormatName.XLSX, title="日本: [x]"))

    assert [row[0] for row in values(sheet)[1:]] == texts
    assert sheet.title == "日本 x"


def test_empty_table(make_file: MakeFile) -> None:
    assert values(sheet_of(make_file(table_of(["A", "B"], []), FormatName.XLSX))) == [["A", "B"]]


def test_thousand_columns(make_file: MakeFile) -> None:
    table = table_of([f"c{n}" for n in range(1000)], [list(range(1000))])

    assert values(sheet_of(make_file(table, FormatName.XLSX)))[1] == list(range(1000))


def test_more_columns_than_the_format_has(make_file: MakeFile) -> None:
    with pytest.raises(ContentTooLarge):
        make_file(table_of([str(n) for n in range(XLSX_MAX_COLUMNS + 1)], []), FormatName.XLSX)


def test_alignment_is_kept(make_file: MakeFile) -> None:
    table = TableContent((Column("a", "A", align=Align.CENTER),), [["x"]])

    assert sheet_of(make_file(table, FormatName.XLSX))["A2"].alignment.horizontal == "center"


def workbook() -> SpreadsheetContent:
    return SpreadsheetContent(
        [
            Sheet(
                "Budget",
                {
                    (1, 1): SheetCell("Rent", "Rent", ValueType.TEXT),
                    (1, 2): SheetCell(900, 900, ValueType.NUMBER, "#,##0.00"),
                    (2, 2): SheetCell("=B1*2", 1800, ValueType.NUMBER, "#,##0.00"),
                    (3, 2): SheetCell("=1/0", "#DIV/0!", ValueType.ERROR),
                    (4, 2): SheetCell('=XLOOKUP("SORT(",A1:A2,B1:B2)&"<"', "a<b", ValueType.TEXT),
                    (5, 2): SheetCell("=1+", "#ERROR!", ValueType.ERROR),
                    (6, 2): SheetCell("=B1=1", False, ValueType.BOOLEAN),
                    (7, 2): SheetCell("=B7", "#CIRC!", ValueType.ERROR),
                    (8, 4): SheetCell(True, True, ValueType.BOOLEAN),
                },
                {1: 30.0},
            ),
            Sheet("Empty"),
        ]
    )


def test_workbook_has_formulas_and_results(make_file: MakeFile) -> None:
    made = make_file(workbook(), FormatName.XLSX)

    made.assert_verified()
    assert made.figures == {"sheets": 2, "cells": 9, "formulas": 5, "errors": 2}
    assert made.rendered.losses == {"formula_as_text": 1}
    formulas, results = (openpyxl.load_workbook(made.path, data_only=only)["Budget"] for only in (False, True))
    assert formulas["B2"].value == "=B1*2"
    assert formulas["B4"].value == '=_xlfn.XLOOKUP("SORT(",A1:A2,B1:B2)&"<"'
    assert formulas["B5"].data_type == "s"
    assert [results[f"B{row}"].value for row in range(1, 8)] == [
        900,
        1800,
        "#DIV/0!",
        "a<b",
        "=1+",
        False,
        "#REF!",
    ]
    assert (results["D8"].value, results["B2"].number_format) == (True, "#,##0.00")
    assert formulas.column_dimensions["A"].width == 30.0


def test_function_that_the_engine_lacks_is_kept_as_typed(make_file: MakeFile) -> None:
    """Excel computes it when the file is opened: the name has the prefix that Excel looks for."""
    typed = read_json(
        {"sheets": [{"name": "S", "cells": {"A1": 1, "A2": "=FORECAST.ETS(1,A1,A1)", "A3": "=NO.SUCH(A1)"}}]}
    )
    content = calculate(typed.content)
    made = make_file(content, FormatName.XLSX)

    made.assert_verified()
    formulas, results = (openpyxl.load_workbook(made.path, data_only=only)["S"] for only in (False, True))
    assert [content.sheets[0].cells[row, 1].value for row in (2, 3)] == ["#N/IMPL!", "#NAME?"]
    assert [formulas[at].value for at in ("A2", "A3")] == ["=_xlfn.FORECAST.ETS(1,A1,A1)", "=NO.SUCH(A1)"]
    assert [results[at].value for at in ("A2", "A3")] == ["#NAME?", "#NAME?"]


def test_names_that_a_formula_binds_go_out_with_a_prefix_and_come_back_without(make_file: MakeFile) -> None:
    typed = {"A1": "=LET(x,2,x*3)", "A2": "=LAMBDA(a,a+1)(A1)"}
    content = calculate(read_json({"sheets": [{"name": "S", "cells": typed}]}).content)

    made = make_file(content, FormatName.XLSX)

    made.assert_verified()
    written = openpyxl.load_workbook(made.path)["S"]
    assert [written[at].value for at in typed] == [
        "=_xlfn.LET(_xlpm.x,2,_xlpm.x*3)",
        "=_xlfn.LAMBDA(_xlpm.a,_xlpm.a+1)(A1)",
    ]
    again = read_file("a.xlsx", made.path.read_bytes()).content.sheets[0]
    assert [cell.input for cell in again.cells.values()] == list(typed.values())


def _typed(content: SpreadsheetContent) -> dict[tuple[int, int], object]:
    """Return what was typed, without the cells that a formula filled."""
    return {place: cell.input for place, cell in content.sheets[0].cells.items() if cell.input is not None}


def test_spilled_formulas_are_dynamic_arrays_and_come_back_as_typed(make_file: MakeFile) -> None:
    typed = {
        "A1": 3,
        "A2": 1,
        "A3": 2,
        "B1": "=SEQUENCE(3)",
        "C1": "=SORT(A1:A3)",
        "D1": "=A1:A3*2",
        "E1": "=SEQUENCE(2,2)",
        "G1": "=SUM(A1:A3)",
        "H1": "=SEQUENCE(4)",
        "H3": 5,
        "I1": "=UNIQUE(A1:A1)",
    }
    content = calculate(read_json({"sheets": [{"name": "S", "cells": typed}]}).content)

    made = make_file(content, FormatName.XLSX)

    made.assert_verified()
    formulas, results = (openpyxl.load_workbook(made.path, data_only=only)["S"] for only in (False, True))
    arrays = {at: (formulas[at].value.ref, formulas[at].value.text) for at in ("B1", "C1", "D1", "E1", "H1", "I1")}
    assert arrays == {
        "B1": ("B1:B3", "=_xlfn.SEQUENCE(3)"),
        "C1": ("C1:C3", "=_xlfn._xlws.SORT(A1:A3)"),
        "D1": ("D1:D3", "=A1:A3*2"),
        "E1": ("E1:F2", "=_xlfn.SEQUENCE(2,2)"),
        "H1": ("H1", "=_xlfn.SEQUENCE(4)"),
        "I1": ("I1", "=_xlfn.UNIQUE(A1:A1)"),
    }
    assert formulas["G1"].value == "=SUM(A1:A3)"
    assert [[cell.value for cell in row] for row in results["B1:F3"]] == [
        [1, 1, 6, 1, 2],
        [2, 2, 2, 3, 4],
        [3, 3, 4, None, None],
    ]
    again = read_file("a.xlsx", made.path.read_bytes()).content
    assert _typed(again) == _typed(content)


def test_only_workbooks_with_dynamic_arrays_tell_excel_of_them(make_file: MakeFile) -> None:
    """Cells refer to the metadata by `cm`; without it Excel would show a formula in braces."""
    sheet = {"name": "S", "cells": {"A1": "=SEQUENCE(2)"}}
    with zipfile.ZipFile(
        make_file(calculate(read_json({"sheets": [sheet]}).content), FormatName.XLSX).path
    ) as package:
        markup = package.read("xl/worksheets/sheet1.xml").decode()
        metadata = package.read("xl/metadata.xml").decode()
        lists = [package.read(name).decode() for name in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels")]
    with zipfile.ZipFile(make_file(workbook(), FormatName.XLSX).path) as package:
        without = package.namelist()

    assert re.search(r'<c r="A1" s="\d+" cm="1"><f t="array" ref="A1:A2">_xlfn.SEQUENCE\(2\)</f><v>1</v></c>', markup)
    assert re.search(r'<c r="A2" s="\d+"><v>2.0</v></c>', markup)
    assert 'fDynamic="1"' in metadata
    assert ["sheetMetadata+xml" in lists[0], "relationships/sheetMetadata" in lists[1]] == [True, True]
    assert "xl/metadata.xml" not in without


@pytest.mark.parametrize(
    ("title", "name"), [("a/b:c", "a b c"), ("'x'", "x"), ("", "Sheet1"), ("y" * 40, "y" * 31), ("[]", "Sheet1")]
)
def test_sheet_title(title: str, name: str) -> None:
    assert sheet_title(title) == name


def test_column_letters() -> None:
    assert [column_letters(n) for n in (0, 25, 26, 701, 702, XLSX_MAX_COLUMNS - 1)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
        "XFD",
    ]


def test_currency_format() -> None:
    assert (currency_format(None), currency_format("JPY")) == ("#,##0.00", '"¥"#,##0;-"¥"#,##0')
    assert currency_format("CHF") == '#,##0.00 "CHF"'


def test_links_that_cannot_be_parsed_are_text() -> None:
    assert not is_link("http://[broken")


def test_dates_are_days_since_1900(make_file: MakeFile) -> None:
    first = date(1900, 3, 1)
    days = [[(first + timedelta(n * 997)).isoformat()] for n in range(100)]

    found = values(sheet_of(make_file(table_of(["D"], days, D=ColumnType.DATE), FormatName.XLSX)))[1:]

    assert [[cell.date().isoformat() for cell in row] for row in found] == days


def test_package_has_sizes_in_its_local_headers(tmp_path: Path) -> None:
    """A data descriptor (flag bit 3) breaks readers that unzip front to back."""
    path = tmp_path / "a.zip"
    with PackageWriter(path) as package:
        package.add("a.txt", b"x" * 1000)
        package.stream("ü.txt", (b"y" for _ in range(10)))

    raw = path.read_bytes()
    flags, crc, packed, size = struct.unpack_from("<6xH6xIII", raw, 0)
    assert (flags & 8, size) == (0, 1000)
    assert crc
    assert packed
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == {"a.txt": b"x" * 1000, "ü.txt": b"y" * 10}


def test_amounts_are_not_wider_than_their_column_and_long_texts_wrap(make_file: MakeFile) -> None:
    amount = Column("a", "Amount", ColumnType.CURRENCY, currency="EUR")
    table = TableContent((amount, Column("t", "Text")), [[1234567.5, "long " * 50], [-5, "two\nlines"]])

    sheet = sheet_of(make_file(table, FormatName.XLSX))

    assert sheet.column_dimensions["A"].width > len("€1,234,567.50")
    assert sheet["B2"].alignment.wrap_text
    assert [sheet[place].alignment.vertical for place in ("A2", "B2", "B3")] == ["top"] * 3
    assert (sheet["A1"].alignment.horizontal, sheet["B1"].alignment.horizontal) == ("right", None)


@pytest.mark.parametrize(("columns", "orientation"), [(2, "portrait"), (20, "landscape")])
def test_a_printed_table_fits_the_paper_s_width_and_repeats_its_header(
    make_file: MakeFile, columns: int, orientation: str
) -> None:
    names = [f"Column {n}" for n in range(columns)]

    sheet = sheet_of(make_file(table_of(names, [names]), FormatName.XLSX))

    assert (sheet.print_title_rows, sheet.page_setup.orientation) == ("$1:$1", orientation)
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
