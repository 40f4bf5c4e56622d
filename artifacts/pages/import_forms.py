"""The page on which a delimited file's guesses are looked at and changed: its form, and what it shows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from artifacts.kinds.cell_display import CellView, column_class, table_cell
from artifacts.kinds.table.content import Column, ColumnType
from artifacts.kinds.table.stored import StoredTable
from artifacts.kinds.values.days import DayOrder
from artifacts.kinds.values.numbers import Decimal
from artifacts.rows.limits import PREVIEW_ROWS
from artifacts.sources.importing.choices import Choices, Guesses, choices_from_json
from artifacts.sources.importing.encodings import ENCODINGS

Words = Promise | str
DELIMITER_WORDS: Mapping[str, Words] = {
    ",": gettext_lazy("Comma"),
    ";": gettext_lazy("Semicolon"),
    "\t": gettext_lazy("Tab"),
    "|": gettext_lazy("Vertical bar"),
}
DECIMAL_WORDS: Mapping[str, Words] = {
    Decimal.POINT: gettext_lazy("Point: 1,250.5"),
    Decimal.COMMA: gettext_lazy("Comma: 1.250,5"),
}
ORDER_WORDS: Mapping[str, Words] = {
    DayOrder.DAY_FIRST: gettext_lazy("Day first: 31/12/2025"),
    DayOrder.MONTH_FIRST: gettext_lazy("Month first: 12/31/2025"),
}
HEADER_WORDS: Mapping[str, Words] = {"yes": gettext_lazy("Yes"), "no": gettext_lazy("No")}
TYPE_WORDS: Mapping[ColumnType, Words] = {
    ColumnType.TEXT: gettext_lazy("Text"),
    ColumnType.NUMBER: gettext_lazy("Number"),
    ColumnType.CURRENCY: gettext_lazy("Currency"),
    ColumnType.PERCENT: gettext_lazy("Percent"),
    ColumnType.DATE: gettext_lazy("Date"),
    ColumnType.TIME: gettext_lazy("Time"),
    ColumnType.TIMESTAMP: gettext_lazy("Date and time"),
    ColumnType.DURATION: gettext_lazy("Duration"),
    ColumnType.BOOLEAN: gettext_lazy("Yes or no"),
    ColumnType.LINK: gettext_lazy("Link"),
}


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a select; the one with an empty value is what is found out."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class SelectView:
    """One question about the file."""

    name: str
    label: str
    options: Sequence[Option]


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column of the preview, with the choice of its type."""

    name: str
    css: str
    question: str
    options: Sequence[Option]


@dataclass(frozen=True, slots=True)
class PreviewView:
    """The first rows as they would be read."""

    columns: Sequence[ColumnView]
    rows: Sequence[Sequence[CellView]]


def choices_of_form(fields: QueryDict) -> Choices:
    """Return what the form says; raise Invalid, which names the field."""
    names = ("encoding", "delimiter", "decimal", "day_order", "header")
    return choices_from_json({**{name: fields.get(name, "") for name in names}, "types": fields.getlist("types")})


def selects(choices: Choices, guesses: Guesses) -> list[SelectView]:
    """Return the questions about the file, the found answers in words."""
    header = {None: "", True: "yes", False: "no"}
    found_header = _("Yes") if guesses.has_header else _("No")
    decimal, order = guesses.decimal or "", guesses.day_order or ""
    return [
        _select("encoding", _("Encoding"), ENCODINGS, choices.encoding, str(ENCODINGS[guesses.encoding])),
        _select(
            "delimiter",
            _("Between cells"),
            DELIMITER_WORDS,
            choices.delimiter,
            str(DELIMITER_WORDS.get(guesses.delimiter, guesses.delimiter)),
        ),
        _select("decimal", _("Decimals"), DECIMAL_WORDS, choices.decimal or "", str(DECIMAL_WORDS.get(decimal, ""))),
        _select("day_order", _("Days"), ORDER_WORDS, choices.day_order or "", str(ORDER_WORDS.get(order, ""))),
        _select("header", _("Header row"), HEADER_WORDS, header[choices.header], found_header),
    ]


def preview_of(table: StoredTable, choices: Choices) -> PreviewView:
    """Return the first rows as the grid would show them."""
    kinds = [*choices.types, *[None] * len(table.columns)]
    columns = [_column(column, kind) for column, kind in zip(table.columns, kinds, strict=False)]
    rows = [
        [table_cell(value, column) for value, column in zip(row, table.columns, strict=True)]
        for row in table.window(0, PREVIEW_ROWS)
    ]
    return PreviewView(columns, rows)


def _column(column: Column, chosen: ColumnType | None) -> ColumnView:
    found = str(TYPE_WORDS[column.type])
    options = _options(TYPE_WORDS.items(), chosen or "", found)
    question = column.question.words if column.question else ""
    return ColumnView(column.name, column_class(column), question, options)


def _select(name: str, label: str, words: Mapping[str, Words], chosen: str, found: str) -> SelectView:
    return SelectView(name, label, _options(words.items(), chosen, found))


def _options(words: Iterable[tuple[str, Words]], chosen: str, found: str) -> list[Option]:
    by_itself = _("Find it out") if chosen else _("%(found)s (found)") % {"found": found} if found else _("By column")
    return [
        Option("", by_itself, is_chosen=not chosen),
        *(Option(str(value), str(label), is_chosen=value == chosen) for value, label in words),
    ]
