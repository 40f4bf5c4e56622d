"""Weekly schedule: hours as rows, days as columns."""

import re

from llm.offline.drafts import Draft
from llm.offline.grids import grid_of
from llm.offline.starters.base import Starter, trigger
from llm.offline.wish import Wish

_HOURS = re.compile(
    r"(?:from|between|de|desde)?\s*(?:las\s+)?\b(\d{1,2})(?:[:.]00)?\s*(?:h|am|a\.m\.)?\s*(?:to|until|and|-|–|a|hasta)\s*(?:las\s+)?(\d{1,2})(?:[:.]00)?\s*(pm|p\.m\.)?(?!\s*(?:rows|columns|filas|columnas|%))",
    re.IGNORECASE,
)
_WEEKEND = re.compile(
    r"\b(?:weekends?|seven days|7 days|sunday|fin(?:es)? de semana|siete d[ií]as|7 d[ií]as|domingo)\b", re.IGNORECASE
)
_ENGLISH = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SPANISH = ("Lunes", "Martes", "Miércoles", "Jueves", "Viernes", "Sábado", "Domingo")


def build(wish: Wish) -> Draft:
    """Return one row for each hour of the day part that the message names, 8 to 18 when it names none."""
    first, last = _read_hours(wish.words)
    days = 7 if _WEEKEND.search(wish.words) else 5
    header = (wish.say("Hour", "Hora"), *(_ENGLISH if wish.say("en", "es") == "en" else _SPANISH)[:days])
    rows = [[f"{hour:02}:00-{hour + 1:02}:00"] for hour in range(first, last)]
    line = wish.say("a weekly schedule to fill in.", "un horario semanal para rellenar.")
    return Draft(wish.title or wish.say("Weekly schedule", "Horario semanal"), line, grid=grid_of(header, rows))


def _read_hours(words: str) -> tuple[int, int]:
    match = _HOURS.search(words)
    if not match:
        return 8, 18
    first, last = int(match[1]), int(match[2])
    if last < first and last <= 12:
        last += 12
    return (first, last) if 0 <= first < last <= 24 else (8, 18)


STARTER = Starter(
    "weekly schedule",
    trigger(
        r"(?:weekly|week|class|study|work|shift)\s+(?:schedule|timetable|planner|plan|rota)|timetable|schedule\s+for\s+(?:the|my|a)\s+week",
        r"horario(?:\s+(?:semanal|de clases?|de trabajo|de estudio))?|planificador\s+semanal|cuadrante\s+semanal",
    ),
    build,
)
