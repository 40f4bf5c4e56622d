"""Project budget: quantity times unit cost, a reserve in percent, a total."""

import re

from llm.offline.drafts import Draft
from llm.offline.grids import SheetGrid, grid_of
from llm.offline.starters.base import Starter, trigger
from llm.offline.starters.household_budget import read_amounts
from llm.offline.wish import Wish

_RESERVE = re.compile(r"(\d{1,2}(?:\.\d)?)\s*%")


def build(wish: Wish) -> Draft:
    """Return the costs that the message names, else example ones."""
    named = read_amounts(_RESERVE.sub("", wish.words))
    costs = [(name, "1", amount) for name, amount in named] or _examples(wish)
    title = wish.title or wish.say("Project budget", "Presupuesto del proyecto")
    line = (
        wish.say(
            "a project budget with your amounts; totals are formulas.",
            "un presupuesto con tus importes; los totales son fórmulas.",
        )
        if named
        else wish.say(
            "a project budget; the items and amounts are examples to replace, totals are formulas.",
            "un presupuesto de proyecto; partidas e importes son ejemplos para sustituir, los totales son fórmulas.",
        )
    )
    header = (
        wish.say("Item", "Partida"),
        wish.say("Quantity", "Cantidad"),
        wish.say("Unit cost", "Coste unitario"),
        wish.say("Cost", "Coste"),
    )
    return Draft(
        title, line, sheets=(SheetGrid(wish.say("Budget", "Presupuesto"), grid_of(header, _rows(wish, costs))),)
    )


def _rows(wish: Wish, costs: list[tuple[str, str, str]]) -> list[list[str]]:
    match = _RESERVE.search(wish.words)
    rows = [[*cost, f"=B{row}*C{row}"] for row, cost in enumerate(costs, 2)]
    subtotal = len(rows) + 2
    rows.append([wish.say("Subtotal", "Subtotal"), "", "", f"=SUM(D2:D{subtotal - 1})"])
    reserve = f"{match[1]}%" if match else "10%"
    rows.append([wish.say("Reserve", "Imprevistos"), "", reserve, f"=ROUND(D{subtotal}*C{subtotal + 1},2)"])
    rows.append([wish.say("Total", "Total"), "", "", f"=D{subtotal}+D{subtotal + 1}"])
    return rows


def _examples(wish: Wish) -> list[tuple[str, str, str]]:
    return [
        (wish.say("Staff (days)", "Personal (días)"), "20", "350"),
        (wish.say("Equipment", "Equipos"), "2", "800"),
        (wish.say("Software (months)", "Software (meses)"), "6", "45"),
        (wish.say("Travel", "Viajes"), "3", "220"),
        (wish.say("Training", "Formación"), "1", "600"),
    ]


STARTER = Starter(
    "project budget",
    trigger(
        r"(?:project|event|wedding|trip|travel|marketing|department|team|party|renovation)\s+budget",
        r"presupuesto\s+(?:de|del|para)\s+(?:el\s+|la\s+|un\s+|una\s+|mi\s+)?(?:proyecto|evento|boda|viaje|reforma|equipo|obra)",
    ),
    build,
)
