"""Reading files: what is kept, what is told as lost, what is refused."""

import io
import json
import zipfile
from collections import Counter

import pytest

from artifacts.kinds.registry import kind as kind_of
from artifacts.kinds.spreadsheet.formula_guard import is_allowed
from artifacts.kinds.table.content import ColumnType
from artifacts.rows.enums import KindName
from artifacts.rows.errors import NotParsed, OverLimit, UnsupportedFormat
from artifacts.sources.importing.archive import check_directory
from artifacts.sources.importing.reading import read_file
from common.errors import Invalid
from tests.artifacts.sources.importing import files


def cells_of(data: bytes, sheet: int = 0) -> dict[tuple[int, int], object]:
    return {place: cell.input for place, cell in read_file("a.xlsx", data).content.sheets[sheet].cells.items()}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", b"name,price\nTea,3\nMate,\n"),
        ("a.csv", b"name;price\r\nTea;3\r\nMate;\r\n"),
        ("a.tsv", b"name\tprice\nTea\t3\nMate\t\n"),
        ("A.CSV", "\ufeffname,price\nTea,3\nMate,\n".encode()),
        ("a.csv", "name,price\nTea,3\nMate,\n".encode("utf-16")),
        ("a.json", b'[{"name": "Tea", "price": 3}, {"name": "Mate", "price": null}]'),
        ("a.json", b'{"title": "T", "columns": ["name", "price"], "rows": [["Tea", 3], ["Mate", null]]}'),
    ],
)
def test_table_file_becomes_a_table(name: str, data: bytes) -> None:
    imported = read_file(name, data)
    assert imported.kind is KindName.TABLE
    assert [column.name for column in imported.content.columns] == ["name", "price"]
    assert imported.content.columns[1].type is ColumnType.NUMBER
    assert imported.content.rows == [["Tea", 3], ["Mate", None]]
    assert imported.losses == ()


def test_csv_of_one_column_is_read() -> None:
    assert read_file("a.csv", b"name\nAda\nLin\n").content.rows == [["Ada"], ["Lin"]]


def test_csv_keeps_quoted_lines_and_formulas_as_text() -> None:
    content = read_file("a.csv", b'a,b\n"x\ny",=1+1\n').content
    assert content.rows == [["x\ny", "=1+1"]]


def test_csv_in_another_encoding_tells_that_it_guessed() -> None:
    imported = read_file("a.csv", "name,city\nJosé,Málaga\n".encode("cp1252"))
    assert imported.content.rows == [["José", "Málaga"]]
    assert len(imported.losses) == 1


def test_csv_becomes_a_spreadsheet_when_asked() -> None:
    imported = read_file("a.csv", b"a,b\n1,=A2*2\n", KindName.SPREADSHEET)
    assert kind_of(imported.kind).store(imported.content).content().sheets[0].cells[2, 2].value == 2


def test_markdown_becomes_a_document() -> None:
    imported = read_file("notes.md", b"# Notes\n\nHello\n")
    assert (imported.kind, imported.content.text) == (KindName.DOCUMENT, "# Notes\n\nHello\n")


@pytest.mark.parametrize("kind", [KindName.TABLE, KindName.DOCUMENT, KindName.SPREADSHEET])
def test_json_of_the_api_comes_back_as_it_was(kind: KindName) -> None:
    texts = {KindName.DOCUMENT: "# A\n", KindName.TABLE: "a,b\n1,2\n", KindName.SPREADSHEET: "a,b\n1,=A2\n"}
    own = kind_of(kind)
    stored = own.store(own.parse_text(texts[kind]).content)
    answer = {"kind": kind, "title": "T", "content": own.to_json(stored)}
    if kind is KindName.TABLE:
        answer["content"].pop("row_count", None)
    imported = read_file("a.json", json.dumps(answer).encode(), kind)
    assert (imported.kind, imported.title) == (kind, "T")
    assert own.to_json(own.store(imported.content)) == own.to_json(stored)


