"""Making a table from texts or JSON values: names, types, rectangular rows, limits. Says what it had to change."""

from collections.abc import Sequence
from dataclasses import replace

from artifacts.kinds.base import Parsed
from artifacts.kinds.table.columns import unique_names
from artifacts.kinds.table.content import Align, Cell, Column, ColumnType, TableContent
from artifacts.kinds.text import clean, is_clean
from artifacts.kinds.values.columns import ReadColumn, read_columns
from artifacts.kinds.values.days import read_date
from artifacts.kinds.values.doubts import Doubt
from artifacts.kinds.values.evidence import NOTHING, Known
from artifacts.kinds.values.links import read_link
from artifacts.rows.errors import require_within
from artifacts.rows.limits import CELL_CHARACTERS, COLUMNS, SIGNIFICANT_DIGITS, TABLE_CELLS
from artifacts.rows.losses import Loss

UNDECIDED = {
    Doubt.DECIMALS: Loss.UNDECIDED_DECIMALS,
    Doubt.DAY_ORDER: Loss.UNDECIDED_DAYS,
    Doubt.VERSIONS: Loss.UNDECIDED_VERSIONS,
}


def table_from_texts(
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    aligns: Sequence[Align | None] = (),
    known: Known = NOTHING,
    *,
    keeps_blanks: bool = False,
) -> Parsed[TableContent]:
    """Return a table whose columns have the types that their texts show, by what is known of their source.

    `keeps_blanks` leaves the blanks around texts, which a file may mean.
    """
    losses: list[str] = []
    width = max([len(header), *map(len, rows)])
    check_size(width, len(rows))
    header, rows = _clean_texts(header, losses), _clean_rows(rows, losses, keeps_blanks=keeps_blanks)
    rows = _rectangular(rows, width, losses, len(header))
    names = _names([*header, *[""] * (width - len(header))], len(header), losses)
    read = read_columns(list(zip(*rows, strict=True)), names, known) if rows else []
    read = read or [ReadColumn(ColumnType.TEXT, []) for _name in names]
    losses += [
        UNDECIDED[found.question.doubt].told(column=name, example=found.question.example)
        for name, found in zip(names, read, strict=True)
        if found.question
    ]
    aligns = [*aligns, *[None] * width]
    columns = tuple(
        Column(f"c{number}", name, found.type, align, found.currency, found.question)
        for number, (name, found, align) in enumerate(zip(names, read, aligns, strict=False), 1)
    )
    cells = list(map(list, zip(*[found.cells for found in read], strict=True)))
    return Parsed(TableContent(columns, cells), tuple(losses))


def table_from_values(columns: Sequence[Column | str], rows: list[list[Cell]]) -> Parsed[TableContent]:
    """Return a table of JSON values as they are; a column given by its name alone takes the type of its values."""
    losses: list[str] = []
    width = max([len(columns), *map(len, rows)])
    check_size(width, len(rows))
    rows = _clean_values(rows, losses)
    rows = _rectangular(rows, width, losses, len(columns))
    given = [column if isinstance(column, str) else column.name for column in columns]
    names = _names([*given, *[""] * (width - len(given))], len(given), losses)
    made: list[Column] = []
    for number, name in enumerate(names, 1):
        declared = columns[number - 1] if number <= len(columns) else name
        if isinstance(declared, Column):
            made.append(replace(declared, key=f"c{number}", name=name))
        else:
            made.append(Column(f"c{number}", name, type_of_values([row[number - 1] for row in rows])))
    return Parsed(TableContent(tuple(made), rows), tuple(losses))


def type_of_values(values: Sequence[Cell]) -> ColumnType:
    """Return the type that all filled values have, numbers also if two thirds are numbers."""
    filled = [value for value in values if value is not None and value != ""]
    if not filled:
        return ColumnType.TEXT
    if all(isinstance(value, bool) for value in filled):
        return ColumnType.BOOLEAN
    numbers = sum(1 for value in filled if isinstance(value, int | float) and not isinstance(value, bool))
    if numbers * 3 >= len(filled) * 2:
        return ColumnType.NUMBER
    texts = [value for value in filled if isinstance(value, str)]
    if len(texts) < len(filled):
        return ColumnType.TEXT
    if all(read_date(text) for text in texts):
        return ColumnType.DATE
    return ColumnType.LINK if all(read_link(text) for text in texts) else ColumnType.TEXT


def check_size(columns: int, rows: int) -> None:
    """Raise OverLimit if a table of this size is too large."""
    require_within(COLUMNS, columns)
    require_within(TABLE_CELLS, columns * rows)


def clean_cell(value: Cell) -> tuple[Cell, int, bool]:
    """Return a JSON value as a cell can hold it, the control characters removed, and if a number became text."""
    if isinstance(value, str):
        require_within(CELL_CHARACTERS, len(value))
        text, removed = clean(value)
        return text, removed, False
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10**SIGNIFICANT_DIGITS:
        return str(value), 0, True
    return value, 0, False


def _names(given: list[str], written: int, losses: list[str]) -> list[str]:
    names, changed = unique_names(given)
    changed -= len(given) - written
    if changed > 0:
        losses.append(Loss.COLUMN_NAMES.told(changed))
    return names


def _clean_texts(texts: Sequence[str], losses: list[str]) -> list[str]:
    cleaned = [clean(text) for text in texts]
    _tell_removed(sum(removed for _text, removed in cleaned), losses)
    return [text for text, _removed in cleaned]


def _clean_rows(rows: Sequence[Sequence[str]], losses: list[str], *, keeps_blanks: bool) -> list[list[str]]:
    removed = 0
    result: list[list[str]] = []
    for row in rows:
        require_within(CELL_CHARACTERS, max(map(len, row), default=0))
        if is_clean("".join(row)):
            result.append(_stripped(row, keeps_blanks=keeps_blanks))
            continue
        cleaned = [clean(text) for text in row]
        removed += sum(count for _text, count in cleaned)
        result.append(_stripped([text for text, _count in cleaned], keeps_blanks=keeps_blanks))
    _tell_removed(removed, losses)
    return result


def _stripped(row: Sequence[str], *, keeps_blanks: bool) -> list[str]:
    if keeps_blanks:
        return [text if text[:1] > " " or text.strip() else "" for text in row]
    return [text.strip() for text in row]


def _clean_values(rows: list[list[Cell]], losses: list[str]) -> list[list[Cell]]:
    removed = long_numbers = 0
    result: list[list[Cell]] = []
    for row in rows:
        cleaned = [clean_cell(value) for value in row]
        removed += sum(count for _value, count, _long in cleaned)
        long_numbers += sum(is_long for _value, _count, is_long in cleaned)
        result.append([value for value, _count, _long in cleaned])
    _tell_removed(removed, losses)
    if long_numbers:
        losses.append(Loss.LONG_NUMBERS.told(long_numbers))
    return result


def _tell_removed(count: int, losses: list[str]) -> None:
    if count:
        losses.append(Loss.CONTROL_CHARACTERS.told(count))


def _rectangular(rows: list[list], width: int, losses: list[str], header: int) -> list[list]:  # type: ignore[type-arg]
    """Pad short rows with empty cells; say how many, and how many columns had no header."""
    empty = "" if rows and any(isinstance(row[0], str) for row in rows if row) else None
    short = sum(1 for row in rows if len(row) < min(width, header))
    if short:
        losses.append(Loss.SHORT_ROWS.told(short))
    if width > header:
        losses.append(Loss.MISSING_HEADERS.told(width - header))
    return [row if len(row) == width else [*row, *[empty] * (width - len(row))] for row in rows]
