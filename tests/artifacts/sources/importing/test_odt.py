"""Texts of OpenDocument: what comes over, and what is named."""

import pytest

from artifacts.rows.enums import KindName
from artifacts.rows.errors import NotParsed, UnsupportedFormat
from artifacts.sources.importing.reading import read_file
from tests.artifacts.sources.importing.workbook.packages import archive

BASE = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = {
    "office": "office",
    "text": "text",
    "table": "table",
    "draw": "drawing",
    "style": "style",
    "fo": "xsl-fo-compatible",
    "svg": "svg-compatible",
}
SPACES = " ".join(f'xmlns:{short}="{BASE}:{name}:1.0"' for short, name in NAMES.items())
SPACES += ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
STYLES = """
    <style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
    <style:style style:name="Up"><style:text-properties style:text-position="super 58%"/></style:style>
    <style:style style:name="Gone" style:family="text"><style:text-properties text:display="none"/></style:style>
    <style:style style:name="Quotations"/>
    <style:style style:name="P1" style:parent-style-name="Quotations">
      <style:paragraph-properties fo:break-before="page"/></style:style>
    <style:style style:name="Preformatted_20_Text"/>
    <text:list-style style:name="L"><text:list-level-style-number style:num-format="1" style:num-suffix="."/>
      <text:list-level-style-number style:num-format="a" style:num-suffix=")"/></text:list-style>
    <text:list-style style:name="U"><text:list-level-style-bullet/></text:list-style>
"""


def odt(body: str, **parts: str) -> bytes:
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{STYLES}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, **parts})


def p(inside: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{inside}</text:p>'


def listed(name: str, *items: str, more: str = "") -> str:
    inside = "".join(f"<text:list-item>{item}</text:list-item>" for item in items)
    return f'<text:list text:style-name="{name}" {more}>{inside}</text:list>'


def span(style: str, text: str) -> str:
    return f'<text:span text:style-name="{style}">{text}</text:span>'


NOTE = (
    "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>why</text:p></text:note-body>"
    "</text:note>"
)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ('<text:h text:outline-level="2">Oak &amp; ash</text:h>', "## Oak & ash"),
        (p(f"10{span('Up', '6')} {span('B', 'big')}<text:s text:c='2'/>x<text:tab/>y"), "10⁶ **big**  x y"),
        (p("a\n   b<text:line-break/>c"), "a b  \nc"),
        (p("1 &lt; 2 *not*"), "1 \\< 2 \\*not\\*"),
        (
            p('see <text:a xlink:href="https://example.org/a_(b)">this</text:a>'),
            "see [this](<https://example.org/a_(b)>)",
        ),
        (p("one", "Quotations") + p("two", "Quotations"), "> one\n>\n> two"),
        (p("x = 1", "Preformatted_20_Text") + p("  y", "Preformatted_20_Text"), "```\nx = 1\n y\n```"),
        (listed("U", p("a") + listed("U", p("b")), p("c")), "- a\n    - b\n- c"),
        (
            listed("L", p("a"), p("b")) + p("x") + listed("L", p("c"), more='text:continue-numbering="true"'),
            "1. a\n2. b\n\nx\n\n3. c",
        ),
        (listed("L", p("a") + listed("L", p("b"))), "1. a\n\n    a) b"),
        (
            p("東<text:ruby><text:ruby-base>京</text:ruby-base><text:ruby-text>きょう</text:ruby-text></text:ruby>"),
            "東京（きょう）",
        ),
        (p(f"word{NOTE}."), "word[^1].\n\n[^1]: why"),
        ("<text:section>" + p("inside") + "</text:section>", "inside"),
    ],
)
def test_texts_come_over(body: str, text: str) -> None:
    found = read_file("a.odt", odt(body))
    assert (found.content.text.strip(), found.losses) == (text, ())


TABLE = (
    "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Kind</text:p></table:table-cell>"
    '<table:table-cell table:number-columns-repeated="2"><text:p>n|m</text:p></table:table-cell></table:table-row>'
    "</table:table-header-rows><table:table-row><table:table-cell table:number-columns-spanned='2'>"
    "<text:p>oak</text:p><text:p>ash</text:p></table:table-cell><table:covered-table-cell/>"
    "<table:table-cell><text:p>3</text:p></table:table-cell></table:table-row></table:table>"
)


def test_table_comes_over_and_can_be_taken_alone() -> None:
    found = read_file("a.odt", odt(p("before") + TABLE))
    assert (
        found.content.text.strip() == "before\n\n| Kind | n\\|m | n\\|m |\n| --- | --- | --- |\n| oak<br>ash |  | 3 |"
    )
    assert found.losses == ("Merged cells were split: 1.",)
    assert read_file("a.odt", odt(TABLE), KindName.TABLE).content.rows == [["oak\nash", None, 3]]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (span("Gone", "secret"), "Hidden text"),
        ("<office:annotation><text:p>note</text:p></office:annotation>", "Comments"),
        ('<text:a xlink:href="#there">x</text:a>', "Links that lead"),
        ("<draw:frame><draw:object xlink:href='Object 1'/></draw:frame>", "Embedded objects"),
        ("<draw:frame><draw:image xlink:href='Pictures/none.png'/></draw:frame>", "Images were left out: 1"),
    ],
)
def test_what_is_left_out_is_named(body: str, words: str) -> None:
    found = read_file("a.odt", odt(p(f"shown {body}")))
    assert "secret" not in found.content.text
    assert len(found.losses) == 1
    assert found.losses[0].startswith(words)


def test_furniture_contents_deletions_and_page_breaks_are_named() -> None:
    header = "<style:header><text:p>Draft</text:p></style:header>"
    header = f"<office:document-styles {SPACES}>{header}</office:document-styles>"
    deleted = "<text:tracked-changes><text:deletion><text:p>old</text:p></text:deletion></text:tracked-changes>"
    body = deleted + "<text:table-of-content><text:p>x</text:p></text:table-of-content>" + p("new", "P1")
    losses = " ".join(read_file("a.odt", odt(body, **{"styles.xml": header})).losses)
    for words in ("Headers and footers", "Tracked deletions", "table of contents", "Page breaks"):
        assert words in losses


def test_refusals_are_sentences() -> None:
    locked = {"META-INF/manifest.xml": "<manifest><encryption-data/></manifest>"}
    with pytest.raises(NotParsed, match="password"):
        read_file("a.odt", odt(p("x"), **locked))
    with pytest.raises(NotParsed, match="empty"):
        read_file("a.odt", odt(""))
    with pytest.raises(UnsupportedFormat):
        read_file("a.odt", archive({"content.xml": f"<office:document-content {SPACES}/>"}))
