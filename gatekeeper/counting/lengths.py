"""How long a text is wanted: its words, its pages, its sections."""

import re
from collections.abc import Sequence
from itertools import pairwise

from gatekeeper.counting.tokens import Token, tokens_of
from gatekeeper.counting.vocabulary import Vocabulary

_HYPHEN = re.compile(r"-([a-z]+)")

LEAST_WORDS = 50
"""Fewer are a sentence, and what is counted may be something else: 'ten words about each'."""

MOST_WORDS = 50_000
MOST_PAGES = 100
MOST_SECTIONS = 100


def count_words(text: str, words: Vocabulary) -> int | None:
    """Return how many words a folded request wants, also of a '2000-word essay'; None for an upper limit."""
    return _count(text, words, "words", LEAST_WORDS, MOST_WORDS)


def count_pages(text: str, words: Vocabulary) -> int | None:
    """Return how many pages a folded request wants."""
    return _count(text, words, "pages", 2, MOST_PAGES)


def count_sections(text: str, words: Vocabulary) -> int | None:
    """Return how many sections a folded request wants; paragraphs are none."""
    return _count(text, words, "sections", 2, MOST_SECTIONS)


def _apart(text: str, nouns: frozenset[str]) -> str:
    """Return the text with '2000-word' and 'five-page' as two words."""
    return _HYPHEN.sub(lambda match: f" {match[1]}" if match[1] in nouns else match[0], text)


def _count(text: str, words: Vocabulary, group: str, least: int, most: int) -> int | None:
    tokens = tokens_of(_apart(text, words.groups[group]), words)
    for place, (number, noun) in enumerate(pairwise(tokens)):
        if number.value is None or not words.has(group, noun.text) or not least <= number.value <= most:
            continue
        return None if _is_open(tokens, place, words) else number.value
    return None


def _is_open(tokens: Sequence[Token], place: int, words: Vocabulary) -> bool:
    """Whether the number is an upper limit, or the length of each of several parts."""
    before = " ".join(token.text for token in tokens[max(0, place - 3) : place])
    following = [token.text for token in tokens[place + 2 : place + 4]]
    return before.endswith(tuple(words.groups["limit"])) or any(words.has("each", word) for word in following)
