"""Workbooks whose parts lie where nobody expects them, and those that lie about themselves."""

import time
import zipfile
from io import BytesIO

import pytest

from artifacts.rows.enums import KindName
from artifacts.rows.errors import NotParsed, OverLimit, UnsupportedFormat
from artifacts.sources.importing.reading import read_file
from tests.artifacts.sources.importing.workbook.packages import STRICT, Parts, archive, relationships, rows

NUMBER = '<c r="A1"><v>7</v></c>'


def cells_of(data: bytes) -> dict[tuple[int, int], object]:
    content = read_file("a.xlsx", data, KindName.SPREADSHEET).content
    return {place: cell.value for place, cell in content.sheets[0].cells.items()}


@pytest.mark.parametrize(
    "parts",
    [
        Parts({"S": rows(NUMBER)}, main="office/book.bin", folder="other"),
        Parts({"S": rows(NUMBER)}, folder="/xl/elsewhere"),
        Parts({"S": rows(NUMBER)}, namespace=STRICT),
        Parts({"S": rows("<c><v>7</v></c>")}),
        Parts({"S": rows('<c r="A1" s="99"><v>7</v></c>')}),
        Parts({"S": rows('<c r="A1" s=""><v>7</v></c>')}),
    ],
    ids=["odd names", "absolute target", "strict", "no addresses", "missing style", "empty style"],
)
def test_workbook_is_read_wherever_its_parts_lie(parts: Parts) -> None:
    if parts.folder.startswith("/"):
        data = parts.data()
        with zipfile.ZipFile(BytesIO(data)) as package:
            moved = {name.replace("xl//xl", "xl"): package.read(name).decode() for name in package.namelist()}
        assert cells_of(archive(moved)) == {(1, 1): 7}
    else:
        assert cells_of(parts.data()) == {(1, 1): 7}


def test_parts_are_found_whatever_the_case_of_their_names() -> None:
    shared = '<sst xmlns="x"><si><t>bolt</t></si></sst>'
    parts = Parts(
        {"S": rows('<c r="A1" t="s"><v>0</v></c>')},
        related=[("sharedStrings", "SharedStrings.xml")],
        beside={"xl/sharedstrings.XML": shared},
    )
    assert cells_of(parts.data()) == {(1, 1): "bolt"}


def test_sheet_under_an_odd_name_is_bounded_like_any_other() -> None:
    far = Parts({"S": rows(NUMBER, '<c r="XFD1048576"><v>1</v></c>')}, folder="other")
    with pytest.raises(OverLimit) as refusal:
        read_file("a.xlsx", far.data())
    assert refusal.value.facts["limit"] == "columns"


@pytest.mark.parametrize("cell", ['<c r="XFD5" s="1"/>', '<c r="BAA1048576"><v></v></c>'])
def test_format_far_out_is_no_content(cell: str) -> None:
    assert cells_of(Parts({"S": rows(NUMBER, cell)}).data()) == {(1, 1): 7}


def test_two_sheets_on_one_part_are_refused() -> None:
    parts = Parts({"A": rows(NUMBER), "B": rows(NUMBER)})
    one = relationships([("worksheet", "worksheets/s0.xml"), ("worksheet", "/xl/Worksheets/S0.xml")])
    parts.beside["xl/_rels/workbook.xml.rels"] = one
    with pytest.raises(NotParsed, match="one part"):
        read_file("a.xlsx", parts.data())


def test_sheet_without_its_part_is_refused() -> None:
    parts = Parts({"A": rows(NUMBER)})
    parts.beside["xl/_rels/workbook.xml.rels"] = relationships([("worksheet", "worksheets/gone.xml")])
    with pytest.raises(NotParsed):
        read_file("a.xlsx", parts.data())


def test_archive_without_a_workbook_is_no_workbook() -> None:
    with pytest.raises(UnsupportedFormat):
        read_file("a.xlsx", archive({"_rels/.rels": relationships([]), "x.xml": "<x/>"}))


def test_encrypted_workbook_is_refused_with_its_reason() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(NotParsed, match="password"):
        read_file("a.xlsx", data)


@pytest.mark.parametrize("begin", ["", "\t", "\n \t"])
def test_document_type_is_refused_in_any_part_that_is_xml(begin: str) -> None:
    parts = Parts({"S": rows(NUMBER)}, beside={"any.bin": f"{begin}<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"})
    with pytest.raises(NotParsed, match="document type"):
        read_file("a.xlsx", parts.data())


@pytest.mark.parametrize(
    ("sheet", "beside", "refusal"),
    [
        ("<sheetData><row>" + "<c/>" * 5_000_000 + "</row></sheetData>", "", OverLimit),
        ("", "<a b='" + "x" * 6_000_000 + "'/>", NotParsed),
        ("<x y='" + "x" * 6_000_000 + "'/>", "", NotParsed),
    ],
)
def test_parts_that_cost_more_than_they_weigh_are_refused_at_once(sheet: str, beside: str, refusal: type) -> None:
    parts = Parts({"S": rows('<c r="A1"><v>1</v></c>') + sheet}, beside={"x/y.bin": beside} if beside else {})
    start = time.process_time()
    with pytest.raises(refusal):
        read_file("a.xlsx", parts.data())
    assert time.process_time() - start < 5  # most of it makes the file


def test_large_parts_that_nobody_reads_do_no_harm() -> None:
    parts = Parts({"S": rows('<c r="A1"><v>1</v></c>')}, beside={"x.bin": "ab" * 4_000_000, "y.xml": "<a/>" + " " * 9})
    assert read_file("a.xlsx", parts.data()).losses == ()
