"""The part of a long message that says what is wanted: its sentences with the most signals, in their order.

A role, a story or a list of conditions is often longer than the request, and the request stands anywhere; an embedding
of the whole would say what the message is about. The first and the last sentence count a little more than the others.
"""

import re

from gatekeeper import limits
from gatekeeper.lexicon import Hit, find, lexicon, words_of
from gatekeeper.stages.verdict import Reading

_SENTENCE = re.compile(r"[^.!?。！？؟।]+(?:[.!?。！？؟।]+|$)")
STRONG = frozenset(
    {"create", "write", "table_form", "spreadsheet", "sheet_form", "document", "table", "doc_form", "compare"}
)
AT_AN_END = 0.75


def focus_of(reading: Reading) -> str:
    """Return at most what is embedded: the whole request if it is short enough."""
    text = reading.message.request
    size = _size(text)
    if len(text) <= size:
        return text
    sentences = [match for match in _SENTENCE.finditer(text) if match.group().strip()]
    hits = _hits(reading, text)
    worth = [_worth(match, place in {0, len(sentences) - 1}, hits) for place, match in enumerate(sentences)]
    chosen: dict[int, str] = {}
    for place in sorted(range(len(sentences)), key=lambda place: -worth[place]):
        sentence = sentences[place].group().strip()
        left = size - sum(len(part) + 1 for part in chosen.values())
        if len(sentence) <= left or left > size // 2:
            chosen[place] = _shortened(sentence, left)
    return " ".join(chosen[place] for place in sorted(chosen))


def _hits(reading: Reading, text: str) -> tuple[Hit, ...]:
    """Return the phrases of the request; a quotation in it may be the request itself."""
    if text == reading.signals.text:
        return reading.signals.hits
    return tuple(find(lexicon(reading.signals.language), text, words_of(text)))


def _size(text: str) -> int:
    """Return how many characters are embedded: fewer where one says more."""
    sample = text[:400]
    dense = sum(character > "\u2e80" for character in sample)
    if dense * 2 > len(sample):
        return limits.EMBEDDED_DENSE
    return limits.EMBEDDED_CHARACTERS if sample.isascii() else limits.EMBEDDED_CHARACTERS * 3 // 4


def _worth(match: re.Match[str], is_end: bool, hits: tuple[Hit, ...]) -> float:
    inside = [hit for hit in hits if match.start() <= hit.start < match.end()]
    groups = frozenset().union(*(hit.groups for hit in inside))
    return len(groups & STRONG) * 2.0 + min(3, len(groups - STRONG)) * 0.5 + AT_AN_END * is_end


def _shortened(text: str, size: int) -> str:
    """Return both ends of a sentence that is too long, whole words where there are spaces."""
    if len(text) <= size:
        return text
    head, tail = text[: size * 2 // 3], text[-(size // 3) :]
    return f"{head.rpartition(' ')[0] or head} {tail.partition(' ')[2] or tail}"
