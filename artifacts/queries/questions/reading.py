"""A question as a list of what its words mean: columns, values, numbers, periods, concepts; nothing is left over."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from artifacts.kinds.table.content import Column
from artifacts.kinds.values.months import month_of
from artifacts.queries.questions.lexicon import Concept, Phrase, languages, lexicon, words_of
from artifacts.queries.questions.schema import Schema, Value

_LONGEST = 6
_NUMBER = re.compile(r"(-?\d[\d.,]*?)(%|[km])?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_YEARS = range(1900, 2101)
_NEGATIONS = ("un", "in", "im", "non", "no ")
_NO_MONTHS = frozenset({"may", "march", "mar", "set", "ago", "out", "mai", "dec", "mag"})
_BEFORE_MONTHS = frozenset(
    {"in", "of", "for", "since", "during", "and", "from", "to", "until", "en", "de", "desde", "y"}
)
_FACTORS = {"%": 0.01, "k": 1e3, "m": 1e6, None: 1.0}


@dataclass(frozen=True, slots=True)
class Item:
    """What some words in a row mean; one of the fields is set. `is_negated` is told by a prefix, as in unpaid."""

    words: str
    concepts: frozenset[Concept] = frozenset()
    columns: tuple[Column, ...] = ()
    values: tuple[Value, ...] = ()
    number: float | None = None
    day: str = ""
    month: int | None = None
    is_negated: bool = False

    @property
    def year(self) -> int | None:
        """The number as a year, if it may be one."""
        return int(self.number) if self.number is not None and self.number in _YEARS else None

    @property
    def is_unknown(self) -> bool:
        """Whether nothing is known of the words."""
        found = self.concepts or self.columns or self.values or self.day or self.month
        return not found and self.number is None

    def may_be(self, *concepts: Concept) -> bool:
        """Say whether the words may mean one of these."""
        return bool(self.concepts & set(concepts))


@dataclass(frozen=True, slots=True)
class Reading:
    """A question read in the language in which most of it is understood."""

    language: str
    items: tuple[Item, ...]

    @property
    def unknown(self) -> list[str]:
        """The words that mean nothing here."""
        return [item.words for item in self.items if item.is_unknown]


def read_question(question: str, schema: Schema) -> Reading:
    """Return what the words mean, read in the language that leaves fewest of them unknown."""
    readings = [Reading(code, tuple(_items(words_of(question), schema, code))) for code in languages()]
    return min(readings, key=lambda reading: (len(reading.unknown), -_told(reading)))


def _told(reading: Reading) -> int:
    return sum(len(item.words.split()) for item in reading.items if item.concepts)


def _items(words: Sequence[str], schema: Schema, language: str) -> Iterator[Item]:
    place = 0
    while place < len(words):
        item, taken = _item(words, place, schema, language)
        yield item
        place += taken


def _item(words: Sequence[str], place: int, schema: Schema, language: str) -> tuple[Item, int]:
    phrases = lexicon(language)
    for length in range(min(_LONGEST, len(words) - place), 0, -1):
        phrase = tuple(words[place : place + length])
        text = " ".join(phrase)
        columns, values = _columns(phrase, schema), tuple(schema.values.get(phrase, ()))
        concepts = phrases.get(phrase, frozenset())
        if columns or values or concepts:
            return Item(text, concepts, columns, values), length
    item = _single(words[place], schema)
    if item.month and item.words in _NO_MONTHS and not _is_month(words, place):
        return Item(item.words), 1
    return item, 1


def _is_month(words: Sequence[str], place: int) -> bool:
    """Say whether a word that is also another one stands where a month does: `in May`, `May 2025`."""
    after = words[place + 1] if place + 1 < len(words) else ""
    return (place > 0 and words[place - 1] in _BEFORE_MONTHS) or (after.isdigit() and int(after) in _YEARS)


def _columns(phrase: Phrase, schema: Schema) -> tuple[Column, ...]:
    """Return the columns of this name, also in another number."""
    if found := schema.names.get(phrase):
        return tuple(found)
    plain = _singular(phrase)
    return tuple(column for name, named in schema.names.items() if _singular(name) == plain for column in named)


def _singular(phrase: Phrase) -> Phrase:
    return (*phrase[:-1], _without_plural(phrase[-1])) if phrase else phrase


def _without_plural(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("es") and len(word) > 4 and word[:-2].endswith(("s", "x", "ch", "sh", "r", "n", "d", "l")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and len(word) > 3 else word


def _single(word: str, schema: Schema) -> Item:
    """Return what one word means that stands in no list: a number, a day, a month, a negation, a misspelling."""
    plain = word.removesuffix("'s")
    if _DAY.fullmatch(word):
        return Item(word, day=word)
    if (match := _NUMBER.fullmatch(word)) and (number := _amount(match[1])) is not None:
        return Item(word, number=number * _FACTORS[match[2]])
    if len(plain) > 2 and (month := month_of(plain)):
        return Item(word, month=month)
    for prefix in _NEGATIONS:
        if (rest := plain.removeprefix(prefix)) != plain and (item := _known(rest, schema)):
            return Item(word, columns=item.columns, values=item.values, is_negated=True)
    return _known(plain, schema) or _nearly(plain, schema) or Item(word)


def _known(word: str, schema: Schema) -> Item | None:
    columns, values = _columns((word,), schema), tuple(schema.values.get((word,), ()))
    return Item(word, columns=columns, values=values) if columns or values else None


def _amount(text: str) -> float | None:
    """Return a number as English or ISO writes it; None for one that may mean two things."""
    plain = text.rstrip(".,")
    if re.fullmatch(r"-?\d{1,3}\.\d{3}", plain):
        return None
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?|-?\d+(\.\d+)?", plain):
        return float(plain.replace(",", ""))
    return None


def _nearly(word: str, schema: Schema) -> Item | None:
    """Return the one column or value that the word misspells; None if there are two, or none."""
    near_columns = [column for name, named in schema.names.items() if _is_near(word, name) for column in named]
    if len(near_columns) == 1:
        return Item(word, columns=tuple(near_columns))
    near = [value for name, named in schema.values.items() if _is_near(word, name) for value in named]
    return Item(word, values=tuple(near)) if len(near) == 1 and not near_columns else None


def _is_near(word: str, name: Phrase) -> bool:
    if len(name) != 1 or len(word) < 4 or abs(len(word) - len(name[0])) > 2:
        return False
    return OSA.distance(_without_plural(word), _without_plural(name[0])) <= (1 if len(word) < 8 else 2)