@pytest.mark.parametrize("data", [b"{", b"[1", b"NaN", b"[" * 100_000, b'{"a": 1}', b'"text"', b"9" * 5_000])
def test_json_of_no_shape_is_refused(data: bytes) -> None:
    with pytest.raises(NotParsed):
        read_file("a.json", data)


def test_workbook_keeps_formulas_formats_dates_and_texts() -> None:
    imported = read_file("a.xlsx", files.rich_workbook())
    first, second = imported.content.sheets
    inputs = {place: cell.input for place, cell in first.cells.items()}
    assert inputs == {
        (1, 1): "Rent",
        (1, 2): 900,
        (1, 3): "00123",
        (1, 4): "2024-05-01",
        (2, 1): "Sum",
        (2, 2): "=SUM(B1:B1)",
        (2, 3): "''quoted",
        (2, 4): 0.25,
        (5, 1): "'=no formula",
        (7, 1): "wide",
    }
    assert (first.cells[1, 4].format, first.cells[2, 4].format) == ("yyyy-mm-dd", "0%")
    assert first.widths == {1: 30.0}
    computed = kind_of(KindName.SPREADSHEET).store(imported.content).content()
    assert computed.sheets[1].cells[1, 1].value == 1800
    assert computed.sheets[0].cells[5, 1].value == "=no formula"
    assert second.name == "Two"


def test_workbook_tells_what_it_lost() -> None:
    losses = " ".join(read_file("a.xlsx", files.rich_workbook()).losses)
    assert "last value: 2" in losses
    assert "Merged cells were split: 1" in losses
    assert "Hidden sheets are visible now: 1" in losses


def test_what_an_array_filled_is_computed_again() -> None:
    rows = (
        '<row r="1"><c r="A1"><f t="array" ref="A1:A3">ROW(1:3)</f><v>1</v></c><c r="B1"><v>9</v></c></row>'
        '<row r="2"><c r="A2"><v>2</v></c></row><row r="3"><c r="A3"><v>3</v></c></row>'
        '<row r="4"><c r="A4"><v>4</v></c></row>'
    )
    found = {(1, 1): "=ROW(1:3)", (2, 1): None, (3, 1): None}
    assert cells_of(files.with_cells(rows)) == {**found, (1, 2): 9, (4, 1): 4}


def test_refused_array_keeps_its_last_values() -> None:
    rows = (
        '<row r="1"><c r="A1"><f t="array" ref="A1:A2">WEBSERVICE("x")</f><v>7</v></c></row>'
        '<row r="2"><c r="A2"><v>8</v></c></row>'
    )
    assert cells_of(files.with_cells(rows)) == {(1, 1): 7, (2, 1): 8}


@pytest.mark.parametrize("ref", ["A1:XFD1048576", "A1:B", "", "x"])
def test_array_with_a_wild_range_takes_no_values_away(ref: str) -> None:
    rows = f'<row r="1"><c r="A1"><f t="array" ref="{ref}">SUM(1)</f><v>1</v></c><c r="B1"><v>9</v></c></row>'
    assert cells_of(files.with_cells(rows)) == {(1, 1): "=SUM(1)", (1, 2): 9}


