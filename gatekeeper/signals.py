"""Signals: what the phrases of a message say, the same for every language.

`read_signals` recognises the language by script and function words, finds its phrases and answers simple questions
about them: is there a verb that makes, which kind is named, is it refused, is it asked about. It decides nothing.
"""

import re
from dataclasses import dataclass

from gatekeeper.lexicon import CODES, Hit, Lexicon, Word, find, lexicon, words_of
from gatekeeper.reading import Message

_SCRIPTS = {
    "ja": re.compile("[\u3040-\u30ff]"),
    "ko": re.compile("[\u1100-\u11ff\uac00-\ud7af]"),
    "zh": re.compile("[\u4e00-\u9fff]"),
    "ru": re.compile("[\u0400-\u04ff]"),
    "ar": re.compile("[\u0600-\u06ff]"),
    "hi": re.compile("[\u0900-\u097f]"),
}
_LATIN_LETTER = re.compile("[a-z\u00c0-\u024f\u1e00-\u1eff]")
LATIN = tuple(code for code in CODES if code not in {"ja", "ko", "zh", "ru", "ar"})
_SAMPLE = 240
_DENSE = frozenset({"ja", "ko", "zh"})
"""One character of these says about as much as three Latin letters."""


@dataclass(slots=True, frozen=True)
class Signals:
    """The phrases found in the request, by group."""

    language: str
    hits: tuple[Hit, ...]
    words: tuple[Word, ...]
    text: str
    present: frozenset[str]

    def has(self, *groups: str) -> bool:
        """Say whether any of the groups occurs."""
        return not self.present.isdisjoint(groups)

    def first(self, *groups: str) -> Hit | None:
        """Return the first hit of any of the groups."""
        return next((hit for hit in self.hits if not hit.groups.isdisjoint(groups)), None)

    def count(self, group: str) -> int:
        return sum(group in hit.groups for hit in self.hits)

    def starts_with(self, *groups: str, within: int = 2) -> bool:
        """Say whether one of the groups stands within the first `within` words."""
        if not self.words or self.present.isdisjoint(groups):
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
    present = frozenset().union(*(hit.groups for hit in hits))
    return Signals(code, tuple(hits), tuple(words), message.plain, present)


def language_of(text: str, words: list[Word]) -> str:
    """Return the code of the most likely language; English when nothing speaks for another."""
    by_script = _by_script(text[:_SAMPLE])
    if by_script:
        return by_script
    tokens = [word.text for word in words[:60]]
    best, most = "en", _score(lexicon("en"), tokens) + 0.5
    for code in LATIN:
        score = _score(lexicon(code), tokens)
        if score > most:
            best, most = code, score
    return best


def _by_script(text: str) -> str:
    """Return the language of a script that one language uses here, when a third of the letters are of it."""
    if text.isascii():
        return ""
    counts = {code: len(script.findall(text)) * (3 if code in _DENSE else 1) for code, script in _SCRIPTS.items()}
    letters = len(_LATIN_LETTER.findall(text)) + sum(counts.values())
    if counts["ja"] and (counts["ja"] + counts["zh"]) * 4 > letters:
        return "ja"
    code, most = max(counts.items(), key=lambda item: item[1])
    return code if most * 4 > letters else ""


def _score(of: Lexicon, tokens: list[str]) -> float:
    """Count function words fully and known keywords by half."""
    return sum(
        1.0 if token in of.words else 0.5 if token in of.exact else 0.4 if _has_stem(of, token) else 0
        for token in tokens
    )


def _has_stem(of: Lexicon, token: str) -> bool:
    return any(token.startswith(phrase.words[0][:-1]) for phrase in of.stems.get(token[:3], ()))
