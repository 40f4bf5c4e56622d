"""What of a workbook's cells comes over, and what is named as left out."""

import pytest

from artifacts.kinds.references import parse_reference
from artifacts.kinds.spreadsheet.content import SheetCell, SpreadsheetContent, ValueType
from artifacts.kinds.spreadsheet.engine.calculate import calculate
from artifacts.rows.enums import KindName
from artifacts.sources.importing.base import Imported
from artifacts.sources.importing.reading import read_file
from tests.artifacts.sources.importing.workbook.packages import Parts, relationships, rows

STYLES = (
    '<styleSheet xmlns="x"><numFmts><numFmt numFmtId="170" formatCode="0.0&quot; kg&quot;"/></numFmts>'
    "<fonts><font/><font><b/></font></fonts><fills><fill/><fill/><fill/></fills><borders><border/></borders>"
    '<cellXfs><xf/><xf numFmtId="170"/><xf numFmtId="49"/><xf fontId="1"/><xf numFmtId="14"/><xf numFmtId="46"/>'
    "</cellXfs></styleSheet>"
)
WITH_STYLES = {"related": [("styles", "styles.xml")], "beside": {"xl/styles.xml": STYLES}}


def imported(parts: Parts) -> Imported:
    return read_file("a.xlsx", parts.data(), KindName.SPREADSHEET)


def cell(content: SpreadsheetContent, at: str, sheet: int = 0) -> SheetCell:
    return content.sheets[sheet].cells[parse_reference(at)]


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ('<c r="A1"><v>1.50</v></c>', SheetCell(1.5, 1.5, ValueType.NUMBER)),
        ('<c r="A1"><v>3.0</v></c>', SheetCell(3, 3, ValueType.NUMBER)),
        ('<c r="A1"><v>4005006007008009</v></c>', SheetCell(4005006007008009.0, 4005006007008009.0, ValueType.NUMBER)),
        ('<c r="A1" t="b"><v>1</v></c>', SheetCell(True, True, ValueType.BOOLEAN)),
        ('<c r="A1" t="e"><v>#N/A</v></c>', SheetCell("#N/A", "#N/A", ValueType.ERROR)),
        ('<c r="A1" t="d"><v>2024-02-29T12:00:00Z</v></c>', SheetCell(45351.5, 45351.5, ValueType.NUMBER)),
        ('<c r="A1" t="str"><v>42</v></c>', SheetCell("'42", "42", ValueType.TEXT)),
        (
            '<c r="A1" t="inlineStr"><is><t>one</t><rPh><t>x</t></rPh></is></c>',
            SheetCell("one", "one", ValueType.TEXT),
        ),
        (
            '<c r="A1" t="inlineStr"><is><r><t>a_x000D_</t></r><r><t>&#10;b_x005F_x0041_</t></r></is></c>',
            SheetCell("a\nb_x0041_", "a\nb_x0041_", ValueType.TEXT),
        ),
        ('<c r="A1" s="1"><v>2</v></c>', SheetCell(2, 2, ValueType.NUMBER, '0.0" kg"')),
        ('<c r="A1" s="2" t="str"><v>00123</v></c>', SheetCell("00123", "00123", ValueType.TEXT, "@")),
        ('<c r="A1" s="2" t="str"><v>=x</v></c>', SheetCell("'=x", "=x", ValueType.TEXT, "@")),
        ('<c r="A1" s="4"><v>45351</v></c>', SheetCell("2024-02-29", 45351, ValueType.NUMBER, "mm-dd-yy")),
        ('<c r="A1" s="5"><v>1.5</v></c>', SheetCell(1.5, 1.5, ValueType.NUMBER, "[h]:mm:ss")),
    ],
)
def test_constant_comes_over(xml: str, expected: SheetCell) -> None:
    found = imported(Parts({"S": rows(xml)}, **WITH_STYLES)).content  # type: ignore[arg-type]
    assert cell(found, "A1") == expected
    assert cell(calculate(found), "A1") == expected


def test_days_of_workbooks_that_count_from_1904() -> None:
    xml = rows('<c r="A1" s="4"><v>43889</v></c>', '<c r="B1"><v>5</v></c>', '<c r="C1" s="5"><v>1.5</v></c>')
    parts = Parts({"S": xml}, before='<workbookPr date1904="1"/>', **WITH_STYLES)  # type: ignore[arg-type]
    assert [each.value for each in imported(parts).content.sheets[0].cells.values()] == [45351, 5, 1.5]


def test_shared_formula_follows_its_cell() -> None:
    xml = rows(
        '<c r="A1"><v>1</v></c><c r="B1"><f t="shared" ref="B1:B2" si="0">A1*$A$1</f><v>1</v></c>',
        '<c r="A2"><v>4</v></c><c r="B2"><f t="shared" si="0"/><v>4</v></c>',
    )
    assert cell(imported(Parts({"S": xml})).content, "B2").input == "=A2*$A$1"


NAMES = (
    "<definedNames>"
    "<definedName name='Net'>S!$A$1:$A$2</definedName>"
    "<definedName name='Rate'>0.5</definedName>"
    "<definedName name='Both'>Net*Rate</definedName>"
    "<definedName name='Rate' localSheetId='1'>S!$A$2</definedName>"
    "<definedName name='Below'>S!A2</definedName>"
    "<definedName name='Unused'>S!$A$9</definedName>"
    "<definedName name='_xlnm.Print_Area'>S!$A$1</definedName>"
    "</definedNames>"
)


