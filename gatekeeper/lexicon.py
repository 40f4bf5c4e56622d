"""Lexicons: the phrases of one language as data, and finding them in a folded text in linear time.

A language is one file under `languages/`, its letters included, and needs no code. There are no regular expressions in
the data: languages with spaces are matched word by word through an index of first words, the others by substring
search, so the time grows with the text and never with how it is written. The longest phrase at a place wins; shorter
ones inside it are hidden.
"""

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gatekeeper.message import fold

FOLDER = Path(__file__).parent / "languages"
CODES = ("en", *sorted(path.stem for path in FOLDER.glob("*.toml") if path.stem not in {"en", "shared"}))
_WORD = re.compile(r"[^\s.,;:!?()\[\]{}<>\"“”„«»「」『』。，、：；？！¿¡…।؟،؛/\\|*_~^=+]+|[?？؟!=:,]")
STEM = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """One phrase found: the groups it belongs to and where it stands in the text."""

    groups: frozenset[str]
    start: int
    end: int
    phrase: str


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Phrase:
    words: tuple[str, ...]
    groups: frozenset[str]
    text: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language: its letters, its phrases, indexed for finding, its function words and its numbers.

    `letters` is None for Latin ones; `own_letters` are those that the languages sharing a script do not use. One
    letter says as much as `density` Latin ones. A romanised language is written in Latin letters as well.
    """

    code: str
    letters: re.Pattern[str] | None
    own_letters: re.Pattern[str] | None
    density: int
    is_romanised: bool
    is_spaced: bool
    anywhere: re.Pattern[str]
    groups: dict[str, frozenset[str]]
    exact: dict[str, tuple[Phrase, ...]]
    stems: dict[str, tuple[Phrase, ...]]
    phrases: tuple[Phrase, ...]
    words: frozenset[str]
    numbers: dict[str, int]


def words_of(text: str) -> list[Word]:
    """Split a folded text into words with their places."""
    return [Word(match.group(), match.start(), match.end()) for match in _WORD.finditer(text)]


def find(lexicon: Lexicon, text: str, words: list[Word]) -> list[Hit]:
    """Return the phrases of the language in `text`, in order, none inside another."""
    return _find_by_word(lexicon, words) if lexicon.is_spaced else _find_by_substring(lexicon, text)


def _find_by_word(lexicon: Lexicon, words: list[Word]) -> list[Hit]:
    hits = []
    place = 0
    while place < len(words):
        phrase = _longest_at(lexicon, words, place)
        if phrase is None:
            place += 1
            continue
        last = place + len(phrase.words) - 1
        hits.append(Hit(phrase.groups, words[place].start, words[last].end, phrase.text))
        place = last + 1
    return hits


def _longest_at(lexicon: Lexicon, words: list[Word], place: int) -> Phrase | None:
    first = words[place].text
    for candidate in lexicon.exact.get(first, ()):
        if len(candidate.words) == 1 or _is_at(candidate.words, words, place):
            return candidate
    for candidate in lexicon.stems.get(first[:STEM], ()):
        if _is_at(candidate.words, words, place):
            return candidate
    return None


def _is_at(wanted: tuple[str, ...], words: list[Word], place: int) -> bool:
    if place + len(wanted) > len(words):
        return False
    for offset, text in enumerate(wanted):
        word = words[place + offset].text
        if text != word and not (text[-1] == "*" and word.startswith(text[:-1])):
            return False
    return True


def _find_by_substring(lexicon: Lexicon, text: str) -> list[Hit]:
    return [
        Hit(lexicon.groups[match.group()], match.start(), match.end(), match.group())
        for match in lexicon.anywhere.finditer(text)
    ]


@cache
def lexicon(code: str) -> Lexicon:
    """Load one language; kept for the life of the process."""
    raw = tomllib.loads((FOLDER / f"{code}.toml").read_text(encoding="utf-8"))
    shared = tomllib.loads((FOLDER / "shared.toml").read_text(encoding="utf-8"))
    is_spaced = raw.get("is_spaced", True)
    grouped: dict[str, set[str]] = {}
    for source in (raw["phrases"], {} if code == "en" else shared["phrases"]):
        for group, phrases in source.items():
            for phrase in _listed(phrases):
                grouped.setdefault(phrase, set()).add(group)
    phrases = [_phrase(text, groups) for text, groups in grouped.items()]
    phrases.sort(key=lambda phrase: (-len(phrase.words) if is_spaced else 0, -len(phrase.text), phrase.text))
    stems = [phrase for phrase in phrases if is_spaced and phrase.words[0][-1] == "*"]
    exact = [phrase for phrase in phrases if not (is_spaced and phrase.words[0][-1] == "*")]
    return Lexicon(
        code=code,
        letters=_letters(raw.get("letters")),
        own_letters=_letters(raw.get("own_letters")),
        density=raw.get("density", 1),
        is_romanised=raw.get("is_romanised", False),
        is_spaced=is_spaced,
        anywhere=re.compile("|".join(re.escape(phrase.text) for phrase in phrases)),
        groups={phrase.text: phrase.groups for phrase in phrases},
        exact=_indexed([phrase for phrase in exact if phrase.words], lambda phrase: phrase.words[0]),
        stems=_indexed(stems, lambda phrase: phrase.words[0][:STEM]),
        phrases=tuple(phrases),
        words=frozenset(_listed(raw["words"])),
        numbers={word: value for value, words in enumerate(_listed(raw["numbers"]), 1) for word in words.split("/")},
    )


def _letters(ranges: str | None) -> re.Pattern[str] | None:
    return re.compile(f"[{ranges}]") if ranges else None


def _phrase(text: str, groups: set[str]) -> Phrase:
    return Phrase(tuple(_phrase_words(text)), frozenset(groups), text)


def _phrase_words(text: str) -> list[str]:
    return [
        word.text + ("*" if text[word.end : word.end + 1] == "*" else "")
        for word in words_of(text)
        if word.text != ","
    ]


def _listed(raw: str) -> list[str]:
    return [fold(part) for part in raw.replace("\n", " ").split(",") if part.strip()]


def _indexed(phrases: list[Phrase], key_of: Callable[[Phrase], str]) -> dict[str, tuple[Phrase, ...]]:
    index: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        index.setdefault(key_of(phrase), []).append(phrase)
    return {key: tuple(values) for key, values in index.items()}
