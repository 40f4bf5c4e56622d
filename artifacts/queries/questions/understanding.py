"""From what the words of a question mean to one plan; raise QueryRefused rather than guess."""

from dataclasses import replace

from artifacts.kinds.table.content import Column, ColumnType
from artifacts.queries.questions.doubts import ask_back, ask_what, ask_which_figure, not_understood
from artifacts.queries.questions.filters import Rest, only_measure, take_filters
from artifacts.queries.questions.lexicon import Concept, words_of
from artifacts.queries.questions.plan import Aggregate, Filter, Group, Period, Plan, Shape
from artifacts.queries.questions.reading import Item, Reading
from artifacts.queries.questions.schema import DATES, NUMBERS, Schema

_AGGREGATES = {
    Concept.MEAN: Aggregate.MEAN,
    Concept.MEDIAN: Aggregate.MEDIAN,
    Concept.MAXIMUM: Aggregate.MAXIMUM,
    Concept.MINIMUM: Aggregate.MINIMUM,
    Concept.SUM: Aggregate.SUM,
}
_PERIODS = {
    Concept.DAY: Period.DAY,
    Concept.WEEK: Period.WEEK,
    Concept.MONTH: Period.MONTH,
    Concept.QUARTER: Period.QUARTER,
    Concept.YEAR: Period.YEAR,
}
_UP = (Concept.HIGH, Concept.MOST, Concept.TOP, Concept.BEST)
_DOWN = (Concept.LOW, Concept.LEAST, Concept.BOTTOM, Concept.WORST)
_JUDGED = (Concept.BEST, Concept.WORST)
_COSTS = frozenset(
    {"cost", "expense", "spend", "spending", "loss", "debt", "error", "complaint", "return", "delay", "price", "rank"}
    | {"defect", "fee", "tax", "coste", "costo", "gasto", "perdida", "deuda", "retraso", "precio", "error", "queja"}
)
_SAID_MORE = (
    *_AGGREGATES,
    *_PERIODS,
    *_UP,
    *_DOWN,
    Concept.COUNT,
    Concept.DISTINCT,
    Concept.SHARE,
    Concept.GROUP,
    Concept.DUPLICATES,
    Concept.DIFFERENCE,
    Concept.COMPARE,
    Concept.GROWTH,
    Concept.WHICH,
)


