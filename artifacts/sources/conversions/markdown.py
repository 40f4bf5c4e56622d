"""Grids of texts as Markdown that shows them as they are."""

from collections.abc import Iterable, Sequence
from itertools import repeat

from artifacts.kinds.document.content import DocumentContent
from artifacts.kinds.document.parse import check_size
from artifacts.kinds.values.links import link_parts, read_link
from artifacts.markdown.escaping import escape

DASHES = {"num": "---:", "center": ":---:"}


def document_of(title: str, body: str, *, level: int = 1) -> DocumentContent:
    """Return a document of a heading and what stands below; raise OverLimit if it is too long."""
    text = f"{'#' * level} {escape(' '.join(title.split()))}\n\n{body}\n"
    check_size(text)
    return DocumentContent(text)


def grid(
    names: Sequence[str], rows: Iterable[Sequence[str]], *, aligns: Sequence[str] = (), links: Sequence[bool] = ()
) -> str:
    """Return a GFM table; `links` says of which columns the texts may stay links."""
    are_links = list(links) or [False] * len(names)
    dashes = [DASHES.get(align, "---") for align in aligns] or ["---"] * len(names)
    lines = [_line(map(_text, names, repeat(False))), _line(dashes)]
    lines += [_line(map(_text, row, are_links)) for row in rows]
    return "\n".join(lines)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _text(text: str, may_link: bool) -> str:
    if may_link and read_link(text):
        label, address = link_parts(text)
        shown = f"<{text}>" if label == address else f"[{escape(label)}]({address})"
        return shown.replace("|", "\\|")
    return "<br>".join(escape(line).replace("|", "\\|") for line in text.splitlines())
