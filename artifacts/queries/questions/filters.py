"""The conditions in a question: which rows are meant. What is used for a condition is taken out of the question."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from artifacts.kinds.number_formats.general import plain_number
from artifacts.kinds.table.content import Column, ColumnType
from artifacts.queries.names import literal, quoted
from artifacts.queries.questions.doubts import ask_back, not_understood
from artifacts.queries.questions.lexicon import Concept
from artifacts.queries.questions.plan import Filter
from artifacts.queries.questions.reading import Item
from artifacts.queries.questions.schema import DATES, NUMBERS, TEXTS, Schema, Value

_COMPARES = {
    Concept.OVER: ">",
    Concept.UNDER: "<",
    Concept.AT_LEAST: ">=",
    Concept.AT_MOST: "<=",
    Concept.EQUAL: "=",
    Concept.BEFORE: "<",
    Concept.AFTER: ">",
    Concept.SINCE: ">=",
}
_TO = frozenset({"to", "until", "through", "a", "hasta", "al"})
_IN_DATES = (Concept.BEFORE, Concept.AFTER, Concept.SINCE)


@dataclass
class Rest:
    """The items of a question that are not used yet, in order, and the conditions found so far."""

    schema: Schema
    items: list[Item]
    filters: list[Filter] = field(default_factory=list)
    named: list[tuple[Column, Filter]] = field(default_factory=list)
    """Conditions that a value made, by column: two of one column are compared."""

    def take(self, first: int, last: int) -> list[Item]:
        """Take out the items from `first` to before `last`."""
        taken = self.items[first:last]
        self.items[first:last] = []
        return taken


def take_filters(rest: Rest) -> None:
    """Take all conditions out of the question; raise QueryRefused for one whose column is in doubt."""
    for reader in (_take_comparisons, _take_missing, _take_values, _take_periods):
        reader(rest)


def _take_comparisons(rest: Rest) -> None:
    place = 0
    while place < len(rest.items):
        place = _comparison(rest, place) or _between(rest, place) or _equality(rest, place) or place + 1


def _comparison(rest: Rest, place: int) -> int:
    """Take `over 500`; return where to go on, 0 if none stands here."""
    item = rest.items[place]
    sign = next((sign for concept, sign in _COMPARES.items() if item.may_be(concept)), None)
    at = _next(rest, place + 1)
    if sign is None or at is None:
        return 0
    found = rest.items[at]
    if item.may_be(*_IN_DATES) or found.day:
        return _date_comparison(rest, place, at, sign)
    if found.number is None:
        return 0
    number = found.number
    rest.take(place, at + 1)
    column = _compared_column(rest, place)
    rest.filters.append(_compared(column, sign, number))
    return place or 1


def _between(rest: Rest, place: int) -> int:
    numbers = [at for at in range(place + 1, min(place + 4, len(rest.items))) if rest.items[at].number is not None]
    if not rest.items[place].may_be(Concept.BETWEEN) or len(numbers) != 2:
        return 0
    low, high = (rest.items[at].number or 0.0 for at in numbers)
    if rest.items[numbers[0]].year and rest.items[numbers[1]].year and rest.schema.of((ColumnType.DATE,)):
        return 0
    rest.take(place, numbers[1] + 1)
    column = _compared_column(rest, place)
    name = quoted(column.name)
    scaled = [_number(column, low), _number(column, high)]
    words = f"{column.name} {scaled[0]} - {scaled[1]}"
    rest.filters.append(Filter(f"{name} BETWEEN {scaled[0]} AND {scaled[1]}", words))
    return place or 1


def _equality(rest: Rest, place: int) -> int:
    """Take `status 500`: a number right behind the name of its column."""
    columns = [column for column in rest.items[place].columns if column.type in NUMBERS]
    after = rest.items[place + 1] if place + 1 < len(rest.items) else None
    if len(columns) != 1 or after is None or after.number is None:
        return 0
    rest.take(place, place + 2)
    rest.filters.append(_compared(columns[0], "=", after.number))
    return place or 1


def _next(rest: Rest, place: int) -> int | None:
    """Return the place of the next item that is no filler."""
    for at in range(place, min(place + 3, len(rest.items))):
        item = rest.items[at]
        if not item.may_be(Concept.FILLER, Concept.IN) or item.number is not None:
            return at
    return None


def _compared_column(rest: Rest, place: int) -> Column:
    """Return the number column named just before or behind, else the only measure that there is.

    Its name is taken out where something else is counted or computed.
    """
    for at in (place - 1, place, place - 2, place + 1):
        if not 0 <= at < len(rest.items) or rest.items[at].concepts:
            continue
        columns = [column for column in rest.items[at].columns if column.type in NUMBERS]
        if len(columns) == 1:
            others = [item for item in rest.items if item is not rest.items[at]]
            if any(item.may_be(Concept.COUNT) or _has_numbers(item) for item in others):
                rest.take(at, at + 1)
            return columns[0]
    return only_measure(rest.schema)


def _has_numbers(item: Item) -> bool:
    return any(column.type in NUMBERS for column in item.columns)


def only_measure(schema: Schema) -> Column:
    """Return the column that figures are of when none is named: the only one of money, or of numbers."""
    money = [column for column in schema.measures if column.type is ColumnType.CURRENCY]
    for columns in (money, schema.measures):
        if len(columns) == 1:
            return columns[0]
    raise ask_back(schema.measures)


def _compared(column: Column, sign: str, number: float) -> Filter:
    shown = _number(column, number)
    return Filter(f"{quoted(column.name)} {sign} {shown}", f"{column.name} {sign} {shown}")


def _number(column: Column, number: float) -> str:
    """Return a number as the column holds it: 20 of a column of percents is 0.2."""
    is_share = column.type is ColumnType.PERCENT and number > 1
    return plain_number(number / 100 if is_share else number)


def _date_comparison(rest: Rest, place: int, at: int, sign: str) -> int:
    found = rest.items[at]
    column = _only_date(rest.schema)
    if found.day:
        day = found.day
    elif found.year:
        day = f"{found.year + (sign == '>')}-01-01"
        sign = ">=" if sign == ">" else sign
    else:
        raise not_understood([found.words])
    rest.take(place, at + 1)
    rest.filters.append(Filter(f"{quoted(column.name)} {sign} DATE '{day}'", f"{column.name} {sign} {day}"))
    return place or 1


def _only_date(schema: Schema) -> Column:
    columns = schema.of((ColumnType.DATE, ColumnType.TIMESTAMP))
    if len(columns) != 1:
        raise ask_back(columns)
    return columns[0]


def _take_missing(rest: Rest) -> None:
    """Take `without a price`, `price is missing`."""
    for place, item in enumerate(rest.items):
        if not item.may_be(Concept.MISSING):
            continue
        for at in (*range(place + 1, min(place + 3, len(rest.items))), place - 1, place - 2):
            if 0 <= at < len(rest.items) and len(rest.items[at].columns) == 1:
                rest.filters.append(_missing(rest.items[at].columns[0]))
                for each in sorted((place, at), reverse=True):
                    rest.take(each, each + 1)
                return
        raise ask_back(rest.schema.columns)


def _missing(column: Column) -> Filter:
    name = quoted(column.name)
    sql = f"{name} IS NULL OR trim({name}) = ''" if column.type in TEXTS else f"{name} IS NULL"
    return Filter(sql, f"{column.name} = ∅")


def _take_values(rest: Rest) -> None:
    """Take values of columns, and columns of yes and no, with a `not` before them."""
    place = 0
    while place < len(rest.items):
        item = rest.items[place]
        if item.values and _is_meant(rest, item, place):
            value = _one_value(rest, item, place)
            is_negated = _negation(rest, place) ^ item.is_negated
            place = _drop_name(rest, _drop(rest, place), value.column)
            rest.named.append((value.column, _is_value(value, is_negated)))
        elif (flag := _flag(rest.schema, item)) and not _is_group(rest, place):
            is_negated = _negation(rest, place) ^ item.is_negated
            place = _drop(rest, place)
            rest.filters.append(_is_flag(rest.schema, flag, is_negated))
        else:
            place += 1


def _flag(schema: Schema, item: Item) -> Column | None:
    """Return the column of yes and no that is named."""
    flags = (column for column in item.columns if column.type is ColumnType.BOOLEAN or schema.flags.get(column.key))
    return next(flags, None)


def _is_meant(rest: Rest, item: Item, place: int) -> bool:
    """Say whether a word is a value and not one of every question; raise QueryRefused when it may be both.

    It is one beside the name of its column: `grade A`.
    """
    if not item.concepts or _beside(rest, place) & {value.column.key for value in item.values}:
        return True
    if item.may_be(Concept.FILLER) and len(item.words) == 1:
        return False
    raise not_understood([item.words])


def _beside(rest: Rest, place: int) -> set[str]:
    """Return the keys of the columns that are named beside a place."""
    places = [at for at in (place - 1, place + 1) if 0 <= at < len(rest.items)]
    return {column.key for at in places for column in rest.items[at].columns}


def _one_value(rest: Rest, item: Item, place: int) -> Value:
    """Return the value that is meant; where two columns hold it, the column must stand beside it."""
    columns = {value.column.key for value in item.values}
    if len(columns) == 1:
        return item.values[0]
    beside = _beside(rest, place)
    meant = [value for value in item.values if value.column.key in beside]
    if len(meant) != 1:
        raise ask_back([value.column for value in item.values])
    return meant[0]


def _negation(rest: Rest, place: int) -> bool:
    return any(
        rest.items[at].may_be(Concept.NOT) for at in (place - 1, place - 2) if at >= 0 and not rest.items[at].columns
    )


def _drop(rest: Rest, place: int) -> int:
    """Take out the item, the name of its column beside it, and the `not` before it; return where to go on."""
    rest.take(place, place + 1)
    if place and rest.items[place - 1].may_be(Concept.NOT):
        rest.take(place - 1, place)
        return place - 1
    return place


def _drop_name(rest: Rest, place: int, column: Column) -> int:
    """Take out the name of the value's column where it stands beside: `region North`, `the North region`."""
    for at in (place - 1, place):
        if 0 <= at < len(rest.items) and column in rest.items[at].columns and not _is_group(rest, at):
            rest.take(at, at + 1)
            return min(at, place)
    return place


