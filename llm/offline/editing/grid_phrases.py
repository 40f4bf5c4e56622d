"""Phrases about tables and sheets, English and Spanish. To add one: a pattern with its command, a row in the table."""

import re
from collections.abc import Callable

from llm.offline.editing import grids
from llm.offline.editing.editor import GridEditor

_ADD = r"(?:add|insert|append|create|include|a[ñn]ad[ei]r?|agregar?|insertar?|crear?|pon(?:er)?)"
_REMOVE = r"(?:remove|delete|drop|quitar?|elimin[ae]r?|borr[ae]r?|suprim[ei]r?)"
_RENAME = r"(?:rename|change|renombrar?|cambiar?)"
_THE = r"(?:(?:the|an?|another|new|empty|all|las?|los|el|un[ao]?|otr[ao]|nuev[ao]s?|tod[ao]s)\s+)*"
_COLUMN = r"(?:columns?|columnas?)"
_ROW = r"(?:rows?|filas?)"
_TO = r"(?:to|as|into|an?|como|por)"
_CELL = r"(?:the\s+)?(?:la\s+)?(?:cell\s+|celda\s+)?(?P<cell>[a-z]{1,3}[1-9]\d{0,6})"
_TITLED = r"(?:(?:called|named|for|titled|llamadas?|para|de|con|:)\s*)?"
_WHERE = (
    r"(?:\s+(?P<where>after|before|despu[eé]s de|detr[aá]s de|antes de)\s+(?:the\s+|la\s+)?"
    r"(?:column\s+|columna\s+)?(?P<anchor>.+?))?"
)
_WITH = r"(?:\s+(?:with|filled with|set to|equal to|con)\s+(?:the\s+|el\s+)?(?:values?\s+|valor\s+)?(?P<value>.+?))?"
_TOTALS = r".{0,20}?\b(?:totals?|sums?|totales|suma)\b(?:\s+(?:row|line|fila))?.{0,30}"
_ROWS = rf"{_ROW}\s+(?P<first>\d+)(?:\s*(?:-|–|to|through|a|hasta)\s*(?P<last>\d+))?"
_ROWS_WHERE = (
    rf"{_ROW}\s+(?:where|with|whose|in which|that have|donde|con|cuy[oa]|en las que)\s+{_THE}(?P<condition>.+)"
)
_SORT = (
    r"(?:sort|order|orden[ae](?:r|la|lo)?)\s+"
    r"(?:(?:it|this|the|rows?|table|sheet|all|las?|el|filas|tabla|hoja|todo)\s+)*(?:by|por)\s+(?P<keys>.+)"
)
_KEEP = (
    r"(?:filter|keep|show|leave|filtrar?|dejar?|mostrar|muestra|mant[eé]n|conserva)\s+"
    r"(?:(?:only|just|the|rows?|those|where|with|by|on|for|whose|in which|s[oó]lo|las?|el|filas|donde|con|por)\s+)*"
    r"(?P<condition>.+)"
)
_EMPTY = (
    r"(?P<empty>(?:empty|blank|missing)(?:\s+(?:cells?|values?|ones))?|(?:celdas|valores)\s+vac[ií][oa]s|huecos)?\s*"
    r"(?:(?:in|of|de|en)\s+)?"
)


def _phrase(pattern: str) -> re.Pattern[str]:
    polite = r"(?:please\s+|por favor,?\s+|can you\s+|could you\s+|puedes\s+)?"
    return re.compile(rf"^{polite}{pattern}[\s.!?]*$", re.IGNORECASE)


Command = Callable[[re.Match[str], GridEditor, grids.Say], grids.Done]
GRID_PHRASES: tuple[tuple[re.Pattern[str], Command], ...] = (
    (_phrase(rf"{_ADD}\s+{_TOTALS}"), grids.add_totals),
    (_phrase(rf"{_ADD}\s+{_THE}{_COLUMN}\s+{_TITLED}(?P<names>.+?){_WHERE}{_WITH}"), grids.add_columns),
    (_phrase(rf"{_ADD}\s+{_THE}(?P<names>[^,]+?)\s+{_COLUMN}{_WHERE}{_WITH}"), grids.add_columns),
    (_phrase(rf"{_REMOVE}\s+{_THE}{_ROWS}"), grids.delete_rows),
    (_phrase(rf"{_REMOVE}\s+{_THE}{_ROWS_WHERE}"), grids.drop),
    (_phrase(rf"{_REMOVE}\s+{_THE}{_COLUMN}\s+(?P<names>.+)"), grids.delete_columns),
    (_phrase(rf"{_REMOVE}\s+{_THE}(?P<names>.+?)\s+{_COLUMN}"), grids.delete_columns),
    (_phrase(rf"{_RENAME}\s+{_THE}{_COLUMN}\s+(?P<old>.+?)\s+{_TO}\s+(?P<new>.+)"), grids.rename_column),
    (_phrase(rf"{_RENAME}\s+{_THE}(?P<old>.+?)\s+{_COLUMN}\s+{_TO}\s+(?P<new>.+)"), grids.rename_column),
    (
        _phrase(rf"(?:rename|renombra)\s+(?P<old>(?!(?:it|this|the|la|el)\b).+?)\s+{_TO}\s+(?P<new>.+)"),
        grids.rename_column,
    ),
    (_phrase(_SORT), grids.sort),
    (_phrase(_KEEP), grids.keep),
    (
        _phrase(
            rf"(?:fill|rellenar?|completar?)\s+(?:in\s+)?(?:(?:all|the|las|los)\s+)*{_EMPTY}{_THE}(?:column\s+|columna\s+)?(?P<column>.*?)\s*"
            r"(?:column\s+)?(?:with|con)\s+(?P<value>.+)"
        ),
        grids.fill,
    ),
    (_phrase(rf"(?:set|change|cambia)\s+{_CELL}\s+(?:to|=|a|por)\s*(?P<value>.+)"), grids.set_cell),
    (_phrase(rf"(?:put|write|enter|pon|escribe)\s+(?P<value>.+?)\s+(?:in|into|en)\s+{_CELL}"), grids.set_cell),
)
