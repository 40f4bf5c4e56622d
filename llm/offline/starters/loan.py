"""Loan amortisation: level payments to the cent; the last one takes the rounding, so the balance closes at zero."""

import re

from llm.offline.drafts import Draft
from llm.offline.grids import SheetGrid, grid_of
from llm.offline.starters.base import Starter, money, trigger
from llm.offline.wish import Wish

_RATE = re.compile(r"(\d{1,2}(?:[.,]\d{1,3})?)\s*(?:%|percent|por ciento)", re.IGNORECASE)
_TERM = re.compile(r"(\d{1,3})\s*-?\s*(years?|yrs?|a[nñ]os?|months?|meses|mes)\b", re.IGNORECASE)
_AMOUNT = re.compile(
    r"(?<![\d.,])(\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?|\d{3,9}(?:[.,]\d{1,2})?)(?P<thousands>\s?k\b)?(?!\s*(?:%|years?|a[nñ]os|months?|meses))",
    re.IGNORECASE,
)
_MOST_MONTHS = 600


def build(wish: Wish) -> Draft:
    """Return the loan's figures and one row for each month; what the message does not name is an example."""
    amount, rate, term = _AMOUNT.search(wish.words), _RATE.search(wish.words), _TERM.search(wish.words)
    months = _months(term) if term else 12
    principal = money(amount[1]) + ("000" if amount["thousands"] else "") if amount else "10000"
    percent = rate[1].replace(",", ".") if rate else "5"
    name = wish.say("Schedule", "Cuotas")
    sheets = (
        SheetGrid(
            wish.say("Loan", "Préstamo"), grid_of(_fields(wish), _figures(wish, principal, percent, months, name))
        ),
        SheetGrid(name, grid_of(_header(wish), _rows(wish.say("Loan", "Préstamo"), months))),
    )
    line = wish.say(
        f"a loan of {principal} at {percent}% a year over {months} months, in formulas; the balance closes at zero.",
        f"un préstamo de {principal} al {percent} % anual a {months} meses, en fórmulas; el saldo termina en cero.",
    )
    if not (amount and rate and term):
        line += wish.say(" What you did not name is an example.", " Lo que no has indicado es un ejemplo.")
    return Draft(wish.title or wish.say("Loan amortisation", "Amortización del préstamo"), line, sheets=sheets)


def _months(term: re.Match[str]) -> int:
    number = int(term[1]) * (1 if term[2].lower().startswith("m") else 12)
    return max(1, min(number, _MOST_MONTHS))


def _fields(wish: Wish) -> tuple[str, str]:
    return wish.say("Figure", "Dato"), wish.say("Value", "Valor")


def _figures(wish: Wish, principal: str, percent: str, months: int, schedule: str) -> list[list[str]]:
    last = months + 1
    payment = "=IF(B3=0,ROUND(B2/B4,2),ROUND(PMT(B3/12,B4,-B2),2))"
    return [
        [wish.say("Amount", "Importe"), principal],
        [wish.say("Interest a year", "Interés anual"), f"{percent}%"],
        [wish.say("Months", "Meses"), str(months)],
        [wish.say("Monthly payment", "Cuota mensual"), payment],
        [wish.say("Total interest", "Total de intereses"), f"=ROUND(SUM({schedule}!D2:D{last}),2)"],
        [wish.say("Total paid", "Total pagado"), f"=ROUND(SUM({schedule}!C2:C{last}),2)"],
    ]


def _header(wish: Wish) -> tuple[str, ...]:
    return (
        wish.say("Month", "Mes"),
        wish.say("Opening balance", "Saldo inicial"),
        wish.say("Payment", "Cuota"),
        wish.say("Interest", "Intereses"),
        wish.say("Repayment", "Amortización"),
        wish.say("Closing balance", "Saldo final"),
    )


def _rows(loan: str, months: int) -> list[list[str]]:
    last = months + 1
    return [
        [
            str(row - 1),
            f"={loan}!$B$2" if row == 2 else f"=F{row - 1}",
            f"=ROUND(B{row}+D{row},2)" if row == last else f"={loan}!$B$5",
            f"=ROUND(B{row}*{loan}!$B$3/12,2)",
            f"=ROUND(C{row}-D{row},2)",
            f"=ROUND(B{row}-E{row},2)",
        ]
        for row in range(2, last + 1)
    ]


STARTER = Starter(
    "loan amortisation",
    trigger(
        r"loan|mortgage|amorti[sz]ation|repayment\s+(?:schedule|plan)",
        r"pr[eé]stamo|hipoteca|amortizaci[oó]n|cuadro\s+de\s+amortizaci[oó]n",
    ),
    build,
)
