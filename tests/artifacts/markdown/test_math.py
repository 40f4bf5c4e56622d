"""Math keeps every backslash: drawn where it can be read, verbatim where not; money stays money."""

import pytest

from artifacts.markdown.math import Formula, take_math
from artifacts.markdown.mathml import mathml
from artifacts.markdown.render import MATH_COST_CHARACTERS, render_markdown
from artifacts.markdown.stream import MarkdownStream
from artifacts.markdown.top_level import top_level_blocks


def found(source: str) -> list[tuple[str, bool]]:
    return [(formula.tex, formula.is_display) for formula in take_math(source, lambda _number: "@")[1]]


@pytest.mark.parametrize(
    ("source", "tex", "is_display"),
    [
        ("so $a_1 * b_1$ is", "a_1 * b_1", False),
        (r"so \(\{x\,|\,x>0\}\) is", r"\{x\,|\,x>0\}", False),
        ("$$x^2$$", "x^2", True),
        ("see $$x$$ here", "x", True),
        ("\\[\na\n= b\n\\]", "a\n= b", True),
        ("$$\na\n- b\n$$", "a\n- b", True),
        ("> $$\n> a\n> + b\n> $$", "a\n+ b", True),
        ("- item\n  $$\n  a\n  $$", "a", True),
        ("| f |\n|---|\n| $\\|x\\|$ |", "|x|", False),
        ("the $n$th", "n", False),
        ("$10$ items", "10", False),
        ("**$x$**", "x", False),
        (r"\\\(x\\)", "", False),
    ],
)
def test_math_is_found(source: str, tex: str, is_display: bool) -> None:
    assert found(source) == ([(tex, is_display)] if tex else [])


@pytest.mark.parametrize(
    "source",
    [
        "costs $5 and $10",
        "from $5 to 10$",
        "$5 for a coffee, 10$ for a tea",
        "**$50** instead of **$60**",
        "$HOME/$USER",
        "US$5, CA$6",
        r"\$x\$",
        "`$x$` and ``\\(y\\)``",
        "```\n$$x$$\n```",
        "    $x$",
        "[a](http://x/$y$)",
        "<http://x/$y$/z>",
        "![$x$](file:a)",
        "$x\n\ny$",
        "| a | b |\n|---|---|\n| $1 | 2$ |",
        "a lone $ here",
        "$ x $",
        r"\( x",
        r"see \[1\] and \[a\_b\]",
    ],
)
def test_other_dollars_and_brackets_are_text(source: str) -> None:
    assert found(source) == []


def test_a_formula_is_mathml_on_the_page() -> None:
    html = render_markdown(r"$\frac{a}{b}$ and $$\sum_i i$$")
    assert '<math display="inline">' in html
    assert "<mfrac><mrow><mi>a</mi></mrow><mrow><mi>b</mi></mrow></mfrac>" in html
    assert 'display="block"' in html


@pytest.mark.parametrize("tex", [r"\frac{a", r"\foo{x}", "}{", r"a & b", r"\sqrt" * 500])
def test_a_formula_that_cannot_be_read_is_verbatim(tex: str) -> None:
    html = render_markdown(rf"\({tex}\)")
    assert html == f"<p>\\({tex.replace('&', '&amp;')}\\)</p>\n"


def test_aligned_lines_are_a_table() -> None:
    assert mathml(r"\begin{aligned}a&=b\\&=c\end{aligned}", is_display=True).count("<mtr>") == 2


@pytest.mark.parametrize("tex", [r"\href{javascript:a}{x}", r"\style{onload:x}{y}", r"\text{<img src=x>}", "<b"])
def test_nothing_of_a_formula_is_markup(tex: str) -> None:
    html = render_markdown(f"${tex}$")
    assert not any(word in html for word in ("href", "style=", "<img", "<b", "javascript:"))


def test_formulas_of_one_text_cost_a_bounded_time() -> None:
    formula = "$" + "x_1 + " * 500 + "y$"
    count = 2 * MATH_COST_CHARACTERS // len(formula)
    html = render_markdown("\n\n".join([formula] * count))
    assert count // 2 - 1 <= html.count("<math ") <= count // 2 + 1
    assert html.count("$x_1 +") == count - html.count("<math ")


def test_the_work_of_finding_is_linear() -> None:
    sizes = [len(take_math(r"$a_1$ \( " * count, lambda number: f"@{number}")[1]) for count in (200, 400)]
    assert sizes == [200, 400]


def test_a_formula_over_lines_is_one_block() -> None:
    source = "Intro\n\n$$\na\n- b\n# c\n$$\n\nEnd\n"
    assert top_level_blocks(source) == ["Intro\n\n", "$$\na\n- b\n# c\n$$\n\n", "End\n"]


@pytest.mark.parametrize("size", [1, 4, 1_000])
def test_streamed_math_is_that_of_the_whole(size: int) -> None:
    source = "Of $a_1$ and \\(b\\):\n\n$$\na\n- b\n= c\n$$\n\n\\[x\\]\n\nIt costs $5.\n"
    stream = MarkdownStream()
    done = [stream.feed(source[at : at + size]).done_html for at in range(0, len(source), size)]
    assert "".join([*done, stream.finish().done_html]) == render_markdown(source)


def test_an_open_formula_is_shown_as_it_stands_while_it_streams() -> None:
    stream = MarkdownStream()
    assert stream.feed("$$\n\\{a_1 * b_1").open_html == "<p>$$\n\\{a_1 * b_1</p>\n"


def test_a_formula_knows_its_text() -> None:
    assert take_math(r"\( x \)", lambda _number: "@") == ("@", [Formula(r"\( x \)", "x", is_display=False)])
