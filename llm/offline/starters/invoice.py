"""Invoice: lines, subtotal, tax at the rate that the message names, total."""

import re
from datetime import timedelta

from django.utils import timezone

from llm.offline.drafts import Draft
from llm.offline.grids import Grid, SheetGrid, grid_of
from llm.offline.starters.base import Starter, money, trigger
from llm.offline.wish import Wish

_RATE = re.compile(r"(\d{1,2}(?:[.,]\d{1,2})?)\s*%")
_LINE = re.compile(
    r"(?P<quantity>\d{1,6})\s+(?P<name>[^\d,;\n]{2,60}?)\s+(?:at|for|@|x|a|por)\s+[$€£]?\s*(?P<price>\d[\d.,]*)",
    re.IGNORECASE,
)
_DUE_DAYS = 30


def build(wish: Wish) -> Draft:
    """Return the pasted or named lines, else example ones; the parties' details are a sheet to fill in."""
    lines = _pasted_lines(wish) or [
        (m["name"].strip(), m["quantity"], money(m["price"])) for m in _LINE.finditer(wish.words)
    ]
    rate = _RATE.search(wish.words)
    sheets = (
        SheetGrid(wish.say("Details", "Datos"), _details(wish)),
        SheetGrid(
            wish.say("Invoice", "Factura"),
            grid_of(_header(wish), _rows(wish, lines or _examples(wish), rate[1] if rate else "21")),
        ),
    )
    line = wish.say(
        "an invoice; amounts, tax and total are formulas.", "una factura; importes, impuesto y total son fórmulas."
    )
    if not lines:
        line += wish.say(" The lines are examples to replace.", " Las líneas son ejemplos para sustituir.")
    if not rate:
        line += wish.say(
            " Check the tax rate: 21% is only my default.",
            " Revisa el tipo de IVA: 21 % es solo mi valor por defecto.",
        )
    return Draft(wish.title or wish.say("Invoice", "Factura"), line, sheets=sheets)


def _pasted_lines(wish: Wish) -> list[tuple[str, str, str]]:
    """Return pasted rows of description, quantity and price, or of description and price."""
    grid = wish.pasted.grid if wish.pasted else None
    if grid is None or grid.width < 2:
        return []
    if grid.width == 2:
        return [(row[0], "1", row[1]) for row in grid.rows if len(row) == 2]
    return [(row[0], row[1], row[2]) for row in grid.rows if len(row) > 2]


def _examples(wish: Wish) -> list[tuple[str, str, str]]:
    return [
        (wish.say("Consulting (hours)", "Consultoría (horas)"), "8", "60"),
        (wish.say("Travel expenses", "Gastos de viaje"), "1", "45.50"),
    ]


def _header(wish: Wish) -> tuple[str, ...]:
    return (
        wish.say("Description", "Concepto"),
        wish.say("Quantity", "Cantidad"),
        wish.say("Unit price", "Precio unitario"),
        wish.say("Amount", "Importe"),
    )


def _rows(wish: Wish, lines: list[tuple[str, str, str]], rate: str) -> list[list[str]]:
    rows = [[*line, f"=ROUND(B{row}*C{row},2)"] for row, line in enumerate(lines, 2)]
    subtotal = len(rows) + 2
    rows.append([wish.say("Subtotal", "Base imponible"), "", "", f"=SUM(D2:D{subtotal - 1})"])
    rows.append([wish.say("VAT", "IVA"), "", f"{rate.replace(',', '.')}%", f"=ROUND(D{subtotal}*C{subtotal + 1},2)"])
    rows.append([wish.say("Total", "Total"), "", "", f"=D{subtotal}+D{subtotal + 1}"])
    return rows


def _details(wish: Wish) -> Grid:
    today = timezone.localdate()
    return grid_of(
        (wish.say("Field", "Campo"), wish.say("Value", "Valor")),
        [
            [wish.say("From", "Emisor")],
            [wish.say("To", "Cliente")],
            [wish.say("Number", "Número")],
            [wish.say("Date", "Fecha"), today.isoformat()],
            [wish.say("Due", "Vencimiento"), (today + timedelta(days=_DUE_DAYS)).isoformat()],
            [wish.say("Account", "Cuenta")],
        ],
    )


STARTER = Starter("invoice", trigger(r"invoices?|bill\s+for", r"facturas?"), build, takes_pasted=True)
