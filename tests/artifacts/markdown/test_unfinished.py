import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from artifacts.markdown.render import render_markdown
from artifacts.markdown.stream import MarkdownStream
from artifacts.markdown.unfinished import close_open_marks

ANSWER = """\
Hello **bold text** and *em* `code` ``a`b`` [link](http://x.y) ~~gone~~ done, a_b_c and 2 * 3 in ~5 days.

# A **head** of `x`

- one
  - nested **b**
    1. deep *a **b** c*
- two
- [ ] task
- [x] done

1. first
2. second ***both*** end

| a | b **c** |
|---|:--:|
| 1 | 2 |
| x | **4** |

```py
x = 1 # **no**

- y = `2`
```

> quote *it*
> more

End of **all
of it** here.

---

Last __one__ and _two_ (_three_).
"""


def words(rendered: str) -> str:
    return re.sub(r"\s+", "", html.unescape(re.sub(r"<[^>]*>", "", rendered)))


def elements(rendered: str) -> list[str]:
    """The elements in the order in which they begin; a table's body has none of its own."""
    return [name for name in re.findall(r"<(\w+)", rendered) if name != "tbody"]


def test_what_is_shown_of_an_answer_only_ever_grows() -> None:
    whole = render_markdown(ANSWER)
    for length in range(len(ANSWER) + 1):
        shown = render_markdown(close_open_marks(ANSWER[:length]))
        assert words(whole).startswith(words(shown)), ANSWER[:length][-30:]
        assert elements(whole)[: len(elements(shown))] == elements(shown), ANSWER[:length][-30:]


def test_streamed_answer_shows_no_mark_that_is_not_closed() -> None:
    stream = MarkdownStream()
    done = ""
    for start in range(0, len(ANSWER), 3):
        update = stream.feed(ANSWER[start : start + 3])
        done += update.done_html
        assert words(render_markdown(ANSWER)).startswith(words(done + update.open_html))


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("Some **bo", "Some **bo**"),
        ("Some **", "Some"),
        ("Some *a **b", "Some *a **b***"),
        ("Some **b*", "Some **b**"),
        ("`co", "`co`"),
        ("``a`", "``a``"),
        ("See [the do", "See the do"),
        ("See [the docs](http://exam", "See the docs"),
        ("See [the docs](http://example.org)", "See [the docs](http://example.org)"),
        ("Text[^1", "Text"),
        ("- one\n  - ", "- one\n"),
        ("| a | b", "| a | b\n|---|---|"),
        ("| a \\| b |\n", "| a \\| b |\n|---|"),
        ("| a |\n|---|\n| **x", "| a |\n|---|\n| **x**"),
        ("```\na **b\n``", "```\na **b\n"),
        ("snake_case and 2 * 3 and ~5", "snake_case and 2 * 3 and ~5"),
        ("Text\n\n", "Text\n\n"),
    ],
)
def test_open_marks_are_closed_or_held_back(source: str, shown: str) -> None:
    assert close_open_marks(source) == shown


@given(st.text("a *_`~|[]()!\\#->\n1.", max_size=60))
def test_any_text_can_be_shown(source: str) -> None:
    assert len(close_open_marks(source)) <= 5 * len(source) + 8
    render_markdown(close_open_marks(source))
