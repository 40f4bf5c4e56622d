"""Project plan: tasks one after the other, dates as formulas, so that a longer task moves all that follow."""

import re
from datetime import date

from django.utils import timezone

from llm.offline.drafts import Draft
from llm.offline.grids import SheetGrid, grid_of
from llm.offline.starters.base import Starter, listed, trigger
from llm.offline.wish import Wish

_DATE = re.compile(r"\b(\d{4}-\d{2}-\d{2})\b")
_DAYS = 5


def build(wish: Wish) -> Draft:
    """Return the user's tasks, else the usual phases; starts on the date in the message, else today."""
    tasks = listed(wish, "tasks?|steps?|phases?|tareas?|pasos|fases?") or _phases(wish)
    rows = [_row(wish, row, task) for row, task in enumerate(tasks, 2)]
    rows[0][2] = _start(wish.words).isoformat()
    header = (
        wish.say("Task", "Tarea"),
        wish.say("Owner", "Responsable"),
        wish.say("Start", "Inicio"),
        wish.say("Days", "Días"),
        wish.say("End", "Fin"),
        wish.say("Status", "Estado"),
    )
    line = wish.say(
        f"a project plan; every task is set to {_DAYS} days to be changed, the dates follow by formula.",
        f"un plan de proyecto; cada tarea dura {_DAYS} días, que puedes cambiar, y las fechas se calculan solas.",
    )
    title = wish.title or wish.say("Project plan", "Plan de proyecto")
    return Draft(title, line, sheets=(SheetGrid(wish.say("Plan", "Plan"), grid_of(header, rows)),))


def _row(wish: Wish, row: int, task: str) -> list[str]:
    return [task, "", f"=E{row - 1}+1", str(_DAYS), f"=C{row}+D{row}-1", wish.say("Planned", "Previsto")]


def _phases(wish: Wish) -> tuple[str, ...]:
    return (
        wish.say("Kick-off", "Arranque"),
        wish.say("Requirements", "Requisitos"),
        wish.say("Design", "Diseño"),
        wish.say("Build", "Construcción"),
        wish.say("Test", "Pruebas"),
        wish.say("Launch", "Lanzamiento"),
        wish.say("Review", "Revisión"),
    )


def _start(words: str) -> date:
    match = _DATE.search(words)
    try:
        return date.fromisoformat(match[1]) if match else timezone.localdate()
    except ValueError:
        return timezone.localdate()


STARTER = Starter(
    "project plan",
    trigger(
        r"project\s+(?:plan|schedule|timeline|roadmap)|gantt|plan\s+for\s+(?:the|my|our|a)\s+project",
        r"plan(?:ificaci[oó]n)?\s+(?:de|del)\s+(?:mi\s+)?proyecto|cronograma",
    ),
    build,
    takes_pasted=True,
)
