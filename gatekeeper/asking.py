"""What a message names of the thing it asks for: rows, columns, sections, items."""

import re

from gatekeeper.decision import AskedFor
from gatekeeper.enums import Label
from gatekeeper.lexicon import Word, find, lexicon, words_of
from gatekeeper.reading import fold
from gatekeeper.stages.verdict import Reading

MAX_NAMED = 10_000
MAX_COLUMNS = 30
_SPLIT = re.compile(r"[,;/、،，|]")
_END = re.compile(r"[.!?\n。！？।؟:]")
_NUMBER = re.compile(r"\d{1,5}\Z")
NOT_COUNTED = frozenset(
    [
        "%",
        "percent",
        "year",
        "years",
        "month",
        "months",
        "week",
        "weeks",
        "day",
        "days",
        "hour",
        "hours",
        "minute",
        "minutes",
        "euro",
        "usd",
        "kg",
    ]
)


def asked_for(reading: Reading, label: Label) -> AskedFor:
    """Return what the request names, for an artifact of this label."""
    words = list(reading.signals.words)
    columns = _columns(reading)
    if label == Label.DOCUMENT:
        return AskedFor(sections=_count_before(reading, words, "sections"))
    rows = _count_before(reading, words, "rows") or _count_of_things(reading, words)
    return AskedFor(rows=rows, columns=columns)


def _value(reading: Reading, word: str) -> int | None:
    if _NUMBER.match(word):
        number = int(word)
        return number if 1 <= number <= MAX_NAMED else None
    return lexicon(reading.signals.language).numbers.get(word)


def _count_before(reading: Reading, words: list[Word], group: str) -> int | None:
    """Return the number that stands within two words before a noun of the group: '50 rows', 'five blank rows'."""
    for hit in reading.signals.hits:
        if group in hit.groups:
            before = [word for word in words if word.end <= hit.start][-2:]
            for word in reversed(before):
                value = _value(reading, word.text)
                if value is not None:
                    return value
    return None


def _count_of_things(reading: Reading, words: list[Word]) -> int | None:
    """Return the number of things a table is of: the first number after the kind or the verb that counts things."""
    for place, word in enumerate(words[:40]):
        value = _value(reading, word.text)
        following = words[place + 1].text if place + 1 < len(words) else ""
        is_counted = following and following not in NOT_COUNTED and following[0].isalpha()
        if value is not None and value >= 2 and value < 1000 and is_counted:
            names_columns = any(
                "columns" in hit.groups and hit.start == words[place + 1].start for hit in reading.signals.hits
            )
            if not names_columns:
                return value
    return None


def _columns(reading: Reading) -> tuple[str, ...]:
    """Return the names listed after 'with columns ...', as they were written."""
    text = reading.message.original
    folded_hits = find(lexicon(reading.signals.language), fold(text), words_of(fold(text)))
    intro = next((hit for hit in folded_hits if "columns_intro" in hit.groups), None)
    if intro is None:
        return ()
    rest = _after(text, intro.end)
    names = [_clean(part) for part in _SPLIT.split(_END.split(rest.lstrip(" :=("), maxsplit=1)[0])]
    return tuple(name for name in names if name)[:MAX_COLUMNS]


def _after(text: str, folded_end: int) -> str:
    """Return the part of `text` behind the place that `folded_end` is in its folded form."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high) // 2
        if len(fold(text[:middle])) < folded_end:
            low = middle + 1
        else:
            high = middle
    return text[low:]


def _clean(part: str) -> str:
    name = part.strip(" \t\"'“”().")
    for joint in ("and ", "& ", "y ", "und ", "et ", "e ", "en ", "i ", "ve ", "и ", "và ", "dan ", "o "):
        if name.casefold().startswith(joint):
            name = name[len(joint) :].strip()
    return name if 0 < len(name) <= 60 else ""
