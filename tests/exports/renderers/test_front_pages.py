"""Title pages and tables of contents, in every format that has them."""

import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pypdfium2
import pytest
from django.utils import translation
from docx.oxml.ns import qn
from lxml import html

from artifacts.kinds.document.content import DocumentContent
from artifacts.rows.enums import KindName
from exports.formats import registry
from exports.formats.contract import Source, no_progress
from exports.formats.options import ExportOptions
from exports.house_style.style import HouseStyle
from exports.readers.docx import read_document
from exports.readers.pdf import read_document as read_pdf_document
from exports.rows.enums import FormatName
from tests.exports.conftest import MakeFile, big_table
from tests.exports.formats.test_options import sheet

HEADINGS = """# Erste & <i>Ideen</i>

Words.[^n]

## Ein *zweiter* Teil[^n]

#### Too deep

# 東京 `code`

# مرحبا بالعالم

##

## Ein zweiter Teil

[^n]: # In a note
"""
LISTED = ["Erste & Ideen", "Ein zweiter Teil", "東京 code", "مرحبا بالعالم", "Ein zweiter Teil"]


def test_word_contents_is_a_field_that_is_filled(make_file: MakeFile) -> None:
    made = make_file(DocumentContent(HEADINGS), FormatName.DOCX, contents=True, language="es")

    made.assert_verified()
    assert made.figures["contents"] == len(LISTED)
    body = docx.Document(str(made.path)).element.body
    instruction = "".join(part.text for part in body.iter(qn("w:instrText")))
    kinds = [part.get(qn("w:fldCharType")) for part in body.iter(qn("w:fldChar"))]
    assert (instruction.split(), kinds) == (["TOC", "\\o", '"1-3"', "\\h", "\\z", "\\u"], ["begin", "separate", "end"])
    links = list(body.iter(qn("w:hyperlink")))
    assert ["".join(part.text for part in link.iter(qn("w:t"))) for link in links] == LISTED
    marks = {mark.get(qn("w:name")): mark.getparent() for mark in body.iter(qn("w:bookmarkStart"))}
    for link, words in zip(links, LISTED, strict=True):
        heading = marks[link.get(qn("w:anchor"))]
        assert "".join(part.text for part in heading.iter(qn("w:t"))).removesuffix("1") == words  # a note's number
        assert heading.pPr.style.startswith("Heading")


def test_word_reader_notices_a_wrong_entry(make_file: MakeFile, tmp_path: Path) -> None:
    made = make_file(DocumentContent(HEADINGS), FormatName.DOCX, contents=True, title_page=True)
    options, source = ExportOptions(contents=True, title_page=True), Source("Vans", DocumentContent(HEADINGS))
    assert read_document(made.path, source, options).items() >= {"contents": 5, "title_page": 1}.items()

    broken = tmp_path / "broken.docx"
    with zipfile.ZipFile(made.path) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = data.replace(b'w:anchor="_Toc00000001"', b'w:anchor="_Toc00000003"')
            new.writestr(name, data)

    assert read_document(broken, source, options)["contents"] == 4
    assert read_document(broken, Source("Cars", source.content), options)["title_page"] == 0


@pytest.mark.parametrize("content", [DocumentContent(HEADINGS), big_table(3)], ids=["document", "table"])
def test_word_title_page_stands_alone(make_file: MakeFile, content: Any) -> None:
    made = make_file(content, FormatName.DOCX, title_page=True, contents=True, title="Plan & 東京")

    made.assert_verified()
    assert made.figures["title_page"] == 1
    document = docx.Document(str(made.path))
    assert [(p.style.name, p.text) for p in document.paragraphs[:2]] == [
        ("Title", "Plan & 東京"),
        ("Normal", "\n"),
    ] or [p.text for p in document.paragraphs[:1]] == ["Plan & 東京"]
    assert document.sections[0].different_first_page_header_footer
    assert document.sections[0].first_page_header.paragraphs[0].text == ""


def test_web_page_lists_its_headings(make_file: MakeFile) -> None:
    made = make_file(DocumentContent(HEADINGS), FormatName.HTML, contents=True)

    made.assert_verified()
    page = html.fromstring(made.path.read_text())
    links = page.xpath("//nav[@aria-label='Contents']//a")
    assert [link.text_content() for link in links] == LISTED
    assert len({link.get("href") for link in links}) == made.figures["contents"] == len(LISTED)


