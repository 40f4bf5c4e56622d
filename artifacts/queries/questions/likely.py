"""Whether a message may be a question that can be computed: told in microseconds, before any row is read."""

from collections.abc import Sequence

from artifacts.kinds.table.content import Column
from artifacts.queries.questions.lexicon import Concept, words_of
from artifacts.queries.questions.reading import Reading, read_question
from artifacts.queries.questions.schema import Keys, schema_of

MOST_WORDS = 30
_COMPUTING = (
    Concept.COUNT,
    Concept.SUM,
    Concept.MEAN,
    Concept.MEDIAN,
    Concept.MAXIMUM,
    Concept.MINIMUM,
    Concept.HIGH,
    Concept.LOW,
    Concept.MOST,
    Concept.LEAST,
    Concept.BEST,
    Concept.WORST,
    Concept.TOP,
    Concept.BOTTOM,
    Concept.DISTINCT,
    Concept.SHARE,
    Concept.DUPLICATES,
    Concept.MISSING,
    Concept.DIFFERENCE,
    Concept.COMPARE,
    Concept.GROWTH,
)
_LEAST_KNOWN = 0.6


def may_be_computed(message: str, title: str, columns: Sequence[Column]) -> bool:
    """Say whether a short message asks for a figure, and most of its words are of questions or name columns.

    Without columns, where an artifact's are not known yet, the asking word is enough.
    """
    if len(words_of(message)) > MOST_WORDS or "\n" in message.strip():
        return False
    reading = read_question(message, schema_of(title, tuple(columns), Keys(), lambda _column: None))
    if not any(item.may_be(*_COMPUTING) for item in reading.items):
        return False
    return not columns or _is_about(reading)


def _is_about(reading: Reading) -> bool:
    """Say whether it names a column or rows and few other things, or nothing but what every question may."""
    is_named = any(item.columns or item.may_be(Concept.ROWS) for item in reading.items)
    known = 1 - len(reading.unknown) / max(1, len(reading.items))
    return known >= _LEAST_KNOWN if is_named else not reading.unknown
