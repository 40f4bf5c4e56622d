"""What can be asked plainly about a chosen part: "clear it", "set them to 0", "delete this", "rename it to Aims"."""

import re
from collections.abc import Callable

from artifacts.for_models.selection import Part
from artifacts.kinds.document.outline import sections_of
from artifacts.kinds.references import parse_range
from llm.offline.editing.editor import Operations
from llm.offline.editing.values import unquoted
from llm.offline.naming import sentence_case

Say = Callable[[str, str], str]
Done = tuple[Operations, str]

_THIS = (
    r"(?:it|this|that|these|those|them|all|(?:the|these|this|el|la|los|las|est[aeo]s?)\s+"
    r"(?:selection|cells?|range|section|selecci[oó]n|celdas?|rango|apartado|secci[oó]n)|est[aeo]s?|tod[ao]s?)"
)
_POLITE = r"(?:please\s+|por favor,?\s+)?"
_CLEAR = re.compile(
    rf"{_POLITE}(?:(?:clear|empty|erase|delete|remove|vac[ií]a|borra|limpia|quita|elimina)\s+{_THIS}"
    r"|(?:clear|delete|remove|b[oó]rral[aeo]s?|vac[ií]al[aeo]s?|qu[ií]tal[aeo]s?|elim[ií]nal[aeo]s?))[\s.!]*",
    re.IGNORECASE,
)
_SET = re.compile(
    rf"{_POLITE}(?:set|fill|change|make|put|pon|rellena|cambia)\s+{_THIS}\s+(?:to|with|as|a|con|por)\s+(?P<value>.+)",
    re.IGNORECASE | re.DOTALL,
)
_RENAME = re.compile(
    rf"{_POLITE}(?:rename|call|title|renombra|llama)\s+{_THIS}\s+(?:(?:to|as|a|como)\s+)?(?P<value>.+)", re.IGNORECASE
)


def change_chosen(clause: str, part: Part, text: str, say: Say) -> Done | None:
    """Return the operations on the part that a clause asks for; None when it is about something else.

    `text` is the document's; of a grid it is not read.
    """
    if part.range:
        return _cells(clause, part, say)
    return _section(clause, part, text, say) if not part.text else None


def _cells(clause: str, part: Part, say: Say) -> Done | None:
    sheet = {"sheet": part.sheet} if part.sheet else {}
    if _CLEAR.fullmatch(clause):
        return [{"op": "clear_cells", "range": part.range, **sheet}], say(
            f"Cleared {part.range}", f"{part.range} queda en blanco"
        )
    if match := _SET.fullmatch(clause):
        value = unquoted(match["value"].strip().rstrip("."))
        top, left, bottom, right = parse_range(part.range)
        values = [[value] * (right - left + 1)] * (bottom - top + 1)
        operation = {"op": "set_cells", "at": part.range.partition(":")[0], "values": values, **sheet}
        return [operation], say(f"Set {part.range} to “{value}”", f"{part.range} contiene ahora «{value}»")
    return None


def _section(clause: str, part: Part, text: str, say: Say) -> Done | None:
    section = next((one for one in sections_of(text) if one.id == part.section), None)
    if section is None:
        return None
    if _CLEAR.fullmatch(clause):
        note = say(f"Removed the section “{section.title}”", f"Quitado el apartado «{section.title}»")
        return [{"op": "delete_section", "section": section.id}], note
    if match := _RENAME.fullmatch(clause):
        new = sentence_case(unquoted(match["value"].strip()))
        body = text[section.start : section.end].partition("\n")[2]
        note = say(f"Renamed “{section.title}” to “{new}”", f"«{section.title}» se llama ahora «{new}»")
        return [{"op": "replace_section", "section": section.id, "text": f"{'#' * section.level} {new}\n{body}"}], note
    return None
