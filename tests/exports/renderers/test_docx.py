"""Word files, read back by python-docx."""

import zipfile
from datetime import UTC, datetime, timedelta
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from artifacts.kinds.document.content import DocumentContent
from artifacts.kinds.table.content import ColumnType
from exports.formats.options import Orientation
from exports.rows.enums import FormatName
from exports.rows.limits import WORD_MAX_COLUMNS
from tests.exports.conftest import MadeFile, MakeFile, big_table, table_of

TEXT = """# Título 日本

A **bold *both*** `code` [link](https://example.org/?a=1&b=2) ~~gone~~[^1] again[^1].

- [x] done
  - inner
    1. deep

3. three
4. four

text

1. one again

> quote

```py
x = 1

  y\t= 2
```

| a | b | c |
|:--|--:|:-:|
| 1 \\| 2 | **2** | مرحبا |
|   | x |   |

---

مرحبا بالعالم

<div>raw <b>html</b></div>

![a cat](https://example.org/cat.png)

## नमस्ते 🎉

[^1]: note *one*
"""


def document_of(made: MadeFile) -> Any:
    made.assert_verified()
    return docx.Document(str(made.path))


def test_table_of_200_rows_keeps_every_value(make_file: MakeFile) -> None:
    table = big_table(200)

    document = document_of(make_file(table, FormatName.DOCX))

    [made] = document.tables
    rows = [[cell.text for cell in row.cells] for row in made.rows]
    assert rows[0] == ["Id", "Name", "Price", "Share", "Day", "Sold"]
    for row, (number, name, price, share, day, is_sold) in zip(rows[1:], table.rows, strict=True):
        shown = f"€{price:,.2f}", f"{share:.1%}", "Yes" if is_sold else "No"
        assert row == [str(number), name, shown[0], shown[1], day, shown[2]]
    assert made.style.name == "Diptych Table"
    assert made.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    assert document.paragraphs[0].text == "Vans"
    assert document.core_properties.title == "Vans"


def test_document_keeps_its_structure(make_file: MakeFile) -> None:
    made = make_file(DocumentContent(TEXT), FormatName.DOCX, title="Plan <1> & 2")

    document = document_of(made)

    assert made.figures == {"headings": 2, "tables": 1, "table_rows": 3, "footnotes": 1, "images": 0}
    assert made.rendered.losses == {"images_left_out": 1}
    found = [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs if paragraph.text]
    assert found == [
        ("Heading 1", "Título 日本"),
        ("Normal", "A bold both code link gone again1."),
        ("List Bullet", "☒ done"),
        ("List Bullet", "inner"),
        ("List Number", "deep"),
        ("List Number", "three"),
        ("List Number", "four"),
        ("Normal", "text"),
        ("List Number", "one again"),
        ("Quote", "quote"),
        ("Code", "x = 1\n\n  y\t= 2"),
        ("Normal", "مرحبا بالعالم"),
        *[("Normal", text) for text in ("raw html",) if any(p.text == text for p in document.paragraphs)],
        ("Normal", "a cat"),
        ("Heading 2", "नमस्ते 🎉"),
    ]
    assert document.core_properties.title == "Plan <1> & 2"
    assert document.sections[0].header.paragraphs[0].text == "Plan <1> & 2"
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [
        ["a", "b", "c"],
        ["1 | 2", "2", "مرحبا"],
        ["", "x", ""],
    ]


def test_looks_links_and_footnotes(make_file: MakeFile) -> None:
    made = make_file(DocumentContent(TEXT), FormatName.DOCX)

    paragraph = document_of(made).paragraphs[1]

    looks = {run.text: (run.bold, run.italic, run.font.strike) for run in paragraph.runs}
    assert looks["bold "][:2] == (True, None)
    assert looks["both"][:2] == (True, True)
    assert looks["gone"][2] is True
    assert [link.address for link in paragraph.hyperlinks] == ["https://example.org/?a=1&b=2"]
    with zipfile.ZipFile(made.path) as package:
        notes = etree.fromstring(package.read("word/footnotes.xml"))
    assert "".join(notes[-1].itertext()).strip() == "note one"


