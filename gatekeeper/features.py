"""Features: a message as numbers for the linear model.

Three blocks: hashed character and word n-grams, the signals of the phrases (the same for every language), and the
sentence embedding when there is one. With an open artifact the words, the signals and the embedding appear a second
time under other numbers, so that the model can learn that "add a row" means something else there.
"""

import zlib
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from gatekeeper.enums import Label
from gatekeeper.lexicon import lexicon
from gatekeeper.stages.rules import RULES
from gatekeeper.stages.verdict import Reading

BUCKETS = 1 << 15
CHARACTERS_HEAD, CHARACTERS_TAIL = 240, 80
WORDS_HEAD, WORDS_TAIL = 40, 12
SIZES = (2, 3, 4, 5)
WEIGHT_CHARACTERS, WEIGHT_WORDS, WEIGHT_SIGNAL = 1.0, 1.0, 0.35
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(64 - 15)

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Features:
    """A message: places and values of its sparse features (no place twice), and its dense signals."""

    places: Ints
    values: Floats
    signals: Floats


@cache
def groups() -> tuple[str, ...]:
    """Return the phrase groups in a fixed order."""
    return tuple(sorted({group for phrase in lexicon("en").phrases for group in phrase.groups}))


def features_of(reading: Reading) -> Features:
    """Return the features of one message."""
    is_open = reading.context.open_artifact is not None
    characters = _characters(_ends(reading.message.request, CHARACTERS_HEAD, CHARACTERS_TAIL))
    words = _words(reading, is_open)
    places = np.concatenate([characters, words])
    values = np.concatenate([_even(len(characters), WEIGHT_CHARACTERS), _even(len(words), WEIGHT_WORDS)])
    signals = np.asarray(_signals(reading), dtype=np.float32) * WEIGHT_SIGNAL
    doubled = np.concatenate([signals, signals if is_open else np.zeros_like(signals)])
    return Features(places.astype(np.int32), values.astype(np.float32), doubled)


def _ends(text: str, head: int, tail: int) -> str:
    return text if len(text) <= head + tail else f"{text[:head]}  {text[-tail:]}"


def _even(count: int, weight: float) -> Floats:
    """Return equal values whose squares sum up to the weight's square: long messages are not louder."""
    return np.full(count, weight / max(1.0, count**0.5), dtype=np.float32)


