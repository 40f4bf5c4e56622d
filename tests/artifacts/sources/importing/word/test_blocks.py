"""Blocks of Word files: lists as Word counts them, tables with every value under its head."""

import pytest

from artifacts.markdown.render import render_markdown
from artifacts.rows.errors import NotParsed
from artifacts.rows.losses import Loss
from artifacts.sources.importing.reading import read_file
from artifacts.sources.importing.word.numbering import spelled
from tests.artifacts.sources.importing.word.parts import cell, item, level, numbering, p, r, row, style, word

DECIMAL = level(0, "decimal", "%1.") + level(1, "decimal", "%2.") + level(2, "bullet", "•")


def read(body: str, **parts: str) -> tuple[str, tuple[str, ...]]:
    imported = read_file("a.docx", word(body, parts=parts))
    return imported.content.text.strip(), imported.losses


def test_a_list_goes_on_after_a_paragraph_and_begins_anew_where_it_does() -> None:
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    body = item("a") + item("b") + p("between") + item("c") + item("d", list_id=2) + item("e", list_id=2)
    text, _losses = read(body, numbering=numbering(DECIMAL, "", restart))
    assert text == "1. a\n2. b\n\nbetween\n\n3. c\n5) d\n6) e"
    assert '<ol start="5">' in render_markdown(text)


def test_levels_start_again_below_their_parent() -> None:
    body = item("a") + item("b", 1) + item("c", 1) + item("d", 2) + item("e") + item("f", 1)
    text, _losses = read(body, numbering=numbering(DECIMAL, ""))
    assert text == "1. a\n    1. b\n    2. c\n        - d\n2. e\n    1. f"


def test_letters_and_numerals_are_kept_as_words() -> None:
    levels = level(0, "lowerRoman", "(%1)") + level(1, "upperLetter", "%2)") + level(2, "decimal", "%1.%3")
    body = item("a") + item("b") + item("c", 1) + item("d", 2) + p("see (ii)")
    text, _losses = read(body, numbering=numbering(levels, ""))
    assert text == "(i) a\n\n(ii) b\n\nA) c\n\nii.1 d\n\nsee (ii)"


@pytest.mark.parametrize(
    ("count", "number_format", "text"),
    [(4, "lowerRoman", "iv"), (1994, "upperRoman", "MCMXCIV"), (27, "lowerLetter", "aa"), (3, "upperLetter", "C")],
)
def test_numbers_are_spelled(count: int, number_format: str, text: str) -> None:
    assert spelled(count, number_format) == text


def test_headings_keep_their_numbers() -> None:
    numbered = '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = style("H1", "heading 1", numbered.replace('"1"/><w:numId', '"0"/><w:numId')) + style(
        "H2", "heading 2", numbered
    )
    levels = level(0, "decimal", "%1") + level(1, "decimal", "%1.%2")
    heads = [p("Scope", properties=f'<w:pStyle w:val="{name}"/>') for name in ("H1", "H2", "H2", "H1")]
    text, _losses = read("".join(heads), styles=styles, numbering=numbering(levels, ""))
    assert text == "# 1 Scope\n\n## 1.1 Scope\n\n## 1.2 Scope\n\n# 2 Scope"


def test_quotes_code_rules_and_tasks() -> None:
    styles = style("Q", "Quote") + style("C", "Source Code")
    border = '<w:pBdr><w:bottom w:val="single"/></w:pBdr>'
    body = p("one", properties='<w:pStyle w:val="Q"/>') + p("two", properties='<w:pStyle w:val="Q"/>')
    body += p("x = `1`", properties='<w:pStyle w:val="C"/>') + p("  *y*", properties='<w:pStyle w:val="C"/>')
    body += p(properties=border) + item("☒ done") + item("☐ open")
    text, _losses = read(body, styles=styles, numbering=numbering(level(0, "bullet", "•"), ""))
    assert text == "> one\n>\n> two\n\n```\nx = `1`\n  *y*\n```\n\n---\n\n- [x] done\n- [ ] open"


def test_rows_that_begin_later_keep_their_columns() -> None:
    head = row(*(cell(p(name)) for name in "ABC"))
    late = row(cell(p("2")), cell(p("3")), properties='<w:gridBefore w:val="1"/>')
    early = row(cell(p("1")), properties='<w:gridAfter w:val="2"/>')
    assert read(f"<w:tbl>{head}{late}{early}</w:tbl>")[0].split("\n")[2:] == ["|  | 2 | 3 |", "| 1 |  |  |"]


def test_merged_cells_are_split_and_named() -> None:
    merged = '<w:vMerge w:val="restart"/>'
    first = row(cell(p("A"), properties='<w:gridSpan w:val="2"/>'), cell(p("C"), properties=merged))
    second = row(cell(p("1")), cell(p("2")), cell(p("C"), properties="<w:vMerge/>"))
    text, losses = read(f"<w:tbl>{first}{second}</w:tbl>")
    assert text == "| A |  | C |\n| --- | --- | --- |\n| 1 | 2 |  |"
    assert losses == (Loss.MERGED_CELLS.told(2),)


def test_paragraphs_of_a_cell_are_lines() -> None:
    inner = f"<w:tbl>{row(cell(p('x')), cell(p('y')))}</w:tbl>"
    body = f"<w:tbl>{row(cell(p('a|b'), item('one'), p('c')), cell(inner, p('')))}</w:tbl>"
    text, losses = read(body, numbering=numbering(level(0, "lowerLetter", "%1)"), ""))
    assert text.startswith("| a\\|b<br>a) one<br>c | x, y |")
    assert losses == (Loss.NESTED_TABLES.told(1),)


def test_alignment_of_the_head_is_that_of_the_column() -> None:
    head = row(cell(p("A")), cell(p("B", properties='<w:jc w:val="right"/>')))
    assert read(f"<w:tbl>{head}{row(cell(p('1')), cell(p('2')))}</w:tbl>")[0].split("\n")[1] == "| --- | ---: |"


def test_a_file_without_words_is_refused_in_words() -> None:
    with pytest.raises(NotParsed, match="empty"):
        read(p(r("")))


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password"), (b"\xd0\xcf\x11\xe0old", "older")],
)
def test_files_that_are_no_package_are_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(NotParsed, match=words):
        read_file("a.docx", data)