def test_refused_formula_keeps_its_last_value() -> None:
    data = files.with_cells('<row r="1"><c r="A1"><f>WEBSERVICE("x")</f><v>7</v></c></row>')
    assert cells_of(data) == {(1, 1): 7}


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=SUM(A1:A9)*IFERROR(VLOOKUP(A1,B:C,2,0),0)", True),
        ("=_xlfn.XLOOKUP(1,A:A,B:B)", True),
        ("=_xlfn._xlws.FILTER(A:A,B:B)", True),
        ("=_xlfn.F.DIST.RT(1,2,3)+_xlfn.BITAND(5,3)", True),
        ("=_xlfn.LET(_xlpm.f,_xlfn.LAMBDA(_xlpm.v,_xlpm.v+1),_xlpm.f(2))", True),
        ("=SUM(_xlfn.ANCHORARRAY(B1))", True),
        ("='a|b'!A1&\"x|y[1]\"", True),
        ('=WEBSERVICE("http://x")', False),
        ('=HYPERLINK("http://x")', False),
        ("=cmd|' /C calc'!A0", False),
        ("=[1]Sheet1!A1", False),
        ("='[Book.xlsx]Sheet1'!A1", False),
        ("=SUM(Table1[Price])", False),
        ('=_xlfn.webservice ("x")', False),
        ('=CALL("kernel32","x")', False),
        ("=SOMEADDIN(1)", False),
        ("=_xlpm.SOMEADDIN(1)", False),
        ("=_xlfn.LET(_xlpm.someaddin,1,1)+_xlpm.someaddin(1)", False),
        ('=_xlfn.LET(_xlpm.call,1,_xlpm.call("kernel32"))', False),
    ],
)
def test_formula_guard(formula: str, expected: bool) -> None:
    assert is_allowed(formula) is expected


def test_workbook_as_table_takes_values() -> None:
    imported = read_file("a.xlsx", files.workbook(["name", "price"], ["Tea", 3.5], [], ["Mate", 4]), KindName.TABLE)
    assert imported.content.rows == [["Tea", 3.5], ["Mate", 4]]
    assert imported.title == "Budget"


def test_large_sheet_becomes_a_table_by_itself() -> None:
    row = "".join(f"<c><v>{number}</v></c>" for number in range(500))
    imported = read_file("a.xlsx", files.with_cells(f"<row>{row}</row>" * 402))
    assert (imported.kind, imported.content.row_count) == (KindName.TABLE, 401)


def test_word_file_becomes_markdown() -> None:
    imported = read_file("a.docx", files.word_file())
    assert imported.kind is KindName.DOCUMENT
    assert imported.content.text == (
        "# Minutes\n\nWe **agreed** *\\*mostly\\**\n\n- first\n    - deeper\n1. counted\n\n## Costs\n\n"
        "| Item | Price\\|net |\n| --- | --- |\n| Tea | 3 |\n"
    )


def test_word_file_as_table_takes_its_table() -> None:
    assert read_file("a.docx", files.word_file(), KindName.TABLE).content.rows == [["Tea", 3]]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("setup.csv", b"MZ\x90\x00\x03\x00\x00\x00"),
        ("setup.xlsx", b"MZ\x90\x00\x03\x00\x00\x00"),
        ("setup.docx", b"MZ\x90\x00\x03\x00\x00\x00"),
        ("setup.md", b"\x7fELF\x02\x01\x01"),
        ("program.json", b"%PDF-1.7"),
        ("setup.exe", b"name,price\nTea,3\n"),
        ("table", b"name,price\nTea,3\n"),
        ("a.docx", files.workbook(["a"])),
        ("a.xlsx", files.word_file()),
        ("a.csv", files.workbook(["a"])),
    ],
)
def test_file_that_is_not_what_its_name_says_is_refused(name: str, data: bytes) -> None:
    with pytest.raises(UnsupportedFormat):
        read_file(name, data)


@pytest.mark.parametrize("name", ["a.csv", "a.md", "a.json", "a.xlsx"])
def test_empty_file_is_refused(name: str) -> None:
    with pytest.raises(NotParsed):
        read_file(name, b" \n")


def test_impossible_kind_is_refused() -> None:
    with pytest.raises(Invalid):
        read_file("a.csv", b"a,b\n1,2\n", KindName.DOCUMENT)


@pytest.mark.parametrize(
    "make", [files.lying_bomb, lambda: files.with_part(files.workbook(["a"]), "x.bin", bytes(64 << 20))]
)
def test_zip_bomb_is_refused(make) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(OverLimit) as refusal:
        read_file("a.xlsx", make())
    assert refusal.value.facts["limit"] == "archive_ratio"