def test_markdown_lists_its_headings(make_file: MakeFile) -> None:
    made = make_file(DocumentContent(HEADINGS), FormatName.MARKDOWN, contents=True)

    made.assert_verified()
    assert made.figures["contents"] == len(LISTED)
    text = made.path.read_text()
    assert text.startswith(
        "**Contents**\n\n- [Erste \\& Ideen](#erste--ideen)\n  - [Ein zweiter Teil](#ein-zweiter-teil)"
    )
    assert "(#ein-zweiter-teil-1)" in text
    assert text.endswith(HEADINGS)


LONG = "\n\n".join(f"# Kapitel {n}\n\n{'Worte dazu. ' * 60}\n\n## Teil {n}a\n\n{'Mehr. ' * 300}" for n in range(1, 31))


def test_pdf_contents_has_right_numbers_and_links(make_file: MakeFile) -> None:
    made = make_file(DocumentContent(LONG), FormatName.PDF, contents=True, title_page=True, title="Großer Plan")

    made.assert_verified()
    assert (made.figures["contents"], made.figures["title_page"]) == (60, 1)
    with pypdfium2.PdfDocument(made.path) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    assert ("Großer Plan" in pages[0], "/" in pages[0]) == (True, False)
    for number in (1, 17, 30):
        [at] = [index for index, text in enumerate(pages) if re.search(rf"^Kapitel {number}\s*$", text, re.M)]
        assert re.search(rf"Kapitel {number}[ .]*{at + 1}\s", "".join(pages[1:3]))
    assert f"4 / {len(pages)}" in pages[3]
    assert pages[3].count("Großer Plan") == 1
    with pikepdf.open(made.path) as pdf:
        goals = [note.Dest for page in pdf.pages[1:3] for note in page.get("/Annots", [])]
    assert len(goals) >= 60


def test_pdf_reader_notices_a_wrong_page_number(make_file: MakeFile) -> None:
    short, options = DocumentContent(LONG[: LONG.index("# Kapitel 12")]), ExportOptions(contents=True)
    made = make_file(short, FormatName.PDF, contents=True)

    moved = short.text.replace("Kapitel 3", "Kapitel III")

    assert read_pdf_document(made.path, Source("Vans", short), options)["contents"] == 22
    assert read_pdf_document(made.path, Source("Vans", DocumentContent(moved)), options)["contents"] == 4
    with pikepdf.open(made.path, allow_overwriting_input=True) as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        pdf.pages.insert(1, pdf.pages[-1])
        pdf.save()
    assert read_pdf_document(made.path, Source("Vans", short), options)["contents"] == 0


@pytest.mark.parametrize("content", [big_table(3), big_table(301), sheet()], ids=["pages", "grid", "sheet"])
def test_pdf_of_cells_has_a_title_page(make_file: MakeFile, content: Any) -> None:
    title = "Wagen & 東京 " * 9

    made = make_file(content, FormatName.PDF, title_page=True, title=title)

    made.assert_verified()
    assert made.figures["title_page"] == 1
    with pypdfium2.PdfDocument(made.path) as document:
        first, second = (document[n].get_textpage().get_text_range() for n in (0, 1))
        right = max(item.get_bounds()[2] for item in document[0].get_objects())
        assert right < document[0].get_width() - 35
    assert ("Id" in first, "/" in first, f"2 / {made.figures['pages']}" in second) == (False, False, True)


def test_title_page_says_who_and_when(tmp_path: Path) -> None:
    source = Source("Vans", DocumentContent("Words.\n"), made_on=date(2026, 3, 9))
    options, style = ExportOptions(title_page=True), HouseStyle(header="ACME & Söhne")

    with translation.override("es"):
        for name in (FormatName.PDF, FormatName.DOCX):
            row = registry.find(KindName.DOCUMENT, name)
            row.load_renderer()(source, tmp_path / name, options, no_progress, style)

    with pypdfium2.PdfDocument(tmp_path / FormatName.PDF) as document:
        first = document[0].get_textpage().get_text_range()
    assert first.split("\r\n")[:3] == ["Vans", "ACME & Söhne", "9 de marzo de 2026"]
    word = docx.Document(str(tmp_path / FormatName.DOCX))
    assert [p.text for p in word.paragraphs[:3]] == ["Vans", "ACME & Söhne", "9 de marzo de 2026"]


@pytest.mark.parametrize("name", [FormatName.DOCX, FormatName.HTML, FormatName.MARKDOWN, FormatName.PDF])
def test_text_without_headings_has_no_contents(make_file: MakeFile, name: FormatName) -> None:
    made = make_file(DocumentContent("Words.\n\n- [a](#b)\n"), name, contents=True)

    made.assert_verified()
    assert b"Contents" not in made.path.read_bytes()
