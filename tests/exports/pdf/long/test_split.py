"""HTML cut into parts: nothing lost, headings where parts begin, links between parts marked."""

from hypothesis import given
from hypothesis import strategies as st

from artifacts.markdown.render import render_markdown
from exports.pdf.long.split import anchors_of, split, top_level_elements, with_far_links
from exports.pdf.pages import printable

TEXT = """# One

Words > and "more" & <b>x</b>[^a] with [a > b](#x "t > u").

- a

  - b

***

> # Quoted

| a |
|---|
| 1 |

```
</p><p>
```

[^a]: Note.
"""


def html_of(text: str) -> str:
    return printable(render_markdown(text))


def test_top_level_elements_are_whole() -> None:
    elements = list(top_level_elements(html_of(TEXT)))

    assert "".join(elements) == html_of(TEXT)
    begins = [element.lstrip()[:4] for element in elements]
    assert begins == ["<h1 ", "<p>W", "<ul>", "<blo", "<div", "<pre", "<div"]


@given(st.lists(st.sampled_from(["# h\n\n", "## k\n\n", "word " * 9 + "\n\n", "- a\n- b\n\n", "---\n\n", "> q\n\n"])))
def test_parts_are_the_whole(blocks: list[str]) -> None:
    html = html_of("".join(blocks))

    parts = split(html, 100)

    assert "".join(parts) == html
    assert all(part.count("<p>") == part.count("</p>") for part in parts)


def test_parts_begin_at_the_highest_heading_in_reach() -> None:
    chapter = "# Chapter\n\n" + "## Section\n\nwords words words\n\n" * 4
    parts = split(html_of(chapter * 6), 270)

    assert len(parts) == 6
    assert all(part.lstrip().startswith("<h1") for part in parts)


def test_part_never_ends_with_a_heading() -> None:
    parts = split(html_of("# H\n\n## K\n\nword word word word\n\n" * 20), 90)

    assert len(parts) > 5
    assert not any(part.rstrip().endswith(("</h1>", "</h2>")) for part in parts)


def test_only_links_to_other_parts_are_marked() -> None:
    first, second = (
        '<h1 id="a">A</h1>',
        '<p id="b"><a title="x > y" href="#a">1</a> <a href="#b">2</a> <a href="#c">3</a></p>',
    )
    anchors = anchors_of(first + second)

    assert anchors == {"a", "b"}
    assert with_far_links(second, anchors).count('"part:') == 1
    assert 'title="x > y" href="part:a"' in with_far_links(second, anchors)
    assert with_far_links(first, anchors) == first
