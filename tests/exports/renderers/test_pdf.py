"""PDF of both engines, read back by PDFium and poppler's pdftotext."""

import re
import subprocess
import unicodedata
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from artifacts.kinds.document.content import DocumentContent
from artifacts.kinds.spreadsheet.content import Sheet, SheetCell, SpreadsheetContent, ValueType
from artifacts.kinds.table.content import Align, ColumnType, TableContent
from exports.formats.contract import Source
from exports.formats.options import ExportOptions, Orientation
from exports.pdf.fonts import missing_characters
from exports.pdf.sheets import printed_sheets
from exports.readers.pdf import _Trail
from exports.rows.enums import FormatName
from tests.exports.conftest import MakeFile, big_table, table_of

SCRIPTS = ["日本語のテキスト", "مرحبا بالعالم", "नमस्ते दुनिया", "שלום", "ไทย ภาษา", "Ελληνικά", "Кириллица", "e\u0301 é"]


def poppler_text(path: Path, *options: str) -> str:
    done = subprocess.run(["pdftotext", *options, str(path), "-"], capture_output=True, check=True, timeout=60)
    return re.sub("[\u202a-\u202e\u2066-\u2069]", "", done.stdout.decode())


def facts(path: Path) -> dict[str, str]:
    done = subprocess.run(["pdfinfo", str(path)], capture_output=True, check=True, timeout=60)
    pairs = (line.split(":", 1) for line in done.stdout.decode().splitlines() if ":" in line)
    return {name: value.strip() for name, value in pairs}


def in_one_line(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text))


def shown(row: list[Any]) -> list[str]:
    number, name, price, share, day, is_sold = row
    return [str(number), name, f"€{price:,.2f}", f"{share:.1%}", day, "Yes" if is_sold else "No"]


@pytest.mark.parametrize("rows", [200, 301], ids=["pages", "grid"])
def test_table_keeps_every_value(make_file: MakeFile, rows: int) -> None:
    table = big_table(rows)

    made = make_file(table, FormatName.PDF)

    made.assert_verified()
    text = in_one_line(poppler_text(made.path))
    for row in table.rows:
        assert in_one_line("".join(shown(row))) in text
    assert text.count("IdNamePriceShareDaySold") == made.figures["pages"]
    assert f"1/{made.figures['pages']}" in text
    assert facts(made.path)["Title"] == "Vans"
    assert (facts(made.path)["Tagged"] == "yes") == (rows == 200)


@pytest.mark.parametrize(
    ("scripts", "copies", "tagged"),
    [(SCRIPTS, 1, "yes"), (SCRIPTS, 40, "no")],
    ids=["pages", "grid"],
)
def test_all_scripts_are_readable(make_file: MakeFile, scripts: list[str], copies: int, tagged: str) -> None:
    table = table_of(["Script", "Größe"], [[text, n] for n, text in enumerate(scripts * copies)])

    made = make_file(table, FormatName.PDF)

    made.assert_verified()
    text = in_one_line(poppler_text(made.path))
    for script in scripts:
        assert in_one_line(script) in text
    assert "missing_glyphs" not in made.rendered.losses
    assert facts(made.path)["Tagged"] == tagged


def test_emoji_are_pictures_with_text(make_file: MakeFile) -> None:
    table = table_of(["A"], [[f"party 🎉 {n}"] for n in range(301)])

    made = make_file(table, FormatName.PDF)

    made.assert_verified()
    assert "party🎉300" in in_one_line(poppler_text(made.path))
    with pypdfium2.PdfDocument(made.path) as document:
        images = [item for item in document[0].get_objects() if item.type == 3]  # FPDF_PAGEOBJ_IMAGE
    assert images


def test_nothing_is_outside_the_paper(make_file: MakeFile) -> None:
    table = table_of(["A", "B"], [["w" * 500, "word " * 100]] * 301)

    made = make_file(table, FormatName.PDF)

    made.assert_verified()
    with pypdfium2.PdfDocument(made.path) as document:
        page = document[0]
        for item in page.get_objects():
            left, bottom, right, top = item.get_bounds()
            assert left >= 0
            assert bottom >= 0
            assert right <= page.get_width()
            assert top <= page.get_height()


