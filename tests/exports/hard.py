"""Artifacts at the edges of what may be stored, of every kind: nothing in them, too clever, too long, too wide."""

from artifacts.kinds.document.content import DocumentContent
from artifacts.kinds.spreadsheet.content import Sheet, SheetCell, SpreadsheetContent, ValueType
from artifacts.kinds.table.content import Column, TableContent
from artifacts.rows.enums import KindName
from artifacts.rows.limits import CELL_CHARACTERS, COLUMNS
from exports.formats import registry
from exports.rows.limits import WORD_MAX_COLUMNS
from tests.exports.corpus import HOSTILE, Case

LONG = ("lang wörter 長い " * CELL_CHARACTERS.most)[: CELL_CHARACTERS.most - 1] + "."
WIDE = [f"n{number}" for number in range(COLUMNS.most)]
FORMULAS = [text for text in HOSTILE if text[0] in "=+-@"]
ROWS: dict[str, list[list[str]]] = {
    "empty": [],
    "formulas": [[text] for text in FORMULAS],
    "long": [[LONG, "x"]],
    "wide": [WIDE],
    "crowded": [WIDE[:WORD_MAX_COLUMNS]],
}


def hard_case(row: registry.ExportFormat, name: str) -> Case:
    """Return the named artifact for a row of the registry."""
    rows = ROWS[name]
    case = Case(0, row, "latin", None, f"Edge {name}")
    match row.kind:
        case KindName.TABLE:
            columns = tuple(Column(f"c{n}", f"Column {n}") for n in range(len(rows[0]) if rows else 2))
            case.content = TableContent(columns, rows)
        case KindName.DOCUMENT:
            case.content, case.texts = _document(name)
        case _:
            case.content = _workbook(name, rows)
    return case


def _document(name: str) -> tuple[DocumentContent, list[tuple[str, str]]]:
    match name:
        case "formulas":
            texts = [("paragraph", f"{text} 7") for text in FORMULAS]
            return DocumentContent("\n\n".join(text for _, text in texts)), texts
        case "long":
            text = f"| Notizen |\n| --- |\n| {LONG} |\n\n{LONG}\n"
            return DocumentContent(text), [("cell", "Notizen"), ("cell", LONG), ("paragraph", LONG)]
        case "wide" | "crowded":
            [names] = ROWS[name]
            text = f"| {' | '.join(names)} |\n|{' --- |' * len(names)}\n"
            return DocumentContent(text), [("cell", text) for text in names]
        case _:
            return DocumentContent(""), []


def _workbook(name: str, rows: list[list[str]]) -> SpreadsheetContent:
    """Return a sheet; text that begins like a formula is a formula there, and what it gives looks like one."""
    cells: dict[tuple[int, int], SheetCell] = {}
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            typed = f'="="&"{number}"' if name == "formulas" else text
            cells[number, column] = SheetCell(typed, f"={number}" if name == "formulas" else text, ValueType.TEXT)
    return SpreadsheetContent([Sheet("Sheet 1", cells)])
