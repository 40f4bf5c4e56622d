"""What a message holds beside its own words: a pasted table in any common form, or Markdown.

The request ("Turn this into a table") is set apart from the data, wherever it stands. Cells stay text as they were
typed; their types are found later, by the artifact's own reading.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from artifacts.kinds.table.delimited import DelimitedGrid, read_delimited
from artifacts.kinds.table.gfm import find_tables
from llm.offline.grids import Grid, grid_of
from llm.offline.language import Language
from llm.offline.listings import BULLET, PAIR, read_bullets, read_pairs

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})[^\n`]*\n(.*?)\n {0,3}\1[ \t]*$", re.DOTALL | re.MULTILINE)
_REQUEST = re.compile(
    r"\b(?:turn|make|convert|create|put|transform|format|show|build|give|render|parse|organi[sz]e|arrange|tabulate|"
    r"convierte|convertir|haz|hazme|crea|crear|pon|pasa|transforma|ordena|organiza|muestra|genera|dame|prepara)\s"
    r".{0,200}\b(?:table|sheets?|spreadsheet|document|doc|csv|excel|tabla|hoja|documento|planilla|cálculo|this|these|"
    r"esto|estos|estas|it|data|datos)\b",
    re.IGNORECASE,
)
_INLINE = re.compile(
    r"^\s*(?P<request>(?:please\s+)?(?:turn|convert|put|transform|convierte|pon|pasa|transforma)\s[^:]{1,200}):\s*(?P<data>\S.*)$",
    re.IGNORECASE,
)
_ITEM_AND_NUMBER = re.compile(r"^(\D*[^\d\s:=$€£-])\s*[:=-]?\s*([$€£]?\d[\d.]*\s?[€%]?)$")
_HEADING = re.compile(r"^#{1,6}\s+\S", re.MULTILINE)
_SENTENCE_CHARACTERS = 60  # on average: then the commas are those of sentences
_WORDS = {
    Language.ENGLISH: (("Group", "Item", "Details"), ("Field", "Value")),
    Language.SPANISH: (("Grupo", "Elemento", "Detalle"), ("Campo", "Valor")),
}


@dataclass(frozen=True, slots=True)
class Pasted:
    """The message taken apart: `request` in the user's own words, the data as it came, and its rows if it has any.

    `is_markdown` says that the data reads well as a document the way it came.
    """

    request: str
    source: str
    grid: Grid | None = None
    is_markdown: bool = False


def read_pasted(text: str, language: Language) -> Pasted | None:
    """Return the pasted data and the words around it; None when the message is only words."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if fence := _FENCE.search(text):
        return _read_block(fence[2], _around(text, *fence.span()), language, is_set_apart=True)
    if found := _find_json(text):
        start, end, value = found
        if grid := _grid_of_json(value):
            return Pasted(_around(text, start, end), text[start:end], grid)
    lines = text.split("\n")
    if len(lines) == 1:
        return _read_inline(text, language)
    own = [line for line in lines if _is_request(line)]
    data = "\n".join(line for line in lines if not _is_request(line)).strip("\n")
    return _read_block(data, "\n".join(own).strip(), language, is_set_apart=False) if data.strip() else None


def _read_inline(line: str, language: Language) -> Pasted | None:
    """Read "Turn this into a table: apples 3, pears 4": what follows the colon of a conversion is data."""
    match = _INLINE.match(line)
    cells = [cell.strip(" .") for cell in re.split(r"[,;]\s*", match["data"])] if match else []
    if match is None or len(cells) < 2:
        return None
    (_group, item, _details), (_field, value) = _WORDS[language]
    pairs = [_ITEM_AND_NUMBER.match(cell) for cell in cells]
    if all(pairs):
        return Pasted(
            match["request"], match["data"], grid_of((item, value), [pair.groups() for pair in pairs if pair])
        )
    return Pasted(match["request"], match["data"], grid_of((item,), [[cell] for cell in cells]))


def _read_block(block: str, request: str, language: Language, *, is_set_apart: bool) -> Pasted | None:
    """Read a block that holds data and, when it is not set apart, perhaps more words."""
    if is_set_apart and (found := _find_json(block)) and (grid := _grid_of_json(found[2])):
        return Pasted(request, block, grid)
    pasted = (
        _read_markdown(block, request, language)
        or _read_delimited(block, request)
        or _read_listing(block, request, language)
    )
    is_long = is_set_apart or block.count("\n") > 2
    return pasted or (Pasted(request, block, is_markdown=True) if is_long else None)


def _read_markdown(block: str, request: str, language: Language) -> Pasted | None:
    """Read a GFM table, or Markdown with headings."""
    lines = block.split("\n")
    has_headings = bool(_HEADING.search(block))
    tables = find_tables(lines)
    if has_headings and not tables:
        return Pasted(request, block, _read_lines(lines, language), is_markdown=True)
    if not tables:
        return None
    start, end, table = max(tables, key=lambda found: len(found[2].rows))
    grid = grid_of(table.header, table.rows)
    if has_headings:
        return Pasted(request, block, grid, is_markdown=True)
    words = "\n".join((request, *lines[:start], *lines[end:])).strip()
    return Pasted(words, "\n".join(lines[start:end]), grid, is_markdown=True)


