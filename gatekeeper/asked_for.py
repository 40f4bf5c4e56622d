"""What a message names of the thing it asks for: rows, columns, sections, words, pages, further things.

Cautious on purpose: a number that is not surely a number of rows would make a finished table look unfinished, and the
model is told to write that many. Languages whose file has a table `counting` are read closely; of the others only
nouns that mean rows, columns or sections are counted.
"""

import re

from common.numbers import WHOLE, read_whole
from gatekeeper import limits
from gatekeeper.counting.column_lists import listed_columns
from gatekeeper.counting.lengths import count_pages, count_sections, count_words
from gatekeeper.counting.rows import count_rows
from gatekeeper.counting.vocabulary import vocabulary
from gatekeeper.decision import AskedFor
from gatekeeper.enums import Label
from gatekeeper.lexicon import Hit, Lexicon, Word, find, lexicon, words_of
from gatekeeper.message import fold
from gatekeeper.stages.verdict import Reading

MAX_NAMED = 1_000_000
"""Of a noun that is counted, such as rows: a table with few columns may have as many."""

MAX_COLUMNS = 30
_JOINTS = "and|&|y|e|et|und|en|ed|i|oraz|ve|и|dan|và|aur|और|和|と|및|و"
_SPLIT = re.compile(rf",(?!\d{{3}}\b)|[;/、،，|]|\s(?:{_JOINTS})\s")
_END = re.compile(r"[.!?\n。！？।؟:]")
_NUMERAL = re.compile(rf"{WHOLE}|\d[\d.,]*\d")
_NUMBER = re.compile(rf"{WHOLE}\Z")
_TRAILING = re.compile(rf"({WHOLE})\s*\Z")
_JOINED = re.compile(rf"(?:^|[\s,])(?:{_JOINTS}|plus|also)(?:\s+\S+){{0,2}}\s*\Z")
REACH = 24
"""Characters before a kind in which the word stands that joins it on."""
NAMED = {Label.TABLE: ("table",), Label.DOCUMENT: ("document",), Label.SPREADSHEET: ("spreadsheet", "calc")}


def asked_for(reading: Reading, label: Label) -> AskedFor:
    """Return what the request names, for an artifact of this label."""
    of = lexicon(reading.signals.language)
    if label == Label.DOCUMENT:
        return _of_document(reading, of)
    words = vocabulary(of.code)
    if words is None:
        return AskedFor(rows=_count_before(reading, of, "rows"), columns=_columns(reading, of))
    rows = count_rows(reading.signals.text, words, of_things=label == Label.TABLE)
    return AskedFor(rows=rows, columns=_written_columns(reading))


def _written_columns(reading: Reading) -> tuple[str, ...]:
    """Return the listed names; a list in lines of its own was set apart as data when the message was read."""
    request = reading.message.original
    if not request.rstrip().endswith(":"):
        return listed_columns(request)
    return listed_columns(reading.text[: limits.READ_HEAD])


def _of_document(reading: Reading, of: Lexicon) -> AskedFor:
    words, text = vocabulary(of.code), reading.signals.text
    if words is None:
        return AskedFor(sections=_count_before(reading, of, "sections"))
    return AskedFor(
        sections=count_sections(text, words), words=count_words(text, words), pages=count_pages(text, words)
    )


def also_named(reading: Reading, label: Label) -> tuple[Label, ...]:
    """Return the other kinds that are joined on: 'write a report and a budget spreadsheet'."""
    text = reading.signals.text
    found = []
    for hit in reading.signals.hits:
        other = next((kind for kind, groups in NAMED.items() if not hit.groups.isdisjoint(groups)), None)
        if other not in (None, label) and _JOINED.search(text[max(0, hit.start - REACH) : hit.start]):
            found.append(other)
    return tuple(dict.fromkeys(found))


def _value(of: Lexicon, word: str) -> int | None:
    number = read_whole(word) if _NUMBER.match(word) else of.numbers.get(word)
    return number if number and number <= MAX_NAMED else None


def _words(reading: Reading) -> list[Word]:
    """Return the words of the request; a number is one word, also with separators."""
    text = reading.signals.text
    numerals = {match.start(): Word(match[0], *match.span()) for match in _NUMERAL.finditer(text)}
    words: list[Word] = []
    for word in reading.signals.words:
        if not words or word.start >= words[-1].end:
            words.append(numerals.get(word.start, word))
    return words


def _count_before(reading: Reading, of: Lexicon, group: str) -> int | None:
    """Return the number that stands within two words before a noun of the group: '50 rows', 'five blank rows'."""
    for hit in reading.signals.hits:
        if group in hit.groups:
            value = _before(reading, of, hit)
            if value is not None:
                return value
    return None


def _before(reading: Reading, of: Lexicon, hit: Hit) -> int | None:
    if not of.is_spaced:
        digits = _TRAILING.search(reading.signals.text[: hit.start])
        return _value(of, digits[1]) if digits else None
    nearest = [word for word in _words(reading) if word.end <= hit.start][-2:]
    values = [_value(of, word.text) for word in reversed(nearest)]
    return next((value for value in values if value is not None), None)


def _columns(reading: Reading, of: Lexicon) -> tuple[str, ...]:
    """Return the names listed after 'with columns ...', as they were written."""
    text = reading.message.original
    folded = fold(text)
    hits = [
        hit for hit in find(of, folded, words_of(folded)) if not hit.groups.isdisjoint(("columns_intro", "columns"))
    ]
    for hit in sorted(hits, key=lambda hit: "columns_intro" not in hit.groups):
        names = tuple(name for name in _listed(_after(text, hit.end)) if not _counts_rows(of, name))
        is_list = "columns_intro" in hit.groups or (len(names) > 1 and fold(names[0]).split()[0] not in of.words)
        if names and is_list:
            return names
    return ()


def _counts_rows(of: Lexicon, name: str) -> bool:
    """Say whether a listed name is none: the '20 rows' of 'columns name, price and 20 rows'."""
    folded = fold(name)
    hits = find(of, folded, words_of(folded))
    return _NUMERAL.match(folded) is not None and any("rows" in hit.groups for hit in hits)


def _listed(rest: str) -> tuple[str, ...]:
    parts = _SPLIT.split(_END.split(rest.lstrip(" :=("), maxsplit=1)[0])
    names = [part.strip(" \t\"'“”().") for part in parts]
    return tuple(name for name in names if 0 < len(name) <= 60)[:MAX_COLUMNS]


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
