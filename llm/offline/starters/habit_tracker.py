"""Habit tracker: habits as rows, days as columns; marks are counted by formula."""

import re

from artifacts.kinds.references import column_letters
from llm.offline.drafts import Draft
from llm.offline.grids import SheetGrid, grid_of
from llm.offline.starters.base import Starter, figure, listed, trigger
from llm.offline.wish import Wish

_WEEK = re.compile(r"\b(?:week|weekly|semana|semanal)\b", re.IGNORECASE)


def build(wish: Wish) -> Draft:
    """Return the user's habits, else examples, over a month, a week or the named number of days."""
    named = listed(wish, r"habits?|h[aá]bitos?")
    habits = named or _examples(wish)
    usual = 7 if _WEEK.search(wish.words) else 31
    days, fewer = figure(wish, "days?|d[ií]as?", usual, 366, wish.say("days", "días"))
    last_day, done = column_letters(days + 1), column_letters(days + 2)
    rows = [
        [habit, *[""] * days, f"=COUNTA(B{row}:{last_day}{row})", f"=ROUND(100*{done}{row}/{days},0)"]
        for row, habit in enumerate(habits, 2)
    ]
    header = (
        wish.say("Habit", "Hábito"),
        *(str(day) for day in range(1, days + 1)),
        wish.say("Done", "Hechos"),
        wish.say("Done in %", "Hechos en %"),
    )
    line = wish.say(
        "a habit tracker: mark a day with x, the counts are formulas.",
        "un registro de hábitos: marca el día con x; las cuentas son fórmulas.",
    )
    if not named:
        line += wish.say(" The habits are examples.", " Los hábitos son ejemplos.")
    sheet = SheetGrid(wish.say("Habits", "Hábitos"), grid_of(header, rows))
    return Draft(wish.title or wish.say("Habit tracker", "Registro de hábitos"), line + fewer, sheets=(sheet,))


def _examples(wish: Wish) -> tuple[str, ...]:
    return (
        wish.say("Walk 30 minutes", "Caminar 30 minutos"),
        wish.say("Read", "Leer"),
        wish.say("Drink water", "Beber agua"),
        wish.say("Sleep 8 hours", "Dormir 8 horas"),
        wish.say("Learn a language", "Estudiar un idioma"),
    )


STARTER = Starter(
    "habit tracker",
    trigger(
        r"habits?(?:\s+\w+)?\s+(?:tracker|tracking|log)|habit\s?tracker|track\s+(?:my\s+)?habits",
        r"(?:registro|seguimiento|control|rastreador)\s+de\s+(?:mis\s+)?h[aá]bitos|h[aá]bitos",
    ),
    build,
    takes_pasted=True,
)
