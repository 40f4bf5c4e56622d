"""What stands in paragraphs of Word files: nothing changes its meaning, and what is left out is named."""

import pytest

from artifacts.markdown.render import render_markdown
from artifacts.rows.losses import Loss
from artifacts.sources.importing.reading import read_file
from tests.artifacts.sources.importing.word.parts import p, r, style, word


def read(body: str, **parts: str) -> tuple[str, tuple[str, ...]]:
    imported = read_file("a.docx", word(body, parts=parts))
    return imported.content.text.strip(), imported.losses


def script(text: str, place: str) -> str:
    return r(text, f'<w:vertAlign w:val="{place}"/>')


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (["25 km", script("2", "superscript")], "25 km²"),
        (["10", script("-6", "superscript"), " m"], "10⁻⁶ m"),
        (["CO", script("2", "subscript")], "CO₂"),
        (["x", script("max", "subscript")], "x<sub>max</sub>"),
        (["1", script("st", "superscript")], "1<sup>st</sup>"),
        ([r("Tenant", '<w:u w:val="single"/>')], "<u>Tenant</u>"),
        ([r("no", '<w:u w:val="none"/>')], "no"),
        (["a", r(" b ", "<w:b/>"), "c"], "a **b** c"),
        ([r("off", '<w:b w:val="0"/>')], "off"),
        (["a", r("(b)", "<w:b/>"), "c"], "a(**b**)c"),
        ([r("one", "<w:b/><w:i/>"), r(" two", "<w:b/>")], "***one*** **two**"),
        (["<w:r><w:rPr><w:b/></w:rPr><w:t>one</w:t><w:br/><w:t>two</w:t></w:r>"], "**one**  \n**two**"),
        (["\u0627\u064b", r("(x)", "<w:b/>"), " y"], "\u0627\u064b(**x)** y"),
    ],
)
def test_looks_of_text(runs: list[str], text: str) -> None:
    assert read(p(*runs)) == (text, ())


def test_emphasis_by_style_and_code() -> None:
    styles = style("S", "Strong", kind="character") + style("E", "Emphasis", kind="character")
    styles += style("C", "HTML Code", kind="character") + style("B", "x", '<w:basedOn w:val="S"/>', "character")
    runs = [r(name, f'<w:rStyle w:val="{name}"/>') for name in "SECB"]
    assert read(p(*(f"{run}{r(' ')}" for run in runs)), styles=styles)[0] == "**S** *E* `C` **B**"


def form_field(facts: str) -> str:
    begin = f'<w:fldChar w:fldCharType="begin"><w:ffData>{facts}</w:ffData></w:fldChar>'
    return f'<w:r>{begin}</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (f"<w:r><w:ruby><w:rt>{r('とう')}</w:rt><w:rubyBase>{r('東')}</w:rubyBase></w:ruby></w:r>", "a東（とう）b"),
        (form_field("<w:checkBox><w:default/></w:checkBox>"), "a☒b"),
        (form_field('<w:checkBox><w:default/><w:checked w:val="0"/></w:checkBox>'), "a☐b"),
        (
            form_field(
                '<w:ddList><w:result w:val="1"/><w:listEntry w:val="red"/><w:listEntry w:val="blue"/></w:ddList>'
            ),
            "ablueb",
        ),
    ],
)
def test_readings_and_fields_of_forms_are_shown(inside: str, text: str) -> None:
    assert read(p("a", inside, "b")) == (text, ())


def test_every_body_is_read() -> None:
    assert read(f"{p('one')}</w:body><w:body>{p('two')}")[0] == "one\n\ntwo"


def test_raised_code_stays_raised() -> None:
    above = '<w:rStyle w:val="C"/><w:vertAlign w:val="superscript"/>'
    styles = style("C", "HTML Code", kind="character")
    assert read(p(r("10"), r("6", above), r(" and x"), r("ab", above)), styles=styles)[0] == "10⁶ and x<sup>ab</sup>"


@pytest.mark.parametrize(
    "text",
    [
        "&lt;b&gt; and &amp;euro;",
        "---",
        "===",
        "1. no list",
        "- no item",
        "# no head",
        "a * b * c",
        "[x](y)",
        "$x$ $y$",
    ],
)
def test_literal_text_stays_literal(text: str) -> None:
    shown = render_markdown(read(p(text))[0])
    assert shown.replace("&amp;", "&").strip() == f"<p>{text.replace('&amp;', '&')}</p>"
    assert "<math" not in shown


def test_hidden_text_is_out_and_named() -> None:
    styles = style("H", "Secret", "<w:rPr><w:vanish/></w:rPr>", "character")
    body = p(
        "Price. ",
        r("Floor 900.", "<w:vanish/>"),
        r("Secret.", '<w:rStyle w:val="H"/>'),
        r("x", '<w:vanish w:val="0"/>'),
    )
    assert read(body, styles=styles) == ("Price. x", (Loss.HIDDEN_TEXT.told(2),))


def test_tracked_changes_are_taken_as_they_end() -> None:
    body = p(
        "Fee ", "<w:moveFrom><w:r><w:t>old</w:t></w:r></w:moveFrom>", "<w:moveTo><w:r><w:t>new</w:t></w:r></w:moveTo>"
    )
    body += p("<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>", "<w:ins><w:r><w:t>here</w:t></w:r></w:ins>")
    assert read(body) == ("Fee new\n\nhere", (Loss.TRACKED_DELETIONS.told(1),))


