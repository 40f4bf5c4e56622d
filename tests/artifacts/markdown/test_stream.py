from collections.abc import Iterator

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from artifacts.markdown.render import render_markdown
from artifacts.markdown.stream import MarkdownStream, Update
from artifacts.markdown.top_level import top_level_blocks
from artifacts.markdown.unfinished import close_open_marks

MIXED = """\
Intro with **bold**
over two lines

# Heading
Title
=====

- a
- b

  still b

1. one
2. two

> quote
lazy

```py
# no heading

x = 1
```

| a | b |
|---|--:|
| 1 | 2 |

<details>
<summary>More</summary>
text
</details>

* * *
[x]: https://x.org
See [x] and <b>this</b>.
"""


def streamed(source: str, size: int) -> tuple[str, list[Update]]:
    stream = MarkdownStream()
    updates = [stream.feed(source[start : start + size]) for start in range(0, len(source), size)]
    updates.append(stream.finish())
    return "".join(update.done_html for update in updates), updates


@pytest.mark.parametrize("size", [1, 4, 37, 10_000])
def test_streamed_html_is_that_of_the_whole(size: int) -> None:
    html, _updates = streamed(MIXED, size)

    assert html == render_markdown(MIXED)


@pytest.mark.parametrize(
    "source",
    [
        "| a | b |\n|---|---|\n" + "| **x** | `y` |\n" * 400,
        "```py\n" + "x = 1 < 2\n\n" * 400 + "```\n",
        "- a *b*\n" * 400,
        "> a *b*\n" * 400,
        "a *b*\n" * 400,
    ],
)
def test_long_block_is_rendered_like_the_whole(source: str) -> None:
    html, updates = streamed(source, 50)

    assert html == render_markdown(source)
    assert updates[-2].open_html[:200] == html[:200]


def test_open_block_is_rendered_as_far_as_it_has_come() -> None:
    stream = MarkdownStream()
    stream.feed("# A\n\nSome **bo")

    assert stream.feed("ld** text") == Update("", "<p>Some <strong>bold</strong> text</p>\n")


def test_growing_long_table_shows_every_row() -> None:
    stream = MarkdownStream()
    stream.feed("| a |\n|---|\n" + "| x |\n" * 300)

    assert stream.feed("| last |\n").open_html.count("<tr>") == 302


def test_block_is_done_when_a_blank_line_follows() -> None:
    assert MarkdownStream().feed("Text\n\n") == Update("<p>Text</p>\n", "")


LINES = [
    "text\n",
    "# h\n",
    "- a\n",
    "  b\n",
    "\n",
    "    c\n",
    "> q\n",
    "```\n",
    "| a |\n",
    "|---|\n",
    "1. x\n",
    "---\n",
]
HTML_LINES = ["<div>\n", "</div>\n", "<!-- c -->\n", "*x* <b>y</b>\n", "~~~\n", "===\n"]


@given(st.lists(st.sampled_from(LINES + HTML_LINES), max_size=25).map("".join), st.integers(1, 9))
def test_any_markdown_streams_to_the_html_of_the_whole(source: str, size: int) -> None:
    html, _updates = streamed(source, size)

    assert html.split() == render_markdown(source).split()


@given(st.text(max_size=200), st.integers(1, 9))
def test_no_text_makes_the_stream_raise(source: str, size: int) -> None:
    assume("]:" not in source)

    assert streamed(source, size)[1][-1].open_html == ""


def shown_at_each_state(source: str, size: int) -> list[tuple[str, str]]:
    """Return what has arrived and what a page shows of it, after each chunk."""
    stream, done, states = MarkdownStream(), "", []
    for start in range(0, len(source), size):
        update = stream.feed(source[start : start + size])
        done += update.done_html
        states.append((source[: start + size], done + update.open_html))
    return states


NESTED = [
    "- a **b",
    " c** d\n",
    "  - e `f\n",
    "    g` h\n",
    "      1. i\n",
    "\n",
    "  j *k\n",
    "l* m\n",
    "| n | o |\n",
    "|---|:-:|\n",
    "| p \\| q | **r",
    "** |\n",
    "```py\n",
    "s = [1]\n",
    "```\n",
    "> t\n",
    "[u](https://x.org",
    ") v\n",
    "~~w~~ x\n",
    "- [ ] y\n",
    "## z\n",
    "---\n",
]


def test_block_after_one_that_shows_nothing_is_shown_at_once() -> None:
    arrived, shown = shown_at_each_state("<div>\n\n c** d\n", 7)[-1]
    assert shown == render_markdown(arrived) == "<p>c** d</p>\n"


def closed_from_some_block_on(arrived: str) -> Iterator[str]:
    """Yield the text as it came, then with the open marks closed of what follows the last blocks, one more each."""
    yield arrived
    blocks = top_level_blocks(arrived)
    for start in range(len(blocks), -1, -1):
        yield "".join(blocks[:start]) + close_open_marks("".join(blocks[start:]))


@settings(deadline=None)
@given(st.lists(st.sampled_from(NESTED + LINES), max_size=25).map("".join), st.integers(1, 9))
def test_every_state_is_the_whole_render_of_what_has_arrived(source: str, size: int) -> None:
    for arrived, shown in shown_at_each_state(source, size):
        assert any(shown.split() == render_markdown(text).split() for text in closed_from_some_block_on(arrived))