def _is_group(rest: Rest, place: int) -> bool:
    return place > 0 and rest.items[place - 1].may_be(Concept.GROUP)


def _is_value(value: Value, is_negated: bool) -> Filter:
    sign = "IS DISTINCT FROM" if is_negated else "="
    shown = "≠" if is_negated else "="
    sql = f"lower(trim({quoted(value.column.name)})) {sign} {literal(value.text.strip().lower())}"
    return Filter(sql, f"{value.column.name} {shown} {value.text}")


def _is_flag(schema: Schema, column: Column, is_negated: bool) -> Filter:
    name = quoted(column.name)
    words = ("≠ " if is_negated else "") + column.name
    if texts := schema.flags.get(column.key):
        is_yes = f"{name} IN ({', '.join(map(literal, texts))})"
        return Filter(f"coalesce(NOT {is_yes}, TRUE)" if is_negated else is_yes, words)
    return Filter(f"{name} IS {'NOT TRUE' if is_negated else 'TRUE'}", words)


def _take_periods(rest: Rest) -> None:
    """Take `in March`, `in 2025`, `in March 2025`, each a condition that can be compared with another one.

    From one year to another is all between; of months that may mean two things.
    """
    place, before = 0, None
    while place < len(rest.items):
        item = rest.items[place]
        if item.month is None and item.year is None and not item.day:
            place += 1
            continue
        is_range = before is not None and _is_joined(rest, place)
        column, condition = _period(rest, item, place)
        if is_range and before is not None:
            if not (before.year and item.year) or not rest.named:
                raise not_understood([before.words, item.words])
            rest.named.pop()
            condition = _years(column, before.year, item.year)
        rest.named.append((column, condition))
        before = item


