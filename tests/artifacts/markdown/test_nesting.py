"""Nesting is capped: what stands deeper is text, and what is built stays as shallow however deep the source is."""

import re
from collections.abc import Iterator

import pytest

from artifacts.markdown.nesting import NESTING
from artifacts.markdown.prepared import prepare_events
from artifacts.markdown.render import render_markdown
from artifacts.markdown.stream import MarkdownStream
from exports.flow.blocks import Paragraph, blocks

DEEP = {
    "quotes": lambda n: ">" * n + " word",
    "spaced quotes": lambda n: "> " * n + "word\n" + "> " * n + "more\n",
    "numbers": lambda n: "1. " * n + "word",
    "bullets": lambda n: "- + * " * (n // 3) + "word",
    "strong": lambda n: "**" * n + "word" + "**" * n,
    "emphasis": lambda n: "*a " * n + "word" + " b*" * n,
    "footnotes": lambda n: "[^1]: " * n + "word",
    "superscripts": lambda n: "<sup>" * n + "word" + "</sup>" * n,
    "indented lists": lambda n: "\n".join(f"{'  ' * level}- word" for level in range(n)),
}
_TAG = re.compile(r"<(/?)([a-z]+[1-6]?)\b[^>]*?>")


def depths(html: str) -> Iterator[int]:
    depth = 0
    for tag in _TAG.finditer(html):
        if tag[2] not in ("br", "hr", "input", "img"):
            depth += -1 if tag[1] else 1
            yield depth


@pytest.mark.parametrize("shape", DEEP)
def test_what_is_built_is_as_shallow_at_two_sizes_and_keeps_the_words(shape: str) -> None:
    htmls = [render_markdown(DEEP[shape](size)) for size in (300, 600)]
    assert all(max(depths(html)) <= NESTING + 2 for html in htmls)
    assert all("word" in html for html in htmls)
    assert len(htmls[1]) <= 2.5 * len(htmls[0])


def test_deeper_quotes_are_shown_as_the_text_that_they_are() -> None:
    html = render_markdown(">" * (NESTING + 3) + " *x*")
    assert html.count("<blockquote>") == NESTING
    assert "<p>&gt;&gt;&gt; *x*</p>" in html


def test_usual_nesting_is_left_alone() -> None:
    source = "> - a\n>   1. b\n>      > **c**\n"
    assert prepare_events(source).source == source
    assert "<strong>c</strong>" in render_markdown(source)


def test_writers_of_files_meet_no_deeper_nesting() -> None:
    [block] = [block for block in blocks(">" * 5_000 + " word") if isinstance(block.content, Paragraph)]
    assert block.place.quotes == NESTING
    assert "".join(run.text for run in block.content.runs).endswith("> word")


def test_a_stream_of_quotes_is_as_shallow() -> None:
    stream = MarkdownStream()
    opened = [stream.feed(">" * 50).open_html for _ in range(40)]
    done = stream.finish().done_html
    assert all(max(depths(html), default=0) <= NESTING + 2 for html in (*opened, done))
