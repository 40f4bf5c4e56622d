"""What one language says about counting: the table `counting` of its file, read once, folded as messages are."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from gatekeeper.lexicon import CODES, FOLDER, lexicon
from gatekeeper.message import fold

_FIRST_TEN = 20
_MOST_UNITS = 9
_GROUPS = (
    "plural", "irregular", "kinds", "of", "with", "for", "verbs", "compare", "criteria", "before", "each",
    "partitive", "joints", "units", "people", "layout", "rows", "sections", "words", "pages", "limit",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one language by what they do before, in or behind a count; `numbers` are those in words.

    `ones` count only behind a larger number: one alone is an article.
    """

    code: str
    is_head_last: bool
    numbers: Mapping[tuple[str, ...], int]
    ones: frozenset[str]
    longest_number: int
    small: frozenset[str]
    groups: Mapping[str, frozenset[str]]

    def has(self, group: str, word: str) -> bool:
        """Say whether the word is one of the group."""
        return word in self.groups[group]

    def is_kind(self, word: str) -> bool:
        """Say whether the word names what is made; German joins words: 'vergleichstabelle'."""
        return self.has("kinds", word) or (self.code == "de" and word.endswith(("tabelle", "liste")))

    def is_plural(self, word: str) -> bool:
        """Say whether the word looks like a noun in the plural; where endings tell nothing, any does."""
        endings = self.groups["plural"]
        if not endings or word in self.groups["irregular"]:
            return True
        return len(word) > 2 and word.endswith(tuple(endings)) and not word.endswith(("ss", "'s"))


def counted_languages() -> list[str]:
    """Return the codes of the languages that are counted in."""
    return [code for code in CODES if vocabulary(code)]


@cache
def vocabulary(code: str) -> Vocabulary | None:
    """Load one language; None for a language that is not counted in."""
    raw = tomllib.loads((FOLDER / f"{code}.toml").read_text(encoding="utf-8")).get("counting")
    if raw is None:
        return None
    numbers = {tuple(phrase.split()): value for phrase, value in _numbers(code, raw)}
    return Vocabulary(
        code=code,
        is_head_last=raw["head"] == "last",
        numbers=numbers,
        ones=frozenset(word for word, value in lexicon(code).numbers.items() if value == 1),
        longest_number=max(map(len, numbers)),
        small=lexicon(code).words,
        groups={name: frozenset(_listed(raw[name])) for name in _GROUPS},
    )


def _numbers(code: str, raw: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """Yield the numbers in words up to 99, and the larger ones that the file names."""
    units = lexicon(code).numbers
    yield from ((word, value) for word, value in units.items() if value > 1)
    for place, ten in enumerate(_listed(raw["tens"])):
        value = _FIRST_TEN + 10 * place
        yield ten, value
        for pattern in _listed(raw["compounds"]):
            for unit, more in units.items():
                if more <= _MOST_UNITS:
                    yield pattern.format(ten=ten, unit=unit), value + more
    for entry in _listed(raw["hundreds"]):
        number, _colon, words = entry.partition(":")
        for word in words.split("/"):
            yield word.strip(), int(number)


def _listed(raw: str) -> list[str]:
    return [fold(part) for part in raw.split(",") if part.strip()]