def test_characters_of_symbol_fonts() -> None:
    symbols = (("Symbol", "F0B1"), ("Wingdings", "F0FE"), ("Wingdings", "00FC"), ("Webdings", "F001"))
    runs = [f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>' for font, code in symbols]
    private = r("\uf061", '<w:rFonts w:ascii="Symbol"/>')
    assert read(p(*runs, private)) == ("±☑✓α", (Loss.SYMBOLS.told(1),))


def field(instruction: str, text: str) -> str:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{marks[0]}<w:r><w:instrText>{instruction}</w:instrText></w:r>{marks[1]}{r(text)}{marks[2]}"


def test_links_of_all_kinds() -> None:
    body = p(
        '<w:hyperlink r:id="a"><w:r><w:t>wiki</w:t></w:r></w:hyperlink>',
        " ",
        field('HYPERLINK "https://example.org/x y"', "field"),
        " ",
        "<w:fldSimple w:instr='HYPERLINK \"tel:+49\"'><w:r><w:t>call</w:t></w:r></w:fldSimple>",
        " ",
        field('HYPERLINK \\l "place"', "inner"),
        " ",
        '<w:hyperlink r:id="b"><w:r><w:t>file</w:t></w:r></w:hyperlink>',
        field("PAGE", "7"),
    )
    data = word(body, links={"a": "https://example.org/M_(p)", "b": "file:///c:/secret"})
    imported = read_file("a.docx", data)
    assert imported.content.text.strip() == (
        "[wiki](<https://example.org/M_(p)>) [field](https://example.org/x%20y) [call](tel:+49) inner file7"
    )
    assert imported.losses == (Loss.LINKS.told(2),)


def test_notes_stand_at_the_end() -> None:
    note = f'<w:footnote w:id="3">{p("First.")}{p("More.")}</w:footnote>'
    end = '<w:endnote w:id="3"><w:p><w:r><w:t>End.</w:t></w:r></w:p></w:endnote>'
    body = p("a", '<w:r><w:footnoteReference w:id="3"/></w:r>', "b", '<w:r><w:endnoteReference w:id="3"/></w:r>')
    body += p("c", '<w:r><w:footnoteReference w:id="9"/></w:r>')
    text, losses = read(body, footnotes=note, endnotes=end)
    assert text == "a[^1]b[^2]\n\nc[^3]\n\n[^1]: First.\n\n    More.\n\n[^2]: End."
    assert losses == (Loss.FOOTNOTES.told(1),)


def test_text_boxes_are_text_and_stand_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>Deadline</w:t></w:r></w:p></w:txbxContent>"
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert read(p("Before ", both) + p("after")) == ("Before\n\nDeadline\n\nafter", ())


def test_equations_are_math() -> None:
    def e(name: str, text: str) -> str:
        return f"<m:{name}><m:r><m:t>{text}</m:t></m:r></m:{name}>"

    fraction = f"<m:oMath><m:f>{e('num', 'a')}{e('den', 'b')}</m:f></m:oMath>"
    power = f"<m:oMath><m:sSup>{e('e', 'x')}{e('sup', '2')}</m:sSup></m:oMath>"
    root = f"<m:oMath><m:rad><m:deg/>{e('e', 'x')}</m:rad></m:oMath>"
    body = p("of ", fraction, " and ", power) + p(f"<m:oMathPara>{root}</m:oMathPara>") + p("x", "<m:oMath/>")
    assert read(body) == ("of $\\frac{a}{b}$ and $x^{2}$\n\n$$\\sqrt{x}$$\n\nx", (Loss.EQUATIONS.told(1),))


def test_headers_and_breaks_are_named() -> None:
    body = p("a", '<w:r><w:br w:type="page"/></w:r>') + p("b", "<w:r><w:br/></w:r>", "c")
    text, losses = read(body, header=p("CONFIDENTIAL"), footer=p(""))
    assert text == "a\n\nb  \nc"
    assert losses == (Loss.PAGE_BREAKS.told(1), Loss.HEADERS_FOOTERS.told(1))


def test_a_table_of_contents_is_left_out_and_named() -> None:
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    body = f"<w:sdt>{gallery}<w:sdtContent>{p('One ... 1')}</w:sdtContent></w:sdt>"
    body += f"<w:sdt><w:sdtContent>{p('kept')}</w:sdtContent></w:sdt>"
    assert read(body) == ("kept", (Loss.CONTENTS.told(1),))


def test_parts_are_found_by_relationships_under_any_name() -> None:
    assert read_file("a.docx", word(p("here"), main="odd/Main.bin")).content.text == "here\n"


def test_strict_files_are_read() -> None:
    assert read_file("a.docx", word(p(r("strict", "<w:b/>")), is_strict=True)).content.text == "**strict**\n"


def test_marks_beside_breaks_in_cells_hold() -> None:
    lines = "".join(p(r(text, "<w:b/>")) for text in ("(a)", "“b”", "c"))
    text = read(f"<w:tbl><w:tr><w:tc>{lines}</w:tc></w:tr></w:tbl>")[0]
    assert render_markdown(text).count("<strong>") == 3
