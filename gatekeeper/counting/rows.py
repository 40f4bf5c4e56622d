"""How many rows a request names: the number before a noun that is listed, and only where nothing else can be meant.

A number counts when it stands where the rows stand ('a table of 20 lakes', 'list the ten largest'), before a noun of
things. Decades, ordinals, versions and prices are no whole words; units, ages and ratings are nouns that measure;
ranges, comparisons and what each thing has stand behind other words. What is left open counts nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from gatekeeper.counting.tokens import Token, tokens_of
from gatekeeper.counting.vocabulary import Vocabulary

MAX_NAMED = 1_000_000
"""Of a noun that means rows: a table with few columns may have as many."""

MAX_THINGS = 10_000
"""Of other things; a larger number is rather a quantity."""

LEAST_COMPARED = 5
"""Of fewer things that are compared, each may as well be a column, unless the criteria are named."""

_LONGEST_NOUN = 6
_LONGEST_OF_ROWS = 3
_END_OF_SENTENCE = frozenset(".!?:;…")


@dataclass(frozen=True, slots=True)
class _Count:
    """A number with the noun behind it: `after` is the place behind the noun."""

    place: int
    value: int
    noun: tuple[str, ...]
    after: int


def count_rows(text: str, words: Vocabulary, *, of_things: bool) -> int | None:
    """Return the number of rows that a folded request names; without `of_things` only of nouns that mean rows."""
    tokens = tokens_of(text, words)
    counts = [count for place in range(len(tokens)) if (count := _count_at(tokens, place, words))]
    for count in counts:
        if _names_rows(count, words) and not _is_limit(tokens, count.place, words):
            return None if _is_of_each(tokens, count, words) else count.value
    return _things(tokens, counts, words) if of_things else None


def _things(tokens: Sequence[Token], counts: Sequence[_Count], words: Vocabulary) -> int | None:
    for count in counts:
        if not _leads_to_rows(tokens, count, words):
            continue
        is_open = _is_of_each(tokens, count, words) or _is_joined(tokens, count, counts, words)
        return None if is_open else count.value
    return None


def _count_at(tokens: Sequence[Token], place: int, words: Vocabulary) -> _Count | None:
    """Return the count at a place; '20 of the 50 states' counts twenty."""
    token = tokens[place]
    if token.value is None or not 2 <= token.value <= MAX_NAMED:
        return None
    start = _behind_part(tokens, place + 1, words)
    while start < len(tokens) and words.has("before", tokens[start].text):
        start += 1
    end = start
    while end < len(tokens) and end - start < _LONGEST_NOUN and _is_of_noun(tokens[end], words):
        end += 1
    noun = tuple(token.text for token in tokens[start:end])
    return _Count(place, token.value, noun, end) if noun else None


def _behind_part(tokens: Sequence[Token], place: int, words: Vocabulary) -> int:
    """Return where the noun begins behind 'of the', 'of the 50': else the place itself."""
    at = place
    if at < len(tokens) and words.has("partitive", tokens[at].text):
        at += 1
        while at < len(tokens) and words.has("before", tokens[at].text):
            at += 1
        if at > place + 1:
            return at + 1 if at < len(tokens) and tokens[at].value is not None else at
    return place


def _is_of_noun(token: Token, words: Vocabulary) -> bool:
    is_word = not token.is_sign and token.value is None and (token.text[0].isalpha() or "-" in token.text)
    return is_word and token.text not in words.small and not words.has("each", token.text)


def _names_rows(count: _Count, words: Vocabulary) -> bool:
    noun = count.noun[-1] if words.is_head_last else count.noun[0]
    return len(count.noun) <= _LONGEST_OF_ROWS and words.has("rows", noun) and not words.has("units", count.noun[0])


def _is_limit(tokens: Sequence[Token], place: int, words: Vocabulary) -> bool:
    """Whether the number is the most that is wanted: 'no more than 20 rows'."""
    before = " ".join(token.text for token in tokens[max(0, place - 3) : place])
    return before.endswith(tuple(words.groups["limit"]))


def _leads_to_rows(tokens: Sequence[Token], count: _Count, words: Vocabulary) -> bool:
    token = tokens[count.place]
    if count.value > MAX_THINGS or token.is_year or not _is_countable(count, words) or _is_named(tokens, count):
        return False
    at = count.place - 1
    while at >= 0 and not tokens[at].is_sign and _may_stand_before(tokens[at].text, words):
        at -= 1
    if at < 0 or tokens[at].text in _END_OF_SENTENCE:
        return True
    return _is_link(tokens, at, count, words)


def _may_stand_before(word: str, words: Vocabulary) -> bool:
    is_link = words.has("of", word) or words.has("with", word) or words.has("for", word)
    return (words.has("before", word) or word.endswith("'s")) and not is_link


def _is_named(tokens: Sequence[Token], count: _Count) -> bool:
    """Whether the number belongs to a name: "Ocean's 11", other than "the world's 10 largest lakes"."""
    is_owned = count.place > 0 and tokens[count.place - 1].text.endswith("'s")
    return is_owned and not tokens[count.place + 1].text.endswith(("est", "most", "top"))


def _is_countable(count: _Count, words: Vocabulary) -> bool:
    first, nouns = count.noun[0], count.noun if words.is_head_last else count.noun[:2]
    if words.has("units", first) or any(words.has("layout", noun) for noun in nouns):
        return False
    is_measured = words.has("units", count.noun[-1]) and not words.has("words", count.noun[-1])
    if words.is_head_last and is_measured:
        return False
    return any(map(words.is_plural, nouns))


def _is_link(tokens: Sequence[Token], at: int, count: _Count, words: Vocabulary) -> bool:
    """Whether what stands before the number makes its noun the rows."""
    link = tokens[at].text
    has_criteria = count.after < len(tokens) and words.has("criteria", tokens[count.after].text)
    is_enough = has_criteria or count.value >= LEAST_COMPARED
    if words.has("compare", link):
        return is_enough
    if words.has("verbs", link):
        return True
    before = [token.text for token in tokens[max(0, at - 2) : at]]
    is_behind_kind = any(map(words.is_kind, before)) and not any(token.is_sign for token in tokens[at - 1 : at])
    is_behind_comparison = any(words.has("compare", word) for word in before)
    has_people = any(words.has("people", word) for word in count.noun)
    if words.has("of", link):
        return is_behind_kind or (is_behind_comparison and is_enough)
    if words.has("with", link):
        return is_behind_kind and not has_people
    if words.has("for", link):
        return (is_behind_kind or _is_of_attributes(tokens[:at], words)) and not has_people
    return False


def _is_of_attributes(tokens: Sequence[Token], words: Vocabulary) -> bool:
    """Whether the table was said to have something, so that what follows 'for' are its rows: 'with a rating for'."""
    return any(
        words.is_kind(token.text) and words.has("with", following.text) for token, following in pairwise(tokens)
    )


def _is_of_each(tokens: Sequence[Token], count: _Count, words: Vocabulary) -> bool:
    """Whether each of other things has so many: '3 facts each', '2 players of every team', '5 per country'."""
    following = [token.text for token in tokens[count.after : count.after + 2]]
    own = [word for word in following[:1] if words.has("each", word)]
    behind = len(following) == 2 and following[0] in words.small and words.has("each", following[1])
    return bool(own) or behind


def _is_joined(tokens: Sequence[Token], count: _Count, counts: Sequence[_Count], words: Vocabulary) -> bool:
    """Whether further things are counted beside: what of both are rows is open."""
    at = count.after
    while at < len(tokens) and (words.has("joints", tokens[at].text) or tokens[at].text == ","):
        at += 1
    if at == count.after:
        return False
    other = next((other for other in counts if other.place == at), None)
    is_more = other is not None and _is_countable(other, words) and not _is_of_each(tokens, other, words)
    is_range = at < len(tokens) and tokens[at].value is not None and other is None
    return is_more or is_range