def test_row_deeper_than_a_page_goes_on(make_file: MakeFile) -> None:
    table = table_of(["A", "B"], [["deep " * 4000, "tail"], *[["x", str(n)] for n in range(301)]])

    made = make_file(table, FormatName.PDF)

    made.assert_verified()
    assert poppler_text(made.path).count("deep") == 4000


@pytest.mark.parametrize("rows", [2, 301], ids=["pages", "grid"])
def test_wide_table_goes_on_in_bands(make_file: MakeFile, rows: int) -> None:
    table = table_of([f"Col {n}" for n in range(60)], [[f"{row}-{n}" for n in range(60)] for row in range(rows)])

    made = make_file(table, FormatName.PDF)

    made.assert_verified()
    assert made.figures["columns"] == 60
    text = poppler_text(made.path)
    assert all(f"{rows - 1}-{n}" in text for n in range(60))
    width, height = (float(part) for part in re.findall(r"[\d.]+", facts(made.path)["Page size"])[:2])
    assert width > height


@pytest.mark.parametrize("orientation", [Orientation.PORTRAIT, Orientation.LANDSCAPE])
def test_orientation_is_honoured(make_file: MakeFile, orientation: Orientation) -> None:
    made = make_file(big_table(301), FormatName.PDF, orientation=orientation, page_size="letter")

    with pypdfium2.PdfDocument(made.path) as document:
        width, height = document[0].get_size()
    assert (width > height) == (orientation == Orientation.LANDSCAPE)
    assert {width, height} == {612, 792}


def test_empty_table_is_one_page(make_file: MakeFile) -> None:
    made = make_file(table_of(["A", "B"], []), FormatName.PDF)

    made.assert_verified()
    assert made.figures == {"pages": 1, "rows": 0, "columns": 2}


def test_markup_in_cells_is_text(make_file: MakeFile) -> None:
    hostile = "<img src='file:///etc/passwd'><script>x</script>(a) \\ % {{ 1 }}"

    for rows in (1, 301):
        made = make_file(table_of(["A"], [[hostile]] * rows), FormatName.PDF)
        made.assert_verified()
        assert in_one_line(hostile) in in_one_line(poppler_text(made.path))


def test_control_characters_and_unknown_glyphs(make_file: MakeFile) -> None:
    table = table_of(["A"], [["a\x00b\x07 \U000f1234"]] * 301)

    made = make_file(table, FormatName.PDF)

    made.assert_verified()
    assert made.rendered.losses == {"control_characters": 602, "missing_glyphs": 1, "untagged": 1}


def test_missing_characters() -> None:
    assert missing_characters("abc 日本 \u200b\n\U000f1234") == {"\U000f1234"}


DOCUMENT = """# Plan

Words with **weight**, 日本 and a [link](https://example.org).

- [x] done
- [ ] open

3. three

| a | b |
|---|--:|
| 1 | 2 |

## مرحبا بالعالم

Text[^1].

[^1]: A note.
"""


@pytest.mark.parametrize("text", ["दुनिया तिमाही रिपोर्ट बढ़ी", "ত্রৈমাসিক প্রতিবেদন বিক্রয়", "அறிக்கை விற்பனை", "เพิ่มขึ้น"])
def test_text_of_scripts_that_reorder_their_letters_can_be_copied(make_file: MakeFile, text: str) -> None:
    made = make_file(DocumentContent(f"# {text}\n\n**{text}** and {text}\n"), FormatName.PDF)

    made.assert_verified()
    with pypdfium2.PdfDocument(made.path) as document:
        by_pdfium = document[0].get_textpage().get_text_range()
    for found in (poppler_text(made.path), by_pdfium):
        assert in_one_line(found).count(in_one_line(text)) >= 3
    assert facts(made.path)["Tagged"] == "yes"


def test_document_keeps_every_text(make_file: MakeFile) -> None:
    made = make_file(DocumentContent(DOCUMENT), FormatName.PDF, title="Plan & more", language="es")

    made.assert_verified()
    text = poppler_text(made.path)
    for words in ("Words with weight, 日本 and a link", "☑ done", "☐ open", "3. three", "مرحبا بالعالم", "A note."):
        assert words in text
    assert facts(made.path)["Title"] == "Plan & more"
    assert facts(made.path)["Tagged"] == "yes"
    assert made.figures["headings"] == 2


def test_long_document_is_verified_across_pages(make_file: MakeFile) -> None:
    text = "\n\n".join(f"## Part {n}\n\n{'Some words about it, and more of them. ' * 30}" for n in range(12))

    made = make_file(DocumentContent(text), FormatName.PDF)

    made.assert_verified()
    assert made.figures["pages"] > 2
    assert made.figures["headings"] == 12


