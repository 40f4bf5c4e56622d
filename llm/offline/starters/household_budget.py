"""Household budget: income, expenses and what is left, planned against actual, every total a formula."""

import re

from llm.offline.drafts import Draft
from llm.offline.grids import SheetGrid, grid_of
from llm.offline.naming import sentence_case
from llm.offline.starters.base import Starter, money, trigger
from llm.offline.wish import Wish

_AMOUNT = re.compile(
    r"^(?P<name>\D*?)\s*[:=]?\s*(?:of|de)?\s*[$€£]?\s*(?P<amount>\d[\d.,]*)\s*(?:[$€£]|eur(?:os)?|usd|dollars?)?\b"
)
_BEFORE_NAME = re.compile(
    r"^.*\b(?:budget|presupuesto|with|con|for|para|my|mi|and|y|have|earn|gano|tengo)\b", re.IGNORECASE | re.DOTALL
)
_INCOME = re.compile(r"\b(?:income|salary|wages?|pay|ingresos?|sueldo|salario|n[oó]mina)\b", re.IGNORECASE)


def build(wish: Wish) -> Draft:
    """Return the budget with the amounts that the message names, else with example amounts."""
    named = read_amounts(wish.words)
    income, expenses = _split(named) if named else _examples(wish)
    title = wish.title or wish.say("Household budget", "Presupuesto doméstico")
    if named:
        line = wish.say(
            "a household budget with your amounts; totals are formulas.",
            "un presupuesto con tus importes; los totales son fórmulas.",
        )
    else:
        line = wish.say(
            "a household budget; the amounts are examples to replace, totals are formulas.",
            "un presupuesto doméstico; los importes son ejemplos para sustituir, los totales son fórmulas.",
        )
    name = wish.say("Budget", "Presupuesto")
    return Draft(title, line, sheets=(SheetGrid(name, grid_of(_header(wish), _rows(wish, income, expenses))),))


def read_amounts(words: str) -> list[tuple[str, str]]:
    """Return the pairs of name and amount in "rent 900, food 350"."""
    pairs = []
    for part in re.split(r"[;\n]|,(?!\d)|\s+(?:and|y)\s+", words):
        if match := _AMOUNT.match(part.strip(" -*•.:")):
            name = _BEFORE_NAME.sub("", match["name"]).strip(" :-")
            if name:
                pairs.append((sentence_case(name), money(match["amount"])))
    return pairs


def _split(named: list[tuple[str, str]]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    income = [pair for pair in named if _INCOME.search(pair[0])]
    return income, [pair for pair in named if pair not in income]


def _examples(wish: Wish) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    income = [(wish.say("Salary", "Sueldo"), "2800"), (wish.say("Other income", "Otros ingresos"), "150")]
    expenses = [
        (wish.say("Rent or mortgage", "Alquiler o hipoteca"), "900"),
        (wish.say("Food", "Alimentación"), "420"),
        (wish.say("Energy and water", "Energía y agua"), "140"),
        (wish.say("Internet and phone", "Internet y teléfono"), "55"),
        (wish.say("Transport", "Transporte"), "160"),
        (wish.say("Insurance", "Seguros"), "95"),
        (wish.say("Health", "Salud"), "60"),
        (wish.say("Leisure", "Ocio"), "200"),
        (wish.say("Savings", "Ahorro"), "300"),
    ]
    return income, expenses


def _header(wish: Wish) -> tuple[str, ...]:
    return (
        wish.say("Category", "Categoría"),
        wish.say("Planned", "Previsto"),
        wish.say("Actual", "Real"),
        wish.say("Difference", "Diferencia"),
    )


def _rows(wish: Wish, income: list[tuple[str, str]], expenses: list[tuple[str, str]]) -> list[list[str]]:
    """Return the rows under the header, which is row 1: a difference is always good news when it is positive."""
    income = income or [(wish.say("Income", "Ingresos"), "")]
    expenses = expenses or [(wish.say("Expenses", "Gastos"), "")]
    first_expense = len(income) + 3
    income_total, expense_total = first_expense - 1, first_expense + len(expenses)
    rows = [[name, amount, "", f'=IF(C{row}="","",C{row}-B{row})'] for row, (name, amount) in enumerate(income, 2)]
    rows.append(_total(wish.say("Total income", "Total ingresos"), 2, income_total))
    rows.extend(
        [name, amount, "", f'=IF(C{row}="","",B{row}-C{row})']
        for row, (name, amount) in enumerate(expenses, first_expense)
    )
    rows.append(_total(wish.say("Total expenses", "Total gastos"), first_expense, expense_total))
    left = [f"={column}{income_total}-{column}{expense_total}" for column in "BC"]
    rows.append([wish.say("Left over", "Disponible"), *left, f"=D{income_total}+D{expense_total}"])
    return rows


def _total(name: str, first: int, row: int) -> list[str]:
    return [name, *(f"=SUM({column}{first}:{column}{row - 1})" for column in "BCD")]


STARTER = Starter(
    "household budget",
    trigger("budget|household expenses|monthly expenses", "presupuesto|gastos de(?:l hogar| casa)|gastos mensuales"),
    build,
)