def test_each_numbered_list_counts_by_itself(make_file: MakeFile) -> None:
    made = make_file(DocumentContent("1. a\n2. b\n\ntext\n\n7. c\n"), FormatName.DOCX)

    numbers = [p._p.pPr.numPr.numId.val for p in document_of(made).paragraphs if p.style.name == "List Number"]
    with zipfile.ZipFile(made.path) as package:
        numbering = etree.fromstring(package.read("word/numbering.xml"))

    assert numbers[0] == numbers[1] != numbers[2]
    starts = [start.get(qn("w:val")) for start in numbering.iter(qn("w:startOverride"))]
    assert starts == ["1", "7"]


def test_right_to_left_text_is_marked(make_file: MakeFile) -> None:
    document = document_of(make_file(DocumentContent("مرحبا\n\nhello\n"), FormatName.DOCX))

    marked = [paragraph._p.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None for paragraph in document.paragraphs]
    assert marked == [True, False]


def test_language_is_declared(make_file: MakeFile) -> None:
    made = make_file(DocumentContent("Hola\n"), FormatName.DOCX, language="es")

    with zipfile.ZipFile(made.path) as package:
        styles = etree.fromstring(package.read("word/styles.xml"))
    assert {lang.get(qn("w:val")) for lang in styles.iter(qn("w:lang"))} == {"es"}


def test_scripts_that_run_nothing(make_file: MakeFile) -> None:
    text = "[x](javascript:alert(1)) [y](file:///etc/passwd)\n"

    document = document_of(make_file(DocumentContent(text), FormatName.DOCX))

    assert document.paragraphs[0].hyperlinks == []
    assert document.paragraphs[0].text == "x y"


def test_wide_table_turns_the_paper(make_file: MakeFile) -> None:
    table = table_of([f"Column {n}" for n in range(12)], [["value"] * 12])

    section = document_of(make_file(table, FormatName.DOCX)).sections[0]
    upright = document_of(make_file(table, FormatName.DOCX, orientation=Orientation.PORTRAIT)).sections[0]

    assert section.page_width > section.page_height
    assert upright.page_width < upright.page_height


def test_a_wide_table_is_cut_into_bands_with_their_heads(make_file: MakeFile) -> None:
    names = [f"Column {number}" for number in range(WORD_MAX_COLUMNS + 1)]
    rows = [[f"{row}-{name}" for name in names] for row in range(3)]
    document = document_of(make_file(table_of(names, rows), FormatName.DOCX))
    heads = [[cell.text for cell in table.rows[0].cells] for table in document.tables]
    assert len(heads) > 1
    assert [name for head in heads for name in head] == names
    widths = [int(column.get(qn("w:w"))) for table in document.tables for column in table._tbl.tblGrid]
    assert min(widths) > 700
    captions = [paragraph.text for paragraph in document.paragraphs if paragraph.text.startswith("Columns ")]
    assert captions[0] == f"Columns 1 to {len(heads[0])}"


def test_cells_have_the_size_that_widths_are_made_for_and_no_space_below(make_file: MakeFile) -> None:
    made = make_file(table_of(["A", "B"], [["x", ""], ["long " * 200, "y"]]), FormatName.DOCX)
    document = document_of(made)
    [table] = document.tables
    assert {p.style.name for row in table.rows for cell in row.cells for p in cell.paragraphs} == {"Table Text"}
    style = document.styles["Table Text"]
    assert (style.font.size, style.paragraph_format.space_after) == (Pt(9), Pt(1))
    assert document.styles["Normal"].element.find(f".//{qn('w:sz')}") is None
    splits = [row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is None for row in table.rows]
    assert splits == [False, False, True]