def _is_joined(rest: Rest, place: int) -> bool:
    compares = any(item.may_be(Concept.GROWTH, Concept.DIFFERENCE, Concept.COMPARE) for item in rest.items)
    is_between = any(item.may_be(Concept.BETWEEN) for item in rest.items)
    return not compares and place > 0 and (is_between or rest.items[place - 1].words in _TO)


def _years(column: Column, first: int, last: int) -> Filter:
    name = quoted(column.name)
    year = f"year({name})" if column.type in DATES else name
    return Filter(f"{year} BETWEEN {first} AND {last}", f"{column.name}: {first} - {last}")


def _period(rest: Rest, item: Item, place: int) -> tuple[Column, Filter]:
    years = [column for column in rest.schema.of(NUMBERS) if column not in rest.schema.measures]
    if item.year and len(years) == 1 and not rest.schema.of((ColumnType.DATE, ColumnType.TIMESTAMP)):
        rest.take(place, place + 1)
        return years[0], Filter(f"{quoted(years[0].name)} = {item.year}", f"{years[0].name} = {item.year}")
    column = _only_date(rest.schema)
    name = quoted(column.name)
    conditions, words = [], []
    for part in _parts(rest, place):
        if part.month:
            conditions.append(f"month({name}) = {part.month}")
        elif part.day:
            conditions.append(f"{name}::DATE = DATE '{part.day}'")
        else:
            conditions.append(f"year({name}) = {part.year}")
        words.append(part.words)
    return column, Filter(" AND ".join(conditions), f"{column.name}: {' '.join(words)}")


def _parts(rest: Rest, place: int) -> Iterator[Item]:
    """Take the item, and a year right behind a month."""
    first = rest.items[place]
    is_month = first.month is not None
    yield rest.take(place, place + 1)[0]
    if is_month and place < len(rest.items) and rest.items[place].year:
        yield rest.take(place, place + 1)[0]