def _read_delimited(block: str, request: str) -> Pasted | None:
    """Read the longest paragraph of delimited lines; the others are words."""
    for paragraph in sorted(re.split(r"\n\s*\n", block), key=len, reverse=True):
        if found := _read_rows(paragraph):
            rest = block.replace(paragraph, "", 1).strip()
            return Pasted(f"{request}\n{rest}".strip(), paragraph, grid_of(found.header, found.rows))
    return None


def _read_listing(block: str, request: str, language: Language) -> Pasted | None:
    """Read bullets or "key: value" lines."""
    lines = block.split("\n")
    grid = _read_lines(lines, language)
    if grid is None:
        return None
    words = [line for line in lines if not (BULLET.match(line) or PAIR.match(line))]
    has_bullets = any(BULLET.match(line) for line in lines)
    return Pasted("\n".join((request, *words)).strip(), block, grid, is_markdown=has_bullets)


def _read_rows(paragraph: str) -> DelimitedGrid | None:
    """Return the grid of delimited lines; lines of prose with commas, or a list, are none."""
    lines = paragraph.strip("\n").split("\n")
    if sum(bool(BULLET.match(line)) for line in lines) * 2 > len(lines):
        return None
    found = read_delimited(paragraph.strip("\n"))
    if found is None or len(found.all_rows) < 2:
        return None
    cells = [cell for row in found.all_rows for cell in row]
    is_prose = "\t" not in paragraph and sum(map(len, cells)) > _SENTENCE_CHARACTERS * len(cells)
    return None if is_prose else found


def _read_lines(lines: Sequence[str], language: Language) -> Grid | None:
    bullet_names, pair_names = _WORDS[language]
    pairs = [line for line in lines if PAIR.match(line) and not BULLET.match(line)]
    bullets = [line for line in lines if BULLET.match(line)]
    if len(bullets) >= len(pairs):
        return read_bullets(lines, bullet_names)
    return read_pairs(pairs, pair_names)


def _is_request(line: str) -> bool:
    """Tell whether a line is the user's own wish and not data."""
    return len(line) < 400 and not BULLET.match(line) and bool(_REQUEST.search(line)) and line.count("\t") == 0


def _around(text: str, start: int, end: int) -> str:
    return f"{text[:start]}\n{text[end:]}".strip()


def _find_json(text: str) -> tuple[int, int, Any] | None:
    """Return the first JSON object or list that begins a line, with its place."""
    for match in re.finditer(r"^[ \t]*([\[{])", text, re.MULTILINE):
        start = match.start(1)
        try:
            value, end = json.JSONDecoder().raw_decode(text, start)
        except (ValueError, RecursionError):
            if text.count("\n", start) > 2_000:
                return None  # a long log of brackets: trying each of its lines would be quadratic
            continue
        if isinstance(value, dict) or len(value) > 0:
            return start, end, value
    return None


def _grid_of_json(value: Any) -> Grid | None:
    """Return `{columns, rows}`, a list of objects, a list of lists, or one flat object as a grid."""
    match value:
        case {"columns": list() as columns, "rows": list() as rows}:
            names = [_text(column.get("name") if isinstance(column, dict) else column) for column in columns]
            keys = [column.get("key") if isinstance(column, dict) else column for column in columns]
            return grid_of(names, [_json_row(row, keys) for row in rows])
        case [dict(), *_] if all(isinstance(item, dict) for item in value):
            keys = list(dict.fromkeys(key for item in value for key in item))
            return grid_of([str(key) for key in keys], [_json_row(item, keys) for item in value])
        case [list() as header, *rows] if all(isinstance(row, list) for row in rows):
            return grid_of([_text(cell) for cell in header], [_json_row(row, []) for row in rows])
        case [*items] if items:
            return grid_of(("Item",), [[_text(item)] for item in items])
        case {**fields} if fields:
            return _grid_of_object(fields)
    return None


def _grid_of_object(fields: dict[Any, Any]) -> Grid | None:
    """Return the only list in the object, else its fields as rows."""
    only = next(iter(fields.values()))
    if len(fields) == 1 and isinstance(only, list):
        return _grid_of_json(only)
    return grid_of(("Field", "Value"), [[str(key), _text(cell)] for key, cell in fields.items()])


def _json_row(row: Any, keys: Sequence[Any]) -> list[str]:
    if isinstance(row, dict):
        return [_text(row.get(key)) for key in keys]
    return [_text(cell) for cell in row] if isinstance(row, list) else [_text(row)]


def _text(value: Any) -> str:
    """Return a JSON value as a cell's text: null is empty, what is nested stays JSON."""
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False)
