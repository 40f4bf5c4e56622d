"""Formulas in files: equations in Word, drawn on paper, the source in Markdown."""

import zipfile

import pypdfium2
import pytest
from lxml import etree

from artifacts.kinds.document.content import DocumentContent
from artifacts.markdown.math import Formula
from exports.ooxml.equations import display_equation, equation
from exports.pdf.formulas import draw_formulas
from exports.rows.enums import FormatName
from tests.exports.conftest import MakeFile

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
TEXT = r"""
Energy is $E = mc^2$, the set \(\{x\,|\,x>0\}\).

$$\sum_{i=1}^{n} i = \frac{n(n+1)}{2}$$

Not read: $\foo{x}$. 25 m<sup>2</sup> of H<sub>2</sub>O, <u>signed</u>.
"""


def shape(tex: str) -> list[str]:
    root = etree.fromstring(equation(Formula(tex, tex, is_display=True)).replace("w:", ""))
    return [element.tag.removeprefix(MATH) for element in root.iter() if element.tag.startswith(MATH)]


@pytest.mark.parametrize(
    ("tex", "tag", "words"),
    [
        (r"\frac{a}{b}", "f", "ab"),
        (r"x^2", "sSup", "x2"),
        (r"x_i", "sSub", "xi"),
        (r"x_i^2", "sSubSup", "xi2"),
        (r"\sqrt{x}", "rad", "x"),
        (r"\sqrt[3]{x}", "rad", "3x"),
        (r"\int_0^1 x", "nary", "01x"),
        (r"\hat{x}", "acc", "x"),
        (r"\overline{x}", "bar", "x"),
        (r"\left( x \right)", "d", "x"),
        (r"\begin{matrix}a & b\\c & d\end{matrix}", "m", "abcd"),
        (r"\underset{n}{\max}", "limLow", "maxn"),
    ],
)
def test_an_equation_has_the_parts_of_the_formula(tex: str, tag: str, words: str) -> None:
    assert tag in shape(tex)
    root = etree.fromstring(equation(Formula(tex, tex, is_display=False)).replace("w:", ""))
    assert "".join(element.text or "" for element in root.iter(f"{MATH}t")) == words


def test_an_equation_of_what_cannot_be_read_is_none() -> None:
    assert display_equation(Formula("$x$", r"\frac{a", is_display=True)) == ""


def test_word_holds_equations_and_the_source_of_the_others(make_file: MakeFile) -> None:
    made = make_file(DocumentContent(TEXT), FormatName.DOCX)
    made.assert_verified()
    with zipfile.ZipFile(made.path) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    assert len(root.findall(f".//{MATH}oMath")) == 3
    assert len(root.findall(f".//{MATH}oMathPara")) == 1
    words = "".join(root.itertext())
    assert r"$\foo{x}$" in words
    assert r"\sum" not in words
    scripts = root.xpath("//*[local-name()='vertAlign']/@*[local-name()='val']")
    assert scripts == ["superscript", "subscript"]
    assert root.xpath("count(//*[local-name()='u'])") == 1


def test_paper_shows_the_formulas(make_file: MakeFile) -> None:
    made = make_file(DocumentContent(TEXT), FormatName.PDF)
    made.assert_verified()
    with pypdfium2.PdfDocument(made.path) as document:
        words = document[0].get_textpage().get_text_range()
    assert "∑" in words
    assert r"\sum" not in words
    assert r"$\foo{x}$" in words


def test_markdown_keeps_the_source(make_file: MakeFile) -> None:
    made = make_file(DocumentContent(TEXT), FormatName.MARKDOWN)
    assert r"\(\{x\,|\,x>0\}\)" in made.path.read_text()


def test_boxes_hold_the_words_of_the_formula_escaped() -> None:
    html = draw_formulas(
        '<p><math display="inline"><mrow><mi>a</mi><mo>&lt;</mo><mtext>b &amp; c</mtext></mrow></math></p>'
    )
    assert html == ('<p><span class="math"><i>a</i><span class="math-relation">&lt;</span>b &amp; c</span></p>')
