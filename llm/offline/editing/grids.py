"""Commands on tables and sheets, each from the words that a phrase caught."""

import re
from collections.abc import Callable, Sequence

from artifacts.kinds.table.content import Cell
from llm.offline.editing.editor import GridEditor, NotPossible, Operations, delete_where, find_column
from llm.offline.editing.values import read_condition, read_value, unquoted
from llm.offline.naming import sentence_case
from llm.offline.wish import split_names

Say = Callable[[str, str], str]
Done = tuple[Operations, str]

_DIRECTIONS = (
    r"desc(?:ending)?|descendente|high(?:est)?\s+to\s+low(?:est)?|(?:highest|largest|newest|latest) first|"
    r"z\s*(?:-|to)\s*a|(?:de\s+)?mayor a menor"
)
_DOWN = re.compile(rf"\b(?:{_DIRECTIONS})\b", re.IGNORECASE)
_DIRECTION = re.compile(
    rf"[\s,(]*\b(?:(?:in|en|from|de)\s+)?(?:orden\s+)?(?:{_DIRECTIONS}|asc(?:ending)?|ascendente|"
    r"low(?:est)?\s+to\s+high(?:est)?|(?:lowest|smallest|oldest) first|a\s*(?:-|to)\s*z|menor a mayor)\b"
    r"(?:\s+order)?[\s)]*$",
    re.IGNORECASE,
)
_NEXT_KEY = re.compile(
    r"\s*,\s*(?:(?:then|luego)\s+)?(?:(?:by|por)\s+)?|\s+(?:then|and|y|luego)\s+(?:(?:by|por)\s+)?", re.IGNORECASE
)
_AROUND_KEY = re.compile(r"^(?:(?:the|la|las|el)\s+)?(?:columns?\s+|columnas?\s+)?|\s+columns?$", re.IGNORECASE)


def add_columns(match: re.Match[str], editor: GridEditor, say: Say) -> Done:
    found = match.groupdict()
    names = [sentence_case(name) for name in split_names(found["names"])]
    if not names:
        raise NotPossible(found["names"])
    at = len(editor.names) + 1
    if found.get("anchor"):
        is_after = found["where"].lower() in ("after", "después de", "despues de", "detrás de", "detras de")
        at = find_column(editor, unquoted(found["anchor"])) + is_after
    value = read_value(found["value"]) if found.get("value") else None
    note = say(f"Added {_join(names)}", f"Añadido {_join(names)}")
    if value is None:
        note += say(", blank: I cannot work out its values", ", en blanco: no puedo calcular sus valores")
    return editor.add_columns(names, at, value), note


def delete_columns(match: re.Match[str], editor: GridEditor, say: Say) -> Done:
    columns = sorted({find_column(editor, name) for name in split_names(match["names"])}, reverse=True)
    if len(columns) == len(editor.names):
        raise NotPossible(match["names"])
    names = _join([editor.names[column - 1] for column in reversed(columns)])
    operations = [operation for column in columns for operation in editor.delete_column(column)]
    return operations, say(f"Removed {names}", f"Quitado {names}")


def rename_column(match: re.Match[str], editor: GridEditor, say: Say) -> Done:
    column, new = find_column(editor, unquoted(match["old"])), unquoted(match["new"])
    old = editor.names[column - 1]
    return editor.rename_column(column, new), say(f"Renamed {old} to {new}", f"{old} se llama ahora {new}")


def sort(match: re.Match[str], editor: GridEditor, say: Say) -> Done:
    keys: list[tuple[int, bool]] = []
    for part in _NEXT_KEY.split(match["keys"]):
        name = unquoted(_AROUND_KEY.sub("", _DIRECTION.sub("", unquoted(part))))
        is_down = bool(_DOWN.search(part))
        if not name and keys:  # "by price, highest first"
            keys[-1] = (keys[-1][0], is_down)
        else:
            keys.append((find_column(editor, name), is_down))
    names = _join([editor.names[column - 1] for column, _ in keys])
    return editor.sort(keys), say(f"Sorted by {names}", f"Ordenado por {names}")


def add_totals(_match: re.Match[str], editor: GridEditor, say: Say) -> Done:
    return editor.add_totals("Total"), say("Added a total row", "Añadida una fila de totales")


def _filter(match: re.Match[str], editor: GridEditor, say: Say, *, keeps: bool) -> Done:
    condition = read_condition(match["condition"])
    if condition is None:
        raise NotPossible(match["condition"])
    column = find_column(editor, condition.column)
    operations, count = delete_where(editor, column, lambda cell: condition.holds(cell) is not keeps)
    if not count:
        raise NotPossible(match["condition"])
    return operations, say(f"Removed {count} rows", f"Quitadas {count} filas")


def keep(match: re.Match[str], editor: GridEditor, say: Say) -> Done:
    return _filter(match, editor, say, keeps=True)


def drop(match: re.Match[str], editor: GridEditor, say: Say) -> Done:
    return _filter(match, editor, say, keeps=False)


def delete_rows(match: re.Match[str], editor: GridEditor, say: Say) -> Done:
    first = int(match["first"])
    last = int(match["last"] or first)
    if not 1 <= first <= last:
        raise NotPossible(match[0])
    return editor.delete_rows(first, last - first + 1), say(
        f"Removed {last - first + 1} rows", f"Quitadas {last - first + 1} filas"
    )


def fill(match: re.Match[str], editor: GridEditor, say: Say) -> Done:
    value, only_empty = read_value(match["value"]), bool(match["empty"])
    wanted = unquoted(match["column"] or "")
    if not wanted and not only_empty:
        raise NotPossible(match[0])
    columns = [find_column(editor, wanted)] if wanted else list(range(1, len(editor.names) + 1))
    operations = [
        step
        for column in columns
        for step in editor.set_column(column, _filled(editor.cells(column), value, only_empty))
    ]
    names = _join([editor.names[column - 1] for column in columns])
    return operations, say(f"Filled {names} with {value}", f"Rellenado {names} con {value}")


def _filled(cells: Sequence[Cell], value: Cell, only_empty: bool) -> list[Cell]:
    if only_empty and not any(cell in (None, "") for cell in cells):
        return []
    return [value if not only_empty or cell in (None, "") else cell for cell in cells]


def set_cell(match: re.Match[str], editor: GridEditor, say: Say) -> Done:
    reference, value = match["cell"].upper(), read_value(match["value"])
    return editor.set_cell(reference, value), say(f"Set {reference} to {value}", f"{reference} es ahora {value}")


def _join(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
