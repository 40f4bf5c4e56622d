import re

import pytest

from artifacts.markdown.render import render_markdown
from artifacts.shown.rendered_changes import mark_changes


def marked(old: str, new: str) -> str:
    html = mark_changes(render_markdown(old), render_markdown(new))
    return html.replace(' data-change tabindex="-1"', "")


@pytest.mark.parametrize(
    ("old", "new", "html"),
    [
        ("# Plan", "# Goals", "<h1><del>Plan</del><ins>Goals</ins></h1>"),
        (
            "We meet on **Monday** at ten.",
            "We meet on **Friday** at ten.",
            "<p>We meet on <del><strong>Monday</strong></del><ins><strong>Friday</strong></ins> at ten.</p>",
        ),
        ("- one\n- two", "- one\n- two\n- three", "<ul><li>one</li><li>two</li><li><ins>three</ins></li></ul>"),
        ("Old words here.", "Nothing alike.", "<p><del>Old words here.</del></p><p><ins>Nothing alike.</ins></p>"),
        ("a b c d e f g", "a b x y e f g", "<p>a b <del>c d</del><ins>x y</ins> e f g</p>"),
        ("fish & chips < 5", "fish & chips < 6", "<p>fish &amp; chips &lt; <del>5</del><ins>6</ins></p>"),
        ("same\n\nold", "same", "<p>same</p><p><del>old</del></p>"),
    ],
)
def test_mark_changes_stands_around_words(old: str, new: str, html: str) -> None:
    assert marked(old, new) == html


def test_mark_changes_in_tables_stays_within_cells() -> None:
    table = "| item | price |\n|---|--:|\n| tea | {} |\n{}"
    html = marked(table.format(3, ""), table.format(4, "| milk | 1 |\n"))
    cells = re.findall(r"<td[^>]*>(.*?)</td>", html)
    assert cells == ["tea", "<del>3</del><ins>4</ins>", "<ins>milk</ins>", "<ins>1</ins>"]
    assert re.search(r"<(?:ins|del)><t[rd]", html) is None


def test_formulas_are_marked_as_a_whole() -> None:
    html = marked("sum $a^2$", "sum $b^2$")
    assert re.fullmatch(r"<p>sum <del><math.*</math></del><ins><math.*</math></ins></p>", html)


@pytest.mark.parametrize("text", ["", "# A\n\nb\n\n- c\n  - d\n\n```\ne\n```\n", "| a |\n|---|\n| b[^1] |\n\n[^1]: c"])
def test_equal_texts_bear_no_mark(text: str) -> None:
    assert "data-change" not in mark_changes(render_markdown(text), render_markdown(text))


@pytest.mark.parametrize(("old", "new"), [("", "a\n\n> b\n> - c"), ("1. a\n   1. b\n\n***\n\nc", "d\ne")])
def test_elements_stay_balanced(old: str, new: str) -> None:
    html = marked(old, new)
    opened: list[str] = []
    for close, tag in re.findall(r"<(/?)(\w+)[^>]*>", html):
        if tag in ("br", "hr", "input"):
            continue
        if not close:
            opened.append(tag)
        else:
            assert opened.pop() == tag
    assert opened == []
