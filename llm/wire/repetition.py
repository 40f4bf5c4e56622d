"""An answer that repeats itself without end: the same rows, or the same words, over and over.

Looks at the end of the answer now and then, not at every token. Rows that are empty are no repetition: somebody asked
for a form to fill in.
"""

import re

TAIL_CHARACTERS = 8_000
STEP_CHARACTERS = 1_024
"""How much comes between two looks; one look costs some ten microseconds."""

ROWS = 40  # the same line so often is no list any more
WORDS_CHARACTERS = 4_000  # two pages of one phrase
TIMES = 6
_PROBE = 24
_SAYS_SOMETHING = re.compile(r"\w")


def surplus_of(tail: str) -> int:
    """Return how many characters at the end repeat what stands before them, 0 when it is no endless repetition.

    One round of what is repeated does not count, to the end of its line: it is left.
    """
    period = _period_of(tail)
    if not period or not _SAYS_SOMETHING.search(tail, len(tail) - period):
        return 0
    length = _periodic_length(tail, period)
    block = tail[len(tail) - period :]
    is_of_rows = "\n" in block and length >= ROWS * period
    is_of_words = length >= max(WORDS_CHARACTERS, TIMES * period)
    if not (is_of_rows or is_of_words):
        return 0
    kept = len(tail) - length + period
    return len(tail) - (tail.index("\n", kept - 1) + 1 if "\n" in block else kept)


def _period_of(tail: str) -> int:
    """Return the distance at which the end of the text stood before."""
    at = tail.rfind(tail[-_PROBE:], 0, len(tail) - 1) if len(tail) > _PROBE else -1
    return len(tail) - _PROBE - at if at >= 0 else 0


def _periodic_length(tail: str, period: int) -> int:
    """Return the length of the end in which every character equals the one a period before it, by halving."""
    low, high = period, len(tail)
    while low < high:
        middle = (low + high + 1) // 2
        end = tail[len(tail) - middle :]
        if end[period:] == end[: len(end) - period]:
            low = middle
        else:
            high = middle - 1
    return low
