"""Calibration: from the model's probability to the share of right decisions, measured on examples it never saw.

One rising curve per group of labels, by pooling neighbours that fall (isotonic regression), kept as a few knots.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from gatekeeper.enums import Label
from gatekeeper.examples import Example
from gatekeeper.features import Floats
from gatekeeper.learning.corpus import Drawn
from gatekeeper.learning.matrix import LABELS
from gatekeeper.weights import GROUPS, group_of

PRIOR = 12.0
"""A curve starts as the identity, worth this many examples per bin."""
BINS = 14
CEILING = 0.995
NONE_IN_TRAFFIC = 2.0
"""What a message of the chat counts: of real traffic a larger part belongs there than of the corpus. A lower value
opens what nobody asked for, a higher one answers where somebody did; it was compared on the public sets, too."""


def traffic_weights(drawn: Sequence[Drawn]) -> Floats:
    """Return what each row counts when probabilities are compared with what was right."""
    counts = [one.weight * (NONE_IN_TRAFFIC if one.example.label == Label.NONE else 1.0) for one in drawn]
    return np.array(counts, dtype=np.float32)


def curves(examples: Sequence[Example], shares: Floats, row_weights: Floats) -> dict[str, tuple[Floats, Floats]]:
    """Return knots (probability, share right) per group, from out-of-fold probabilities."""
    best = [LABELS[place] for place in shares.argmax(axis=1)]
    found = {}
    for group in GROUPS:
        rows = [row for row, label in enumerate(best) if group_of(label) == group]
        right = np.array([best[row] in examples[row].accepted for row in rows], dtype=np.float32)
        found[group] = _curve(shares.max(axis=1)[rows], right, row_weights[rows])
    found["none"] = _curve_of_none(examples, shares, row_weights)
    return found


def _curve_of_none(examples: Sequence[Example], shares: Floats, row_weights: Floats) -> tuple[Floats, Floats]:
    """Calibrate `none` on every row: its probability is read for artifacts that are not sure enough, too."""
    place = LABELS.index(Label.NONE)
    right = np.array([Label.NONE in example.accepted for example in examples], dtype=np.float32)
    return _curve(shares[:, place], right, row_weights)


def _curve(given: Floats, right: Floats, row_weights: Floats) -> tuple[Floats, Floats]:
    if not len(given):
        return np.array([0.0, 1.0], np.float32), np.array([0.0, CEILING], np.float32)
    order = np.argsort(given, kind="stable")
    edges = np.unique(np.concatenate([np.quantile(given, np.linspace(0, 1, BINS // 2)), np.linspace(0, 1, BINS)]))
    places, values, masses = [], [], []
    for low, high in pairwise(edges):
        rows = order[(given[order] >= low) & (given[order] < high if high < 1 else given[order] <= high)]
        mass = float(row_weights[rows].sum())
        middle = float(np.average(given[rows], weights=row_weights[rows])) if mass else (low + high) / 2
        hits = float((row_weights[rows] * right[rows]).sum())
        places.append(middle)
        values.append((hits + PRIOR * middle) / (mass + PRIOR))
        masses.append(mass + PRIOR)
    rising = _pooled(values, masses)
    return np.array([0.0, *places, 1.0], np.float32), np.clip([0.0, *rising, rising[-1]], 0, CEILING).astype(
        np.float32
    )


def _pooled(values: list[float], masses: list[float]) -> list[float]:
    """Return the closest rising sequence."""
    blocks: list[tuple[float, float, int]] = []
    for value, mass in zip(values, masses, strict=True):
        block = (value, mass, 1)
        while blocks and blocks[-1][0] >= block[0]:
            before = blocks.pop()
            total = before[1] + block[1]
            block = ((before[0] * before[1] + block[0] * block[1]) / total, total, before[2] + block[2])
        blocks.append(block)
    return [value for value, _, count in blocks for _ in range(count)]
