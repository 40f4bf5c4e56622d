"""Phrases of questions and what they mean: one TOML file for each language."""

import re
import tomllib
import unicodedata
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

Phrase = tuple[str, ...]
_FOLDER = Path(__file__).with_name("languages")
_SINGLES = ("filler", "rows")
_WORD = re.compile(r"\d{4}-\d\d-\d\d|(?:(?<=\s)-)?\d[\d.,]*(?:%|[kKmM]\b)?|[^\W\d_]+(?:'[^\W\d_]+)?|[<>=]+")


class Concept(StrEnum):
    """What a phrase asks for."""

    FILLER = "filler"
    ROWS = "rows"
    WHICH = "which"
    WHAT = "what"
    LIST = "list"
    LATEST = "latest"
    EARLIEST = "earliest"
    COUNT = "count"
    SUM = "sum"
    MEAN = "mean"
    MEDIAN = "median"
    MAXIMUM = "maximum"
    MINIMUM = "minimum"
    HIGH = "high"
    LOW = "low"
    MOST = "most"
    LEAST = "least"
    BEST = "best"
    WORST = "worst"
    TOP = "top"
    BOTTOM = "bottom"
    DISTINCT = "distinct"
    SHARE = "share"
    GROUP = "group"
    MONTH = "month"
    YEAR = "year"
    QUARTER = "quarter"
    WEEK = "week"
    DAY = "day"
    OVER = "over"
    UNDER = "under"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    EQUAL = "equal"
    BETWEEN = "between"
    AND = "and"
    NOT = "not"
    MISSING = "missing"
    DUPLICATES = "duplicates"
    DIFFERENCE = "difference"
    COMPARE = "compare"
    GROWTH = "growth"
    BEFORE = "before"
    AFTER = "after"
    SINCE = "since"
    IN = "in"


def folded(text: str) -> str:
    """Return the text without accents and capitals."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).replace("’", "'")


def words_of(text: str) -> list[str]:
    """Return the words, numbers and days of a text, folded."""
    return _WORD.findall(folded(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)))


@lru_cache(maxsize=8)
def lexicon(language: str) -> dict[Phrase, frozenset[Concept]]:
    """Return every phrase of a language with all that it may mean."""
    raw = tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    found: dict[Phrase, set[Concept]] = {}
    for name, phrases in raw.items():
        for phrase in phrases.split() if name in _SINGLES else phrases.split(","):
            found.setdefault(tuple(words_of(phrase)), set()).add(Concept(name))
    return {phrase: frozenset(meanings) for phrase, meanings in found.items() if phrase}


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """Return the codes of the languages that are known, English first."""
    codes = sorted(path.stem for path in _FOLDER.glob("*.toml"))
    return tuple(sorted(codes, key=lambda code: code != "en"))
