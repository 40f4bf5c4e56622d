"""Values of workbooks that are no XLSX files."""

import pytest

from artifacts.rows.enums import KindName
from artifacts.rows.errors import NotParsed
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


@pytest.mark.parametrize("name", ["a.ods", "a.xls", "a.xlsb"])
def test_archive_that_is_no_workbook_is_refused(name: str) -> None:
    with pytest.raises(NotParsed):
        read_file(name, archive({"x.txt": "x"}))
