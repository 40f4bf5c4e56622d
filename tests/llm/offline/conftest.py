"""An answer of the offline assistant, taken apart by the kind's own parser."""

from typing import Any

from artifacts.extraction.markers import CLOSE_MARKER
from artifacts.kinds.registry import kind
from artifacts.rows.enums import KindName
from llm.offline.answers import compose
from tests.llm.conftest import ask


def answer(name: KindName, text: str, **fields: Any) -> tuple[str, str, Any]:
    """Return chat line, title and content (computed) of the answer."""
    chat, _, rest = compose(ask(text, kind=name, **fields)).partition("\n[[artifact ")
    head, _, body = rest.partition("]]\n")
    assert head.startswith(f'kind="{name.value}" title="')
    assert body.rstrip().endswith(CLOSE_MARKER)
    of_kind = kind(name)
    content = of_kind.store(of_kind.parse_text(body.replace(CLOSE_MARKER, "")).content).content()
    return chat.strip(), head.split('title="')[1].rstrip('"'), content


def table(text: str, **fields: Any) -> list[list[Any]]:
    """Return the table that answers, its header first."""
    content = answer(KindName.TABLE, text, **fields)[2]
    return [[column.name for column in content.columns], *content.rows]


def sheets(text: str, **fields: Any) -> dict[str, list[list[Any]]]:
    """Return the computed values of each sheet, row by row."""
    content = answer(KindName.SPREADSHEET, text, **fields)[2]
    return {sheet.name: _rows(sheet.cells) for sheet in content.sheets}


def document(text: str, **fields: Any) -> str:
    """Return the document's Markdown."""
    return str(answer(KindName.DOCUMENT, text, **fields)[2].text)


def _rows(cells: dict[tuple[int, int], Any]) -> list[list[Any]]:
    height, width = max(row for row, _ in cells), max(column for _, column in cells)
    return [
        [cells[row, column].value if (row, column) in cells else None for column in range(1, width + 1)]
        for row in range(1, height + 1)
    ]
