"""Tables of LaTeX: `tabular` and its kin, cells between ampersands, rows ended by two backslashes."""

import re
from collections.abc import Sequence

from artifacts.extraction.layouts.layout import Found, Grid

_BEGIN = re.compile(r"\\begin\{(?:tabular[xy*]?|longtable|array|tabulary)\*?\}")
_END = re.compile(r"\\end\{(?:tabular[xy*]?|longtable|array|tabulary)\*?\}")
_SPECIFICATION = re.compile(r"\\begin\{[^}]*\}(?:\[[^\]]*\])?(?:\{(?:[^{}]|\{[^{}]*\})*\}){0,2}")
_RULES = re.compile(
    r"\\(?:hline|toprule|midrule|bottomrule|endhead|endfirsthead|endfoot|centering|cline\{[^}]*\}|cmidrule(?:\([^)]*\))?"
    r"\{[^}]*\})"
)
_WRAPPED = re.compile(r"\\(?:textbf|textit|emph|texttt|mathbf|text|underline)\{([^{}]*)\}")
_SPANNED = re.compile(r"\\multi(?:column|row)\{[^{}]*\}\{[^{}]*\}\{([^{}]*)\}")
_ROW_END = re.compile(r"\\\\(?:\[[^\]]*\])?")
_CELL_END = re.compile(r"(?<!\\)&")
_ESCAPED = re.compile(r"\\([&%$#_{}])")
_AROUND = re.compile(r"\s*\\(?:begin|end)\{(?:table\*?|center)\}.*|\s*\\(?:caption|label)\{.*\}\s*|\s*\\centering\s*")


def find(lines: Sequence[str]) -> list[Found]:
    """Return the tables with the environment around them."""
    found: list[Found] = []
    start: int | None = None
    for at, line in enumerate(lines):
        if start is None and _BEGIN.search(line):
            start = at
        if start is not None and (_END.search(line) or at == len(lines) - 1):
            if grid := _read("".join(lines[start : at + 1])):
                found.append(_with_environment(lines, start, at + 1, grid))
            start = None
    return found


def _with_environment(lines: Sequence[str], start: int, end: int, grid: Grid) -> Found:
    while start > 0 and _AROUND.fullmatch(lines[start - 1].rstrip("\n")):
        start -= 1
    while end < len(lines) and _AROUND.fullmatch(lines[end].rstrip("\n")):
        end += 1
    return Found(start, end, grid)


def _read(text: str) -> Grid | None:
    body = _RULES.sub("", _END.sub("", _SPECIFICATION.sub("", text, count=1)))
    rows = [[_plain(cell) for cell in _CELL_END.split(row)] for row in _ROW_END.split(body) if row.strip()]
    return Grid(rows[0], rows[1:]) if len(rows) > 1 and len(rows[0]) > 1 else None


def _plain(cell: str) -> str:
    cell = _SPANNED.sub(r"\1", " ".join(cell.split()))
    while (bare := _WRAPPED.sub(r"\1", cell)) != cell:
        cell = bare
    is_math = len(cell) > 1 and cell[0] == cell[-1] == "$"
    return _ESCAPED.sub(r"\1", cell[1:-1] if is_math else cell).replace("~", " ")
