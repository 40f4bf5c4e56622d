"""Signals: what the phrases of a message say, the same for every language.

`read_signals` recognises the language by letters and function words, finds its phrases and answers simple questions
about them: is there a verb that makes, which kind is named, is it refused, is it asked about. It decides nothing.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from gatekeeper.lexicon import CODES, Hit, Lexicon, Word, find, lexicon, words_of
from gatekeeper.message import Message

_LATIN_LETTER = re.compile("[a-z\u00c0-\u024f\u1e00-\u1eff]")
_SAMPLE = 240
_TOKENS = 60


@dataclass(slots=True, frozen=True)
class Signals:
    """The phrases found in the request, by group; `elsewhere` are the groups found in what was set apart."""

    language: str
    hits: tuple[Hit, ...]
    words: tuple[Word, ...]
    text: str
    counts: Mapping[str, int]
    elsewhere: frozenset[str]

    def has(self, *groups: str) -> bool:
        """Say whether any of the groups occurs."""
        return any(group in self.counts for group in groups)

    def first(self, *groups: str) -> Hit | None:
        """Return the first hit of any of the groups."""
        return next((hit for hit in self.hits if not hit.groups.isdisjoint(groups)), None)

    def count(self, group: str) -> int:
        return self.counts.get(group, 0)

    def starts_with(self, *groups: str, within: int = 2) -> bool:
        """Say whether one of the groups stands within the first `within` words."""
        if not self.words or not self.has(*groups):
            return False
        edge = self.words[min(within, len(self.words)) - 1].start
        return any(hit.start <= edge and not hit.groups.isdisjoint(groups) for hit in self.hits)

    def follows(self, group: str, *others: str, within: int = 24) -> bool:
        """Say whether one of the others begins within so many characters after the end of the group."""
        return any(
            group in hit.groups
            and any(
                0 <= other.start - hit.end <= within and not other.groups.isdisjoint(others) for other in self.hits
            )
            for hit in self.hits
        )


def read_signals(message: Message) -> Signals:
    """Find the phrases of the message's language; a Latin message of another language is not read as English."""
    words = words_of(message.plain)
    code = language_of(message.plain, words)
    hits = find(lexicon(code), message.plain, words)
    counts = Counter(chain.from_iterable(hit.groups for hit in hits))
    elsewhere = _groups(find(lexicon(code), message.rest, words_of(message.rest))) if message.rest else frozenset()
    return Signals(code, tuple(hits), tuple(words), message.plain, counts, elsewhere)


def _groups(hits: Sequence[Hit]) -> frozenset[str]:
    return frozenset().union(*(hit.groups for hit in hits))


def language_of(text: str, words: list[Word], codes: Sequence[str] = CODES) -> str:
    """Return the code of the most likely language: by its letters, and among those that share them by its words.

    English when nothing speaks for another; of two equals the one without letters of its own.
    """
    lexicons = [lexicon(code) for code in codes]
    candidates = _by_letters(text[:_SAMPLE], lexicons) or [of for of in lexicons if not of.letters or of.is_romanised]
    if len(candidates) == 1:
        return candidates[0].code
    tokens = [word.text for word in words[:_TOKENS]]
    best = max(candidates, key=lambda of: (_score(of, tokens) + _owned(of, text[:_SAMPLE]), not of.own_letters))
    return best.code


def _by_letters(text: str, lexicons: Sequence[Lexicon]) -> list[Lexicon]:
    """Return the languages of the script, other than Latin, that more than a quarter of the letters are of."""
    if text.isascii():
        return []
    counts = {of.code: len(of.letters.findall(text)) * of.density for of in lexicons if of.letters}
    most = max(counts.values(), default=0)
    if most * 4 <= most + len(_LATIN_LETTER.findall(text)):
        return []
    return [of for of in lexicons if counts.get(of.code, 0) * 2 > most]


def _owned(of: Lexicon, text: str) -> float:
    """Let letters of its own speak for a language, and a head start for English."""
    if of.code == "en":
        return 0.5
    return float(len(of.own_letters.findall(text))) if of.own_letters else 0.0


def _score(of: Lexicon, tokens: list[str]) -> float:
    """Count function words fully and known keywords by half."""
    return sum(
        1.0 if token in of.words else 0.5 if token in of.exact else 0.4 if _has_stem(of, token) else 0
        for token in tokens
    )


def _has_stem(of: Lexicon, token: str) -> bool:
    return any(token.startswith(phrase.words[0][:-1]) for phrase in of.stems.get(token[:3], ()))
