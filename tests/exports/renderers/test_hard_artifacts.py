"""Artifacts at the edges of what may be stored, in every format: the file opens in other programs and holds all of it,
or the job says that it is too large; nothing is run or fetched."""

import time
from socket import create_server

import pytest

from artifacts.kinds.document.content import DocumentContent
from artifacts.kinds.spreadsheet.content import Sheet, SheetCell, SpreadsheetContent, ValueType
from artifacts.rows.enums import KindName
from exports.formats import registry
from exports.rows.enums import FormatName
from exports.rows.errors import ContentTooLarge
from tests.exports.conftest import MakeFile, table_of
from tests.exports.hard import ROWS, hard_case
from tests.exports.readback import assert_equals

TOO_WIDE = {  # 63 columns are the most of a table in a document
    (KindName.DOCUMENT, FormatName.DOCX),
    (KindName.DOCUMENT, FormatName.PDF),
}
CONTROLS = "a\x00b\x07c\x0bd\x1be\x7ff\ufffeg"
SECONDS = 20  # of processor time: many times what it takes, a small part of what a job may take


def named(row: registry.ExportFormat) -> str:
    return f"{row.kind.value}-{row.format.value}"


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize("row", registry.FORMATS, ids=named)
def test_edge_of_what_may_be_stored(make_file: MakeFile, row: registry.ExportFormat, name: str) -> None:
    case = hard_case(row, name)
    started = time.process_time()

    if name == "wide" and (row.kind, row.format) in TOO_WIDE:
        with pytest.raises(ContentTooLarge):
            make_file(case.content, case.format)
        return
    made = make_file(case.content, case.format, title=case.title)

    made.assert_verified()
    assert_equals(case, made.path)
    assert time.process_time() - started < SECONDS


@pytest.mark.parametrize("row", registry.FORMATS, ids=named)
def test_control_characters(make_file: MakeFile, row: registry.ExportFormat) -> None:
    contents = {
        KindName.TABLE: table_of(["A"], [[CONTROLS]]),
        KindName.DOCUMENT: DocumentContent(f"# A\n\n{CONTROLS}\n\n| {CONTROLS} |\n|---|\n"),
        KindName.SPREADSHEET: SpreadsheetContent(
            [Sheet("A", {(1, 1): SheetCell(CONTROLS, CONTROLS, ValueType.TEXT)})]
        ),
    }

    make_file(contents[row.kind], row.format, title=CONTROLS).assert_verified()


def test_nothing_that_a_document_names_is_fetched(make_file: MakeFile) -> None:
    """A server on this machine is named in every way that Markdown knows; nobody comes, in no format."""
    with create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
        text = (
            f"![a]({address}/a.png) [![b]({address}/b.png)]({address}/c) <img src={address}/d.png>\n\n"
            f"<link rel=stylesheet href={address}/e.css><style>@import url({address}/f.css);</style>\n\n"
            f"| ![g]({address}/g.png) |\n|---|\n\n![h](file:///etc/hostname) ![i](//127.0.0.1/i.png) [j](file:///etc/passwd)\n"
        )
        for row in (*registry.FORMATS, *registry.PREVIEWS):
            if row.kind == KindName.DOCUMENT:
                make_file(DocumentContent(text), row.format).assert_verified()

        server.settimeout(0.2)
        with pytest.raises(TimeoutError):
            server.accept()