def test_archive_of_too_many_parts_is_refused() -> None:
    data = files.workbook(["a"])
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as archive:
        for number in range(2_001):
            archive.writestr(f"x/{number}", b"")
    with pytest.raises(OverLimit) as refusal:
        read_file("a.xlsx", buffer.getvalue())
    assert refusal.value.facts["limit"] == "archive_entries"


@pytest.mark.parametrize(
    ("entries", "stated"), [(2_001, None), (30_000, 1), (30_000, 0)], ids=["many", "more than it says", "none it says"]
)
def test_a_directory_is_counted_before_it_is_read(entries: int, stated: int | None) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number in range(entries):
            archive.writestr(zipfile.ZipInfo(f"{'long/' * 20}{number}"), b"")
    data = bytearray(buffer.getvalue())
    end = data.rfind(b"PK\x05\x06")
    if stated is not None:
        data[end + 8 : end + 12] = stated.to_bytes(2, "little") * 2
    with pytest.raises(OverLimit) as refusal:
        check_directory(bytes(data))
    assert refusal.value.facts["limit"] == "archive_entries"


def test_the_directory_of_a_usual_file_passes() -> None:
    check_directory(files.rich_workbook())
    check_directory(b"a,b\n")


@pytest.mark.parametrize("before", [b"", b"\t", b"\xef\xbb\xbf \r\n"])
@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "customXml/item1.xml", "hidden.bin", "xl/media/image1.png"])
def test_document_type_is_refused(part: str, before: bytes) -> None:
    laughs = before + b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    with pytest.raises(NotParsed):
        read_file("a.xlsx", files.with_part(files.workbook(["a"]), part, laughs, replace=True))


@pytest.mark.parametrize(
    ("cells", "limit"),
    [
        ('<row r="1"><c r="A1"><v>1</v></c></row><row r="9"><c r="XFD9"><v>1</v></c></row>', "columns"),
        ("".join(f'<row r="{n}"><c r="ALL{n}"><v>1</v></c></row>' for n in range(1, 2_100)), "import_cells"),
    ],
)
def test_far_cells_are_refused_before_anything_makes_room_for_them(cells: str, limit: str) -> None:
    with pytest.raises(OverLimit) as refusal:
        read_file("a.xlsx", files.with_cells(cells))
    assert refusal.value.facts["limit"] == limit


def test_far_row_is_kept_in_a_sheet_and_costs_a_table_no_empty_rows() -> None:
    data = files.with_cells(
        '<row r="1"><c r="C1"><v>1</v></c></row><row r="1048576"><c r="C1048576"><v>2</v></c></row>'
    )
    assert cells_of(data) == {(1, 3): 1, (1_048_576, 3): 2}
    assert read_file("a.xlsx", data, KindName.TABLE).content.rows == [[None, None, 2]]


@pytest.mark.parametrize(
    "cells", ['<row r="x"><c r="A1"><v>1</v></c></row>', "<row><c r='A99999999999999'/></row>", "<row>"]
)
def test_damaged_workbook_is_refused(cells: str) -> None:
    with pytest.raises((NotParsed, OverLimit)):
        read_file("a.xlsx", files.with_cells(cells))


def test_truncated_files_are_refused_or_read() -> None:
    outcomes: Counter[str] = Counter()
    for name, data in (("a.xlsx", files.rich_workbook()), ("a.docx", files.word_file())):
        for end in range(100, len(data), 997):
            with pytest.raises((NotParsed, UnsupportedFormat)) as refusal:
                read_file(name, data[:end])
            outcomes[refusal.value.code] += 1
    assert sum(outcomes.values()) > 5


def test_csv_without_a_header_is_not_blamed_for_names_that_it_never_had() -> None:
    imported = read_file("a.csv", b"Bergen,12\nOslo,8\n")
    assert [column.name for column in imported.content.columns] == ["Column 1", "Column 2"]
    assert imported.losses == ("Columns without a header were given one: 2.",)
