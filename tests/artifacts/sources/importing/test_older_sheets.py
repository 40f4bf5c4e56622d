"""Values of workbooks that are no XLSX files."""

import pytest

from artifacts.rows.enums import KindName
from artifacts.rows.errors import NotParsed
from artifacts.sources.importing.older_sheets import Texts
from artifacts.sources.importing.reading import read_file
from tests.artifacts.sources.importing.workbook.packages import archive

OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
_MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
MANIFEST = {"META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{_MANIFEST}"/>'}
ROW = (
    '<table:table-row><table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    '<table:table-cell office:value-type="{}" {}><text:p>x</text:p></table:table-cell></table:table-row>'
)


def open_document(rows: str) -> bytes:
    content = (
        f'<office:document-content xmlns:office="{OFFICE}:office:1.0" xmlns:table="{OFFICE}:table:1.0" '
        f'xmlns:text="{OFFICE}:text:1.0"><office:body><office:spreadsheet><table:table table:name="Stock">'
        f"{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    return archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content, **MANIFEST})


DATA = open_document(
    ROW.format("item", "string", "")
    + ROW.format("bolt", "float", 'office:value="12.5"')
    + ROW.format("since", "date", 'office:date-value="2024-02-29"')
)


def test_open_document_becomes_a_spreadsheet_of_values() -> None:
    imported = read_file("a.ods", DATA)
    sheet = imported.content.sheets[0]
    assert sheet.name == "Stock"
    assert [sheet.cells[row, 2].value for row in (1, 2, 3)] == ["x", 12.5, 45351]
    assert [loss for loss in imported.losses if loss.startswith("Of this format the values were taken")]


def test_open_document_becomes_a_table() -> None:
    imported = read_file("a.ods", DATA, KindName.TABLE)
    assert (imported.title, imported.content.rows) == ("Stock", [["bolt", 12.5], ["since", "2024-02-29"]])


def test_control_characters_are_taken_out_and_letters_of_two_bytes_put_together() -> None:
    texts = Texts()
    assert [texts.plain(text) for text in ("\x077\x07", "T\0i\0", "a\r\nb", 5)] == ["7", "Ti", "a\nb", 5]
    assert texts.removed == 2


@pytest.mark.parametrize("begin", [b"\x09\x08\x10\x00\x00\x06\x05\x00", b"\x09\x08\x08\x00\x00\x05\x05\x00"])
def test_password_of_an_old_workbook_is_told(begin: bytes) -> None:
    size = begin[2]
    rest = bytes(size - 4)
    data = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + begin + rest + b"\x2f\x00\x02\x00ab"
    with pytest.raises(NotParsed, match="password"):
        read_file("a.xls", data)
    with pytest.raises(NotParsed, match="damaged"):
        read_file("a.xls", data.replace(b"\x2f\x00\x02", b"\x2e\x00\x02"))


@pytest.mark.parametrize("name", ["a.ods", "a.xls", "a.xlsb"])
def test_archive_that_is_no_workbook_is_refused(name: str) -> None:
    with pytest.raises(NotParsed):
        read_file(name, archive({"x.txt": "x"}))