class Question:
    """One question while it is understood."""

    def __init__(self, reading: Reading, schema: Schema) -> None:
        title = set(words_of(schema.title)) | {word.rstrip("s") for word in words_of(schema.title)}
        self._title = title
        unknown = [item.words for item in reading.items if item.is_unknown and item.words.rstrip("s") not in title]
        if unknown:
            raise not_understood(unknown)
        self.schema = schema
        self._rest = Rest(schema, list(reading.items))
        self._says = frozenset(concept for item in reading.items for concept in item.concepts)
        take_filters(self._rest)
        self.items = self._rest.items
        self.group = self._take_group()
        self.number = self._take_number()

    def says(self, *concepts: Concept) -> bool:
        """Say whether one of these was said and is not the name of a column."""
        return any(item.may_be(*concepts) for item in self.items)

    def plan(self) -> Plan:
        """Return what is computed."""
        for concept, build in (
            (Concept.DUPLICATES, self._duplicates),
            (Concept.GROWTH, self._growth),
            (Concept.SHARE, self._share),
        ):
            if self.says(concept):
                return build()
        if self.says(Concept.DIFFERENCE):
            return self._difference()
        if self.says(Concept.LATEST, Concept.EARLIEST):
            return self._dated()
        if self.says(*_UP, *_DOWN):
            return self._extremes()
        return self._figures()

    def _take_group(self) -> Group | None:
        """Take `by region`, `per month`; `which month` and `which region` name what is wanted, too."""
        for place, item in enumerate(self.items):
            period = next((_PERIODS[concept] for concept in _PERIODS if item.may_be(concept)), None)
            before = self.items[place - 1] if place else None
            is_led = before is not None and before.may_be(Concept.GROUP, Concept.WHICH, Concept.WHAT)
            if (
                period
                and not item.columns
                and (
                    is_led
                    or item.words.startswith(("by ", "per ", "por ", "al "))
                    or item.words.endswith(("ly", "al"))
                    or self._wants_period()
                )
            ):
                self._drop(place, is_led)
                return Group(self._date(), period)
            if is_led and item.columns and before is not None:
                column = self._one(item)
                if not before.may_be(Concept.GROUP) and column.type in NUMBERS:
                    continue
                self._drop(place, is_led)
                return Group(column, Period.DAY if column.type is ColumnType.TIMESTAMP else None)
        return None

    def _wants_period(self) -> bool:
        return any(item.may_be(Concept.GROWTH, *_UP, *_DOWN) for item in self.items)

    def _drop(self, place: int, with_lead: bool) -> None:
        self._rest.take(place - with_lead, place + 1)

    def _take_number(self) -> int:
        for place, item in enumerate(self.items):
            if item.number is not None:
                if item.number != int(item.number) or not 1 <= item.number <= 1000:
                    raise not_understood([item.words])
                self._rest.take(place, place + 1)
                return int(item.number)
        return 0

    def _date(self) -> Column:
        columns = self.schema.of(DATES)
        if len(columns) != 1:
            raise ask_back(columns)
        return columns[0]

    def _one(self, item: Item) -> Column:
        if len(item.columns) != 1:
            raise ask_back(item.columns)
        return item.columns[0]

    def _columns(self, *, of_numbers: bool | None = None) -> list[Column]:
        """Return the columns that are named and not used yet."""
        named = [self._one(item) for item in self.items if item.columns and not self._is_rows(item)]
        if of_numbers is None:
            return named
        return [column for column in named if (column.type in NUMBERS) is of_numbers]

    def _is_rows(self, item: Item) -> bool:
        """Say whether a name stands for the rows: `paid orders` of orders that are numbered by Order."""
        return any(column.type in NUMBERS and self.schema.is_of_rows(column) for column in item.columns)

    def _measure(self) -> Column:
        """Return the number column that is named; the only one that there is when none is."""
        named = list(dict.fromkeys(self._columns(of_numbers=True)))
        if len(named) > 1:
            raise ask_back(named)
        if self._columns(of_numbers=False):
            raise ask_back(self._columns(of_numbers=False))
        return named[0] if named else only_measure(self.schema)

    def _aggregate(self) -> Aggregate | None:
        found = [aggregate for concept, aggregate in _AGGREGATES.items() if self.says(concept)]
        if len(found) > 1 and Aggregate.SUM in found:
            found.remove(Aggregate.SUM)
        if len(found) > 1:
            raise ask_which_figure()
        return found[0] if found else None

    def _filters(self) -> tuple[Filter, ...]:
        """Return all conditions; values of one column that stand side by side are alternatives."""
        by_column: dict[str, list[Filter]] = {}
        for column, condition in self._rest.named:
            by_column.setdefault(column.key, []).append(condition)
        joined = [
            found[0]
            if len(found) == 1
            else Filter(" OR ".join(f"({each.sql})" for each in found), " / ".join(each.words for each in found))
            for found in by_column.values()
        ]
        return (*self._rest.filters, *joined)

    def _figures(self) -> Plan:
        """Return counts, sums and the like, in groups if they are wanted."""
        texts = self._columns(of_numbers=False)
        aggregate = self._aggregate()
        if self.says(Concept.COMPARE) and self.group is None:
            self.group = self._compared_group()
        if aggregate is None and (self.says(Concept.COUNT, Concept.DISTINCT, Concept.LIST) or not self._columns()):
            return self._counted(texts)
        plan = Plan(
            Shape.GROUPS if self.group else Shape.FIGURE,
            aggregate or Aggregate.SUM,
            self._measure(),
            self.group,
            self._filters(),
        )
        if aggregate is None and self.group is None:
            raise ask_what(self._columns())
        return plan

    def _counted(self, texts: list[Column]) -> Plan:
        """Return how many rows there are, how many different values a named column has, or what they are."""
        numbers = self._columns(of_numbers=True)
        shape = Shape.GROUPS if self.group else Shape.FIGURE
        if not self.says(Concept.COUNT, Concept.DISTINCT):
            return self._uncounted(texts)
        if len(numbers) == 1 and not texts and self.says(Concept.COUNT) and self._is_counted(numbers[0]):
            return Plan(shape, Aggregate.SUM, numbers[0], self.group, self._filters())
        if numbers or len(texts) > 1:
            raise ask_back([*numbers, *texts])
        if not texts:
            return Plan(shape, Aggregate.COUNT, None, self.group, self._filters())
        if not self.says(Concept.COUNT) and not any(
            "how" in item.words or "cuan" in item.words for item in self.items
        ):
            return Plan(Shape.VALUES, group=Group(texts[0]), filters=self._filters())
        return Plan(shape, Aggregate.DISTINCT, texts[0], self.group, self._filters())

    def _is_counted(self, column: Column) -> bool:
        """Say whether a column holds how many of something there are: `how many units` adds them up."""
        is_number = column.type is ColumnType.NUMBER and column in self.schema.measures
        return is_number and column.key not in self.schema.keys.identifiers

    def _uncounted(self, texts: list[Column]) -> Plan:
        if self.group and not texts and any(map(self._is_rows, self.items)):
            return Plan(Shape.GROUPS, Aggregate.COUNT, None, self.group, self._filters())
        if self.group and self.says(Concept.COMPARE):
            return Plan(Shape.GROUPS, Aggregate.SUM, self._measure(), self.group, self._filters())
        if self.group and not texts and not self._rest.named and not self.says(*_SAID_MORE):
            return Plan(Shape.VALUES, group=self.group, filters=self._filters())
        if self.says(Concept.LIST) and len(texts) == 1 and not self.group:
            return Plan(Shape.VALUES, group=Group(texts[0]), filters=self._filters())
        raise ask_what(self._columns())

    def _compared_group(self) -> Group:
        columns = list(dict.fromkeys(column for column, _condition in self._rest.named))
        if len(columns) != 1 or columns[0].type in DATES:
            raise ask_back(columns)
        return Group(columns[0])

    def _extremes(self) -> Plan:
        """Return the first or last groups or rows by a figure: `top 3 products by sales`, `which month was worst`."""
        is_up, is_down = self.says(*_UP), self.says(*_DOWN)
        if is_up and is_down:
            raise not_understood([item.words for item in self.items if item.may_be(*_UP, *_DOWN)])
        numbers = list(dict.fromkeys(self._columns(of_numbers=True)))
        texts = list(dict.fromkeys(self._columns(of_numbers=False)))
        aggregate = self._aggregate()
        group = self.group or (Group(texts[0]) if len(texts) == 1 else None)
        if group and group.column.type in NUMBERS and not numbers:
            numbers, group = [group.column], Group(texts[0]) if len(texts) == 1 else None
        measure = numbers[0] if len(numbers) == 1 else None
        if len(numbers) > 1 or len(texts) > 1:
            raise ask_back([*numbers, *texts])
        if self.says(*_JUDGED) and (measure or only_measure(self.schema)):
            self._require_judged(measure or only_measure(self.schema))
        if group is None:
            return self._extreme_figure(measure, aggregate, is_down)
        counts = self.says(Concept.ROWS) or (measure is None and not self.schema.measures)
        plan = Plan(
            Shape.EXTREMES, Aggregate.COUNT, None, group, self._filters(), keep=self.number or 1, is_ascending=is_down
        )
        if counts and aggregate is None:
            return plan
        measure = measure or only_measure(self.schema)
        if aggregate is None:
            aggregate = self._group_aggregate(group)
        return replace(plan, aggregate=aggregate, measure=measure)

    def _group_aggregate(self, group: Group) -> Aggregate:
        """Return how rows of a group become one figure when nobody said: added where it is the most of all."""
        said_total = self.says(Concept.MOST, Concept.LEAST, Concept.TOP, Concept.BOTTOM, *_JUDGED)
        if group.period or said_total or (self.says(Concept.HIGH, Concept.LOW) and self._is_key(group.column)):
            return Aggregate.SUM
        raise ask_which_figure()

    def _is_key(self, column: Column) -> bool:
        """Say whether each row has a value of its own, so that a sum over a group is its one row."""
        return column.key in self.schema.keys.unique

    def _extreme_figure(self, measure: Column | None, aggregate: Aggregate | None, is_down: bool) -> Plan:
        if self.number or self.says(Concept.TOP, Concept.BOTTOM, Concept.ROWS):
            return Plan(
                Shape.ROWS,
                measure=measure or only_measure(self.schema),
                filters=self._filters(),
                keep=self.number or 1,
                is_ascending=is_down,
            )
        if self.says(Concept.MOST, Concept.LEAST, *_JUDGED) or aggregate not in (None, Aggregate.SUM):
            raise ask_which_figure()
        if self.says(Concept.WHICH):
            return Plan(
                Shape.ROWS,
                measure=measure or only_measure(self.schema),
                filters=self._filters(),
                keep=1,
                is_ascending=is_down,
            )
        aggregate = Aggregate.MINIMUM if is_down else Aggregate.MAXIMUM
        return Plan(Shape.FIGURE, aggregate, measure or only_measure(self.schema), None, self._filters())

    def _require_judged(self, measure: Column) -> None:
        """Ask back where more is not better."""
        if _COSTS & {part for word in words_of(measure.name) for part in (word, word.removesuffix("s"))}:
            raise ask_which_figure()

    def _share(self) -> Plan:
        measure = self._share_measure()
        aggregate = Aggregate.SUM if measure else Aggregate.COUNT
        if self.group:
            return Plan(Shape.SHARE, aggregate, measure, self.group, self._filters())
        parts = tuple(condition for _column, condition in self._rest.named)
        found = parts or tuple(self._rest.filters)
        if not found:
            raise ask_back(self.schema.columns)
        filters = tuple(self._rest.filters) if parts else ()
        return Plan(Shape.SHARE, aggregate, measure, None, filters, found)

    def _share_measure(self) -> Column | None:
        """Return whose share it is: that of a named column, else of the rows when rows were spoken of."""
        if self._columns(of_numbers=True):
            return self._measure()
        if self.says(Concept.ROWS, Concept.COUNT) or self.group is None:
            return None
        return only_measure(self.schema)

    def _difference(self) -> Plan:
        """Return one figure for two values of a column, and what lies between."""
        columns = {column.key for column, _condition in self._rest.named}
        if len(self._rest.named) != 2 or len(columns) != 1:
            raise not_understood([item.words for item in self.items if item.may_be(Concept.DIFFERENCE)])
        parts = tuple(condition for _column, condition in self._rest.named)
        return Plan(
            Shape.DIFFERENCE,
            self._aggregate() or Aggregate.SUM,
            self._measure(),
            None,
            tuple(self._rest.filters),
            parts,
        )

    def _dated(self) -> Plan:
        """Return the first or the last day of a column that is named."""
        named = self._columns()
        is_latest, is_earliest = self.says(Concept.LATEST), self.says(Concept.EARLIEST)
        if len(named) != 1 or named[0].type not in DATES or self.group or is_latest == is_earliest:
            raise ask_what(named)
        aggregate = Aggregate.MAXIMUM if is_latest else Aggregate.MINIMUM
        return Plan(Shape.FIGURE, aggregate, named[0], None, self._filters())

    def _growth(self) -> Plan:
        if len(self._rest.named) == 2:
            later, earlier = reversed([condition for _column, condition in self._rest.named])
            return Plan(
                Shape.DIFFERENCE,
                self._aggregate() or Aggregate.SUM,
                self._measure(),
                None,
                tuple(self._rest.filters),
                (later, earlier),
            )
        group = self.group or Group(self._date(), Period.MONTH)
        if group.period is None:
            raise ask_back(self.schema.of(DATES))
        return Plan(Shape.GROWTH, self._aggregate() or Aggregate.SUM, self._measure(), group, self._filters())

    def _duplicates(self) -> Plan:
        columns = self._columns()
        if len(columns) > 1 or (self.group and columns):
            raise ask_back(columns)
        group = self.group or (Group(columns[0]) if columns else None)
        return Plan(Shape.DUPLICATES, group=group, filters=self._filters())


def understand(reading: Reading, schema: Schema) -> Plan:
    """Return the plan of a question."""
    return Question(reading, schema).plan()
