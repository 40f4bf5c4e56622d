"""What a question is about: the columns of the main view, what they hold, and which rows are totals of the others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from artifacts.kinds.table.content import Column, ColumnType
from artifacts.queries.questions.lexicon import Phrase, folded, words_of

NUMBERS = (ColumnType.NUMBER, ColumnType.CURRENCY, ColumnType.PERCENT)
DATES = (ColumnType.DATE, ColumnType.TIMESTAMP)
TEXTS = (ColumnType.TEXT, ColumnType.LINK)
TOTALS = ("total", "totals", "grand total", "sum", "subtotal", "overall", "suma", "totales", "total general", "gesamt")
VALUES_KNOWN = 5_000
LEAST_IDENTIFIER = 100
"""Whole numbers from here on of which none stands twice are names of rows rather than figures of them."""
YES = frozenset({"yes", "y", "true", "si", "s", "x", "✓", "1"})
NO = frozenset({"no", "n", "false", "-", "✗", "0"})
_LABELS = frozenset(
    {"id", "no", "nr", "number", "numero", "year", "ano", "zip", "phone", "code", "codigo", "telefono"}
)
Distinct = Callable[[Column], list[str] | None]
"""Return the different texts of a column; None when there are more than VALUES_KNOWN."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Columns, by key, in which no value stands twice, and those of them whose numbers tell rows apart."""

    unique: frozenset[str] = frozenset()
    identifiers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Value:
    """A text that stands in a column."""

    column: Column
    text: str


@dataclass(frozen=True)
class Schema:
    """The columns with the words of their names, and the texts of their cells by their words."""

    title: str
    columns: tuple[Column, ...]
    keys: Keys = Keys()
    names: dict[Phrase, list[Column]] = field(default_factory=dict)
    values: dict[Phrase, list[Value]] = field(default_factory=dict)
    flags: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Of columns of texts that all say yes or no, by key: those that say yes."""

    def of(self, kinds: Sequence[ColumnType]) -> list[Column]:
        """Return the columns of these types."""
        return [column for column in self.columns if column.type in kinds]

    @property
    def measures(self) -> list[Column]:
        """Number columns that can be added: no years, codes or numbers of rows."""
        return [column for column in self.of(NUMBERS) if not self._is_label(column)]

    def _is_label(self, column: Column) -> bool:
        is_money = column.type is ColumnType.CURRENCY
        is_identifier = not is_money and self.is_of_rows(column)
        return is_identifier or bool(_LABELS & set(words_of(column.name)))

    def is_of_rows(self, column: Column) -> bool:
        """Say whether a column tells rows apart and has their name: Order in a table of orders."""
        named = {_plain(word) for word in words_of(column.name)}
        return column.key in self.keys.identifiers and named <= {_plain(word) for word in words_of(self.title)}


def _plain(word: str) -> str:
    return word.removesuffix("s")


def schema_of(title: str, columns: tuple[Column, ...], keys: Keys, distinct: Distinct) -> Schema:
    """Return the schema; `distinct` is asked for each column of texts."""
    schema = Schema(title, columns, keys)
    for column in columns:
        if words := tuple(words_of(column.name)):
            schema.names.setdefault(words, []).append(column)
        if column.type in TEXTS:
            _learn(schema, column, distinct(column) or [])
    return schema


def _learn(schema: Schema, column: Column, texts: Sequence[str]) -> None:
    said = {text: folded(text.strip()) for text in texts if text.strip()}
    if len(said) > 1 and set(said.values()) <= YES | NO:
        schema.flags[column.key] = tuple(text for text, plain in said.items() if plain in YES)
        return
    for text, plain in said.items():
        if plain.strip(" :") not in TOTALS and (found := tuple(words_of(text))):
            schema.values.setdefault(found, []).append(Value(column, text))