def _characters(text: str) -> Ints:
    """Hash all character n-grams at once."""
    codes = np.frombuffer(f"^{text}$".encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    rolling = codes * _PRIME
    found = []
    for size in range(2, SIZES[-1] + 1):
        if len(rolling) < 2:
            break
        rolling = (rolling[:-1] ^ (rolling[:-1] >> np.uint64(29))) * _PRIME + codes[size - 1 :]
        found.append(((rolling * _PRIME) >> _SHIFT).astype(np.int32))
    return np.unique(np.concatenate(found)) if found else np.zeros(0, dtype=np.int32)


def _words(reading: Reading, is_open: bool) -> Ints:
    """Hash words, pairs of words and the first words; all of them again for an open artifact."""
    texts = [word.text for word in reading.signals.words]
    if len(texts) > WORDS_HEAD + WORDS_TAIL:
        texts = [*texts[:WORDS_HEAD], *texts[-WORDS_TAIL:]]
    names = [f"w {text}" for text in texts]
    names += [f"p {first} {second}" for first, second in pairwise(texts)]
    names += [f"s{place} {text}" for place, text in enumerate(texts[:3])]
    names += [f"e {text}" for text in texts[-2:]]
    if is_open:
        names += [f"open {name}" for name in names]
    hashes = {zlib.crc32(name.encode()) & (BUCKETS - 1) for name in names}
    return np.fromiter(sorted(hashes), dtype=np.int32, count=len(hashes)) + BUCKETS


def _signals(reading: Reading) -> list[float]:
    signals, message = reading.signals, reading.message
    found: list[float] = []
    starts = {group: hit.start for hit in reversed(signals.hits) for group in hit.groups}
    early = signals.words[min(3, len(signals.words)) - 1].start if signals.words else 0
    for group in groups():
        start = starts.get(group)
        found += [
            float(start is not None),
            float(start is not None and start <= early),
            float(start is not None and signals.count(group) > 1),
        ]
    blocks = (found, _pairs(reading), _shape(reading), _rules(reading), _elsewhere(reading))
    return [*chain.from_iterable(blocks), float(message.has_code), 1.0]


PAIRS = (
    ("create", "table"),
    ("create", "table_form"),
    ("create", "spreadsheet"),
    ("create", "sheet_form"),
    ("create", "calc"),
    ("create", "document"),
    ("create", "prose"),
    ("create", "code"),
    ("create", "short"),
    ("write", "document"),
    ("write", "prose"),
    ("write", "short"),
    ("write", "code"),
    ("show", "table"),
    ("want", "table"),
    ("want", "spreadsheet"),
    ("want", "calc"),
    ("want", "document"),
    ("calc", "total"),
    ("calc", "sheet_form"),
    ("compare", "table"),
    ("compare", "table_form"),
    ("howto", "table"),
    ("howto", "sheet_form"),
    ("howto", "document"),
    ("question", "table"),
    ("question", "document"),
    ("question", "spreadsheet"),
    ("about", "document"),
    ("about", "table"),
    ("textwork", "document"),
    ("textwork", "table_form"),
    ("roleplay", "document"),
    ("roleplay", "code"),
    ("edit", "target"),
    ("edit", "deictic"),
    ("new", "table"),
    ("new", "document"),
    ("new", "spreadsheet"),
    ("refuse", "table"),
    ("refuse", "document"),
    ("refuse", "spreadsheet"),
)
NEAR = (
    ("refuse", "table"),
    ("refuse", "document"),
    ("refuse", "spreadsheet"),
    ("create", "table"),
    ("create", "document"),
    ("create", "spreadsheet"),
    ("create", "calc"),
    ("write", "document"),
    ("write", "prose"),
    ("edit", "target"),
)
ELSEWHERE = ("table_form", "table", "sheet_form", "spreadsheet", "doc_form", "document", "code", "create", "write")


def _elsewhere(reading: Reading) -> list[float]:
    return [float(group in reading.signals.elsewhere) for group in ELSEWHERE]


def _pairs(reading: Reading) -> list[float]:
    signals = reading.signals
    present = signals.counts
    both = [float(first in present and second in present) for first, second in PAIRS]
    return [*both, *(float(first in present and signals.follows(first, second)) for first, second in NEAR)]


def _shape(reading: Reading) -> list[float]:
    message, words = reading.message, reading.signals.words
    count, pasted = len(words), message.pasted_length
    opened = reading.context.open_artifact
    return [
        *(float(count > limit) for limit in (1, 2, 4, 7, 12, 20, 40, 80)),
        *(float(pasted > limit) for limit in (0, 60, 300, 1200)),
        float(message.has_data),
        float(message.request.endswith(("?", "？", "؟"))),
        float("?" in message.request),
        float("“…”" in message.plain),
        float(any(character.isdigit() for character in message.request)),
        float(":" in message.request),
        float("," in message.request),
        float(reading.signals.language == "en"),
        *(float(opened == kind) for kind in ("table", "document", "spreadsheet")),
        float(opened is not None),
    ]


def _rules(reading: Reading) -> list[float]:
    found: list[float] = []
    for rule in RULES:
        label = rule.applies(reading)
        found += [float(label == wanted) for wanted in (Label.NONE, Label.TABLE, Label.DOCUMENT, Label.SPREADSHEET)]
    return found


def with_embedding(signals: Floats, vector: Floats, *, is_open: bool) -> Floats:
    """Return the dense block with the evened embedding behind the signals, once more when something is open."""
    return np.concatenate([signals, vector, vector if is_open else np.zeros_like(vector)])


def blended(first: Floats, second: Floats) -> Floats:
    """Return the mean of two models' probabilities: each is wrong about other messages."""
    mean: Floats = (first + second) * np.float32(0.5)
    return mean
