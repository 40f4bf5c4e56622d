"""Examples as matrices: one sparse block (hashed n-grams), one dense (signals, embedding)."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from common.digests import content_digest
from gatekeeper.classify import read_all
from gatekeeper.enums import Label
from gatekeeper.examples import Example
from gatekeeper.features import BUCKETS, Features, Floats, Ints, features_of, with_embedding
from gatekeeper.focus import focus_of
from gatekeeper.learning.corpus import Drawn
from gatekeeper.stages import semantic

LABELS = tuple(Label)
OWN_SHARE = 0.7
"""Of an example with further labels, the share of its weight that its own label keeps."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows in compressed form: `starts[i]` is where row i begins in `places` and `values`; `dense` is row by row."""

    starts: Ints
    places: Ints
    values: Floats
    dense: Floats

    def __len__(self) -> int:
        return len(self.starts) - 1

    def take(self, rows: NDArray[np.int64]) -> "Matrix":
        """Return some of the rows."""
        lengths = (self.starts[1:] - self.starts[:-1])[rows]
        starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
        picked = np.repeat(self.starts[:-1][rows] - starts[:-1], lengths) + np.arange(starts[-1])
        return Matrix(starts, self.places[picked], self.values[picked], self.dense[rows])

    def times(self, sparse: Floats, dense: Floats) -> Floats:
        """Return the scores of every row: (rows, labels)."""
        products = sparse[self.places] * self.values[:, None]
        scores: Floats = np.add.reduceat(products, self.starts[:-1], axis=0) + self.dense @ dense
        return scores

    def transposed_times(self, errors: Floats) -> tuple[Floats, Floats]:
        """Return the gradients of the sparse and the dense weights."""
        spread = np.repeat(errors, self.starts[1:] - self.starts[:-1], axis=0) * self.values[:, None]
        size = 2 * BUCKETS
        columns = [np.bincount(self.places, weights=spread[:, label], minlength=size) for label in range(len(LABELS))]
        return np.stack(columns, axis=1).astype(np.float32), self.dense.T @ errors


def matrix_of(features: Sequence[Features], dense: Floats) -> Matrix:
    """Pack features; every row has at least one place, so that no row is empty."""
    lengths = [len(one.places) for one in features]
    starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    return Matrix(
        starts,
        np.concatenate([one.places for one in features]),
        np.concatenate([one.values for one in features]),
        dense,
    )


def read_features(examples: Sequence[Example]) -> tuple[list[Features], list[bool]]:
    """Return features and whether something is open, row by row."""
    readings = [read_all(example.text, example.context) for example in examples]
    return [features_of(reading) for reading in readings], [bool(one.open_artifact) for one in examples]


def embeddings(examples: Sequence[Example], kept: Path | None = None) -> Floats:
    """Return the embedding of every example's request; with `kept`, a file of earlier ones is read and extended."""
    cuts = [focus_of(read_all(example.text, example.context)) for example in examples]
    digests = [content_digest(text.encode()) for text in cuts]
    known = _kept_vectors(kept)
    for digest, text in zip(digests, cuts, strict=True):
        if digest not in known:
            known[digest] = semantic.embed(text)
    if kept is not None:
        np.savez(kept, digests=np.array(list(known)), vectors=np.stack(list(known.values())))
    return np.stack([known[digest] for digest in digests])


def _kept_vectors(kept: Path | None) -> dict[str, Floats]:
    if kept is None or not kept.exists():
        return {}
    with np.load(kept, allow_pickle=False) as stored:
        return dict(zip(stored["digests"].tolist(), stored["vectors"], strict=True))


def dense_of(features: Sequence[Features], opened: Sequence[bool], vectors: Floats | None) -> Floats:
    """Return the dense block: signals, and evened embeddings when there are any."""
    rows = [
        one.signals if vectors is None else with_embedding(one.signals, vectors[row], is_open=opened[row])
        for row, one in enumerate(features)
    ]
    return np.stack(rows).astype(np.float32)


def targets(drawn: Sequence[Drawn]) -> Floats:
    """Return the share of each label: an example that accepts others gives them a part."""
    shares = np.zeros((len(drawn), len(LABELS)), dtype=np.float32)
    for row, one in enumerate(drawn):
        others = one.example.also_ok - {one.example.label}
        shares[row, LABELS.index(one.example.label)] = OWN_SHARE if others else 1.0
        for label in others:
            shares[row, LABELS.index(label)] = (1 - OWN_SHARE) / len(others)
    return shares