def test_a_table_of_a_document_that_has_too_many_columns_is_named(make_file: MakeFile) -> None:
    row = f"|{' word |' * 40}\n"
    made = make_file(DocumentContent(f"{row}|{'---|' * 40}\n{row}"), FormatName.DOCX)
    assert made.rendered.losses == {"narrow_columns": 1}


@pytest.mark.parametrize("text", ["", "\n\n", "#\n", "- \n", "> \n", "| a |\n|---|\n", "[^1]: alone\n", "```\n```\n"])
def test_documents_with_nothing_in_them(make_file: MakeFile, text: str) -> None:
    made = make_file(DocumentContent(text), FormatName.DOCX)

    made.assert_verified()
    assert document_of(made).core_properties.title == "Vans"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.text(max_size=20), min_size=3, max_size=3), max_size=5))
def test_any_text_in_cells_reads_back(make_file: MakeFile, rows: list[list[str]]) -> None:
    document = document_of(make_file(table_of(["A", "B", "C"], list(rows)), FormatName.DOCX))

    found = [[cell.text for cell in row.cells] for row in document.tables[0].rows][1:]
    assert found == [[as_written(text) for text in row] for row in rows]


def as_written(text: str) -> str:
    """Return what XML can hold of a text, with LF as line end."""
    kept = "".join(c for c in text if (ord(c) >= 32 or c in "\t\n\r") and c not in "\ufffe\uffff")
    return "".join(c for c in kept if not 0xD800 <= ord(c) < 0xE000).replace("\r\n", "\n").replace("\r", "\n")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="ab *_`[]()#>-1.|\n~!^:<&\\\t", max_size=200))
def test_any_markdown_makes_a_file_that_opens(make_file: MakeFile, text: str) -> None:
    made = make_file(DocumentContent(text), FormatName.DOCX)

    made.assert_verified()
    assert document_of(made).core_properties.title == "Vans"


def test_addresses_of_a_table_are_links(make_file: MakeFile) -> None:
    address = "https://example.org/?a=1&b=2"
    table = table_of(["Site", "Text"], [[address, address], ["none", "x"]], Site=ColumnType.LINK)

    document = document_of(make_file(table, FormatName.DOCX))

    [first, second] = [row.cells[0].paragraphs[0] for row in document.tables[0].rows[1:]]
    assert [link.address for link in first.hyperlinks] == [address]
    assert (first.text, second.hyperlinks, second.text) == (address, [], "none")


def test_a_file_was_made_today(make_file: MakeFile) -> None:
    document = document_of(make_file(DocumentContent("text"), FormatName.DOCX))

    properties = document.core_properties
    assert properties.created == properties.modified
    assert abs(datetime.now(UTC) - properties.created.replace(tzinfo=UTC)) < timedelta(minutes=5)


def test_arabic_headings_are_as_large_as_others_and_arabic_tables_begin_at_the_right(make_file: MakeFile) -> None:
    text = "| اسم | قيمة |\n|---|--:|\n| نص | نص |\n\n| a | b |\n|---|--:|\n| نص | نص |\n"

    document = document_of(make_file(DocumentContent(text), FormatName.DOCX))

    arabic, latin = (table._tbl.tblPr.find(qn("w:bidiVisual")) is not None for table in document.tables)
    assert (arabic, latin) == (True, False)
    value = document.tables[0].cell(1, 1).paragraphs[0]._p.pPr
    assert (value.find(qn("w:bidi")) is not None, value.find(qn("w:jc"))) == (True, None)
    for name in ("Heading 1", "Table Text", "Code"):
        look = document.styles[name].element.rPr
        assert look.find(qn("w:szCs")).get(qn("w:val")) == look.find(qn("w:sz")).get(qn("w:val"))


def test_an_arabic_title_over_a_table_begins_at_the_right(make_file: MakeFile) -> None:
    document = document_of(make_file(table_of(["A"], [["x"]]), FormatName.DOCX, title="فواتير"))

    assert document.paragraphs[0]._p.pPr.find(qn("w:bidi")) is not None
