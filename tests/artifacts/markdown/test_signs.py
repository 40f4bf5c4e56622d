"""No text can forge the signs that stand for images, formulas and tags while it is rendered."""

import pytest

from artifacts.markdown.render import render_markdown
from artifacts.markdown.signs import EDGE, Signs
from exports.flow.blocks import Paragraph, blocks

DIGEST = "a" * 64


def address(digest: str) -> str | None:
    return f"/files/{digest[:4]}/"


@pytest.mark.parametrize("number", range(0xFDD0, 0xFDD4))
@pytest.mark.parametrize("code", ["0", "7", "image0", "math0", "br", "/sup"])
def test_a_sign_written_as_an_entity_means_nothing(number: int, code: str) -> None:
    forged = f"&#x{number:X};{code}&#x{number:X};"
    source = f'![x](file:{DIGEST}) $x$ <br>\n\n{forged}\n\n[a](http://x "{forged}")'
    html = render_markdown(source, image_address=address)
    assert html.count("<img ") == 1
    assert html.count("<math ") == 1
    assert html.count("<br>") == 1
    assert f'title="{chr(number)}{code}{chr(number)}"' in html
    assert [block for block in blocks(source) if isinstance(block.content, Paragraph)]


def test_a_sign_written_as_a_character_is_replaced() -> None:
    assert EDGE not in render_markdown(f"{EDGE}br{EDGE} <br>")


def test_signs_of_two_renderings_differ() -> None:
    one, other = Signs(), Signs()
    assert one.sign("br") != other.sign("br")
    assert one.replace(other.sign("br"), lambda _code: "<br>") == other.sign("br")


def test_tags_that_are_kept_close_in_their_paragraph() -> None:
    html = render_markdown("H<sub>2</sub>O, <u>a *b</u> c*, 10<SUP>6</SUP>, <sup>open\n\nnext</sup> <sup a=b>x</sup>")
    assert "H<sub>2</sub>O" in html
    assert "10<sup>6</sup>" in html
    assert "<p>next" in html
    assert html.count("<sup") == html.count("</sup>") == 2
    assert "a=b" not in html
