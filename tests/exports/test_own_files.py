"""Our own files come back: a document exported and imported again is the document, or a loss names what is not."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from artifacts.kinds.document.content import DocumentContent
from artifacts.markdown.render import render_markdown
from artifacts.rows.enums import KindName
from artifacts.rows.losses import Loss
from artifacts.sources.importing.reading import read_file
from exports.rows.enums import FormatName
from tests.exports.conftest import MakeFile, table_of

WORDS = st.lists(
    st.sampled_from(["wood", "5 kg", "Ñandú", "(net)", "50%", "a&b", "C#", "x² + y", "naïve"]), min_size=1, max_size=4
).map(" ".join)


MARKED = ["{}", "**{}**", "*{}*", "~~{}~~", "`{}`", "[{}](https://example.org/a)", "<u>{}</u>"]
FORMATS = [(FormatName.DOCX, (Loss.HEADERS_FOOTERS,)), (FormatName.MARKDOWN, ())]


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A paragraph's text with emphasis, code and links between plain words."""
    marked = draw(
        st.sampled_from(["{}", "**{}**", "*{}*", "~~{}~~", "`{}`", "[{}](https://example.org/a)", "<u>{}</u>"])
    )
    return f"so {marked.format(draw(WORDS))} it is"


def listed(marks: list[str]) -> st.SearchStrategy[str]:
    return st.lists(texts(), min_size=len(marks), max_size=len(marks)).map(
        lambda items: "\n".join(f"{mark} {item}" for mark, item in zip(marks, items, strict=True))
    )


BLOCKS = st.one_of(
    texts(),
    st.tuples(st.integers(1, 6), WORDS).map(lambda found: f"{'#' * found[0]} {found[1]}"),
    listed(["-", "-", "    -", "-"]),
    listed(["3.", "4.", "    1.", "    2.", "5."]),
    listed(["- [x]", "- [ ]"]),
    st.lists(texts(), min_size=1, max_size=2).map(lambda lines: "\n>\n".join(f"> {line}" for line in lines)),
    WORDS.map(lambda words: f"```\n{words}\n  `{words}`\n```"),
    st.tuples(texts(), texts()).map(lambda cells: f"| A | B |\n| --- | ---: |\n| {cells[0]} | {cells[1]} |"),
    st.just("---"),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize(
    ("format_name", "losses"), [(FormatName.DOCX, (Loss.HEADERS_FOOTERS,)), (FormatName.MARKDOWN, ())]
)
@given(blocks=st.lists(BLOCKS, min_size=1, max_size=5))
def test_a_document_comes_back(
    make_file: MakeFile, tmp_path: Path, format_name: FormatName, losses: tuple[Any, ...], blocks: list[str]
) -> None:
    kinds = [block[:1] for block in blocks]
    blocks = [block for at, block in enumerate(blocks) if at == 0 or kinds[at] != kinds[at - 1]]  # else they are one
    text = "\n\n".join(blocks) + "\n"
    made = make_file(DocumentContent(text), format_name)
    again = read_file(made.path.name, made.path.read_bytes())
    assert render_markdown(again.content.text) == render_markdown(text)
    assert [sentence.split(":")[0] for sentence in again.losses] == [loss.told().split(":")[0] for loss in losses]


PRINTED = """# Report on wood

A paragraph that is long enough to be broken over two lines of a page, so that one sees them put together.

## Prices

| Kind | Price | Stock |
| --- | --- | --- |
| Oak | 12.50 | 300 |
| Ash, white | 9.75 | 1,200 |

- one item
- another item

1. first
2. second

Last words.
"""


def test_document_comes_back_from_pdf(make_file: MakeFile) -> None:
    made = make_file(DocumentContent(PRINTED), FormatName.PDF)
    found = read_file("a.pdf", made.path.read_bytes())
    for block in PRINTED.replace("#", "").split("\n\n"):
        assert block.strip() in found.content.text
    assert "# Report" in found.content.text
    assert found.losses[0].startswith("Of a PDF the words were taken")


def test_table_over_pages_comes_back_from_pdf_as_one(make_file: MakeFile) -> None:
    rows = [[f"Item {number}", f"{number}.5 kg"] for number in range(120)]
    made = make_file(table_of(["Name", "Weight"], rows), FormatName.PDF)
    found = read_file("a.pdf", made.path.read_bytes(), KindName.TABLE)
    assert found.content.rows == rows
    assert "Headers and footers were left out" in " ".join(found.losses)