def test_neither_network_nor_files_are_reached(make_file: MakeFile, tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"secret")
    text = f"![a](file://{secret}) ![b](http://127.0.0.1:9/x.png)\n\n<link rel=stylesheet href='file://{secret}'>\n"

    made = make_file(DocumentContent(text), FormatName.PDF)

    made.assert_verified()
    assert made.rendered.losses == {"images_left_out": 2}
    assert b"secret" not in made.path.read_bytes()


def test_reader_notices_a_lost_row(make_file: MakeFile) -> None:
    """The check has teeth: a file of 300 rows is not a table of 301."""
    from exports.readers.pdf import read_table

    table = big_table(301)
    made = make_file(TableContent(table.columns, table.rows[:150] + table.rows[151:]), FormatName.PDF)

    figures = read_table(made.path, Source("Vans", table), ExportOptions())

    assert figures["rows"] < 301


def test_reader_notices_a_lost_paragraph(make_file: MakeFile) -> None:
    from exports.readers.pdf import read_document

    made = make_file(DocumentContent("First one.\n\nThird one.\n"), FormatName.PDF)
    whole = DocumentContent("First one.\n\nSecond thing.\n\nThird one.\n")

    assert read_document(made.path, Source("Vans", whole), ExportOptions())["texts"] == 2


def test_spreadsheet_shows_results(make_file: MakeFile) -> None:
    cells = {
        (1, 1): SheetCell("Rent", "Rent", ValueType.TEXT),
        (1, 2): SheetCell(1234.5, 1234.5, ValueType.NUMBER, "#,##0.00"),
        (3, 2): SheetCell("=B1*2", 0.25, ValueType.NUMBER, "0%"),
        (4, 3): SheetCell("=1/0", "#DIV/0!", ValueType.ERROR),
    }

    made = make_file(SpreadsheetContent([Sheet("Haushalt", cells), Sheet("Leer")]), FormatName.PDF)

    made.assert_verified()
    text = poppler_text(made.path, "-layout")
    for shown_text in ("Rent", "1,234.50", "25%", "#DIV/0!", "Haushalt"):
        assert shown_text in text
    assert made.figures == {"pages": 1, "rows": 4}


def test_addresses_of_a_table_are_links(make_file: MakeFile) -> None:
    address = "https://example.org/?a=1&b=2"
    table = table_of(["Site", "Text"], [[address, "x"], ["none", "x"]], Site=ColumnType.LINK)

    made = make_file(table, FormatName.PDF)

    made.assert_verified()
    with pikepdf.open(made.path) as document:
        links = [str(note.A.URI) for note in document.pages[0].Annots]
    assert links == [address]


@pytest.mark.parametrize(("columns", "is_landscape"), [(3, False), (12, True)])
def test_a_sheet_lies_only_where_its_columns_need_it(columns: int, is_landscape: bool) -> None:
    cells = {(1, column): SheetCell(f"Column {column}", type=ValueType.TEXT) for column in range(1, columns + 1)}

    (printed,) = printed_sheets(SpreadsheetContent([Sheet("S", cells)]), ExportOptions())

    assert printed.is_landscape == is_landscape


def test_formulas_that_show_nothing_do_not_move_numbers_to_the_left() -> None:
    cells = {(row, 1): SheetCell('=IF(B1="","",1)', "", ValueType.TEXT) for row in range(1, 9)}
    cells[9, 1] = SheetCell("=SUM(A1:A8)", 0, ValueType.NUMBER)

    (printed,) = printed_sheets(SpreadsheetContent([Sheet("S", cells)]), ExportOptions())

    assert printed.sides(range(1)) == [Align.RIGHT, Align.RIGHT]


def test_text_that_a_page_break_runs_through_is_found_and_a_lost_piece_is_noticed() -> None:
    pages = iter(["41whiteoroffwhiteback18", "groundandmoreofthis42MLICA"])
    trail = _Trail.__new__(_Trail)
    trail._pages, trail._text, trail._at, trail._passed = pages, "", 0, 0
    assert trail.has(["41", "white or off-white background and more of this"])
    assert not trail.has(["white or off-white background and nothing of this"])
    assert trail.has(["42", "MLICA"])