@pytest.mark.parametrize(
    ("formula", "sheet", "written", "value"),
    [
        ("SUM(Net)", 0, "=SUM(S!$A$1:$A$2)", 30),
        ("SUM(net)*RATE", 0, "=SUM(S!$A$1:$A$2)*0.5", 15),
        ("SUM(Both)", 0, "=SUM((S!$A$1:$A$2*0.5))", 15),
        ("Rate", 1, "=S!$A$2", 20),
        ('"Net"&amp;Rate', 0, '="Net"&0.5', "Net0.5"),
        ("Below+1", 0, "=S!C6+1", 1),
        ("SUM(S:T!A1)", 0, "=SUM(S!A1,T!A1)", 13),
        ("SUM(S!Net,'T'!Rate)", 0, "=SUM(S!$A$1:$A$2,S!$A$2)", 50),
        ("[0]!Rate+S!A1", 0, "=0.5+S!A1", 10.5),
    ],
)
def test_names_and_ranges_over_sheets_become_references(formula: str, sheet: int, written: str, value: object) -> None:
    own = f'<c r="C5"><f>{formula}</f></c>'
    first = rows('<c r="A1"><v>10</v></c>', '<c r="A2"><v>20</v></c>', own if sheet == 0 else "")
    second = rows('<c r="A1"><v>3</v></c>', own if sheet == 1 else "")
    content = imported(Parts({"S": first, "T": second}, behind=NAMES)).content

    assert cell(content, "C5", sheet).input == written
    assert cell(calculate(content), "C5", sheet).value == value


TABLE = (
    '<table xmlns="x" name="Sales" displayName="Sales" ref="A1:B4" totalsRowCount="1"><tableColumns>'
    '<tableColumn name="Item"/><tableColumn name="Net #1"/></tableColumns></table>'
)


@pytest.mark.parametrize(
    ("formula", "written"),
    [
        ("SUM(Sales[Net '#1])", "=SUM(S!$B$2:$B$3)"),
        ("Sales[[#This Row],[Net '#1]]*2", "=S!$B$2*2"),
        ("COUNTA(Sales[#All])", "=COUNTA(S!$A$1:$B$4)"),
        ("Sales[[#Totals],[Net '#1]]", "=S!$B$4"),
        ("COUNTA(Sales[[Item]:[Net '#1]])", "=COUNTA(S!$A$2:$B$3)"),
        ("COUNTA(Sales)", "=COUNTA(S!$A$2:$B$3)"),
    ],
)
def test_references_to_tables_become_references_to_cells(formula: str, written: str) -> None:
    xml = rows('<c r="A1"><v>1</v></c>', f'<c r="D2"><f>{formula}</f><v>5</v></c>')
    parts = Parts(
        {"S": f'{xml}<tableParts><tablePart r:id="rId0"/></tableParts>'},
        beside={
            "xl/worksheets/_rels/s0.xml.rels": relationships([("table", "../tables/t.xml")]),
            "xl/tables/t.xml": TABLE,
        },
    )
    assert cell(imported(parts).content, "D2").input == written


@pytest.mark.parametrize(
    ("xml", "word"),
    [
        ('<mergeCells><mergeCell ref="A1:B1"/></mergeCells>', "Merged"),
        ('<hyperlinks><hyperlink ref="A1" r:id="x"/></hyperlinks>', "Links of cells"),
        ('<cols><col min="2" max="3" hidden="1"/></cols>', "Hidden columns are visible now: 2"),
        ('<sheetData><row r="9" hidden="1"/></sheetData>', "Hidden rows"),
        ('<sheetViews><sheetView rightToLeft="1"><pane ySplit="1" state="frozen"/></sheetView></sheetViews>', "right"),
        ('<sheetViews><sheetView><pane ySplit="1" state="frozen"/></sheetView></sheetViews>', "Frozen"),
        ('<autoFilter ref="A1:B2"/>', "Filters"),
        ('<sheetProtection sheet="1"/>', "Protection"),
        ('<sheetData><row><c r="A3" s="3"><v>1</v></c></row></sheetData>', "Formatting (bold"),
    ],
)
def test_what_is_left_out_is_named(xml: str, word: str) -> None:
    parts = Parts({"S": rows('<c r="A1"><v>1</v></c>') + xml}, **WITH_STYLES)  # type: ignore[arg-type]
    assert [loss for loss in imported(parts).losses if word in loss]


def test_plain_workbook_loses_nothing() -> None:
    xml = rows('<c r="A1" s="1"><v>1</v></c>', '<c r="A2"><f>A1+1</f><v>2</v></c>')
    assert imported(Parts({"S": xml}, **WITH_STYLES)).losses == ()  # type: ignore[arg-type]


def test_hidden_sheets_and_unused_names_are_named() -> None:
    one = rows('<c r="A1"><v>1</v></c>')
    losses = imported(Parts({"S": one, "T": one}, behind=NAMES, states={"T": "veryHidden"})).losses
    assert [loss for loss in losses if loss == "Hidden sheets are visible now: 1."]
    assert [loss for loss in losses if loss.startswith("Named ranges that no formula uses")]


def test_names_that_no_sheet_may_have_are_named() -> None:
    found = imported(Parts({"a/b ": rows('<c r="A1"><v>1</v></c>')}))
    assert [sheet.name for sheet in found.content.sheets] == ["a b"]
    assert found.losses == ("Names of sheets that are not possible here were changed: 1.",)
