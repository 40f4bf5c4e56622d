"""The words of a folded text with what each counts: a number in digits or words is one token with its value."""

import re
from dataclasses import dataclass

from common.numbers import GROUPED, read_whole
from gatekeeper.counting.vocabulary import Vocabulary

_TOKEN = re.compile(
    rf"(?<![^\s(\[\"“«])(?P<number>{GROUPED}|\d{{1,9}})(?![^\s.,;:!?)\]\"”»]|[.,:]\d)"
    r"|(?P<sign>[.,;:!?()\[\]{}<>\"“”„«»|¿¡…])"
    r"|(?P<word>[^\s.,;:!?()\[\]{}<>\"“”„«»|¿¡…]+(?:[.,]\d[^\s.,;:!?()\[\]]*)*)"
)
_YEARS = range(1100, 2200)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a sign or a number; `value` is what a number is worth, None for what is none, or none for sure."""

    text: str
    start: int
    end: int
    is_sign: bool = False
    value: int | None = None

    @property
    def is_year(self) -> bool:
        """Whether the number may be a year: '1995', not '1,995'."""
        return self.text.isdecimal() and self.value in _YEARS


def tokens_of(text: str, words: Vocabulary) -> list[Token]:
    """Return the tokens in order."""
    plain = [_token(match) for match in _TOKEN.finditer(text)]
    tokens: list[Token] = []
    place = 0
    while place < len(plain):
        token, length = _spelt(plain, place, words)
        tokens.append(token)
        place += length
    return tokens


def _token(match: re.Match[str]) -> Token:
    value = read_whole(match["number"]) if match["number"] else None
    return Token(match[0], *match.span(), is_sign=match["sign"] is not None, value=value)


def _spelt(plain: list[Token], place: int, words: Vocabulary) -> tuple[Token, int]:
    """Return the number that is spelt here, or the token as it is, and how many tokens it takes.

    A number that goes on in words that are not known ('hundred and fifty') counts nothing.
    """
    for length in range(min(words.longest_number, len(plain) - place), 0, -1):
        spelt = tuple(token.text for token in plain[place : place + length])
        value = words.numbers.get(spelt)
        if value is not None:
            last = plain[place + length - 1]
            more = _goes_on(plain, place + length, words)
            end = plain[place + length + more - 1] if more else last
            token = Token(" ".join(spelt), plain[place].start, end.end, value=None if more else value)
            return token, length + more
    return plain[place], 1


def _goes_on(plain: list[Token], place: int, words: Vocabulary) -> int:
    """Return how many further tokens belong to a number: a number, also behind a joint."""
    following = [token.text for token in plain[place : place + 2]]
    if following[:1] and (following[0],) in words.numbers:
        return 1
    is_joined = len(following) == 2 and words.has("joints", following[0]) and _counts(following[1], words)
    return 2 if is_joined and plain[place - 1].text.endswith(("hundred", "cento", "cent", "ciento", "thousand")) else 0


def _counts(word: str, words: Vocabulary) -> bool:
    return (word,) in words.numbers or word in words.ones
