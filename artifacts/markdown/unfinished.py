"""Makes the Markdown that has come so far fit to show: marks that are only begun are closed or held back.

Without it a reader sees marks for a moment: `**bo` with its stars, a table's head as a line of bars, a list item as a
heading because the `-` of the next one stands under it. Only the last line's end is touched, and the head of a table
that has no second line yet; nothing here is kept, the next text is looked at as it came.
"""

import re

from artifacts.markdown.inline_marks import close_inline_marks
from artifacts.markdown.math import open_math
from artifacts.markdown.nesting import inert

_FENCE = re.compile(r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}|~{3,})([^\n]*)$", re.MULTILINE)
_FENCE_BEGUN = re.compile(r"\s*(?:`+|~+)")
_ONLY_MARKS = re.compile(r"[\s>]*(?:[-*+=_#`~|:\[\]!\s]*|[-*+]\s+\[[xX]\]?\s?|\d{1,9}(?:[.)]\s?)?[*_`~\[]*)")
_STARTS_BLOCK = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)]|#{1,6}|>)[ \t]|[ \t]*\|")
_STANDS_ALONE = re.compile(r"[-*_=\s]*|\s*(?:```|~~~).*")
_ROW = re.compile(r"([ \t]*)\|")
_BAR = re.compile(r"(?<!\\)\|")


def close_open_marks(source: str) -> str:
    """Return source that renders as what has come of it will look when the rest is there."""
    start = source.rfind("\n") + 1
    if _is_in_code(source):
        return source[:start] if _FENCE_BEGUN.fullmatch(source, start) else source
    if (begun := open_math(source)) >= 0:
        return source[:begun] + inert(source[begun:])
    if _ONLY_MARKS.fullmatch(source, start):
        source = source[:start]
    start = _run_start(source)
    run, rest = source[start:], source[:start]
    closed = close_inline_marks(run)
    if row := _ROW.match(run):
        return rest + _close_row(run, row[1], has_head=_ends_with_row(rest))
    return source if closed == run else rest + closed


def _is_in_code(source: str) -> bool:
    fence = ""
    if "```" in source or "~~~" in source:
        for match in _FENCE.finditer(source):
            mark, info = match.groups()
            if not fence:
                fence = mark
            elif mark.startswith(fence) and not info.strip():
                fence = ""
    return bool(fence)


def _run_start(source: str) -> int:
    """Return where the last stretch of inline text begins: after a blank line, or where a line starts a block."""
    start = end = len(source.rstrip("\n"))
    if len(source) - end > 1:
        return len(source)
    while start:
        start = source.rfind("\n", 0, end) + 1
        line = source[start:end]
        if _STANDS_ALONE.fullmatch(line):
            return end + 1
        if _STARTS_BLOCK.match(line):
            return start
        end = start - 1
    return 0


def _ends_with_row(text: str) -> bool:
    return bool(_ROW.match(text[text.rfind("\n", 0, len(text) - 1) + 1 :]))


def _close_row(run: str, indent: str, *, has_head: bool) -> str:
    """Close the marks of the last cell; a first row is a table's head before its second line says so."""
    line = run.rstrip("\n")
    cut = next((bar.end() for bar in reversed(list(_BAR.finditer(line)))), 0)
    closed = line[:cut] + close_inline_marks(line[cut:])
    if has_head:
        return closed + run[len(line) :]
    cells = _BAR.split(closed.strip().removeprefix("|").removesuffix("|"))
    return f"{closed}\n{indent}|{'---|' * len(cells)}"
