"""The trained weights: two small files, with and without embeddings, read once and kept.

A file holds the sparse weights as bytes with one scale per label, the dense weights as half floats, and the
calibration as knots of one rising curve per group of labels. Loading never executes anything (`allow_pickle` is off).
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gatekeeper.enums import Label
from gatekeeper.features import Features, Floats, with_embedding
from gatekeeper.stages.semantic import DIMENSIONS

_folder = [Path(__file__).parent / "trained"]
LABELS = tuple(Label)
GROUPS = ("none", "artifact", "edit")
EMBEDDING_SPREAD = 0.1
"""How far the numbers of an embedding spread, beside signals that are 0 or 0.35."""
Curves = dict[str, tuple[Floats, Floats]]


@dataclass(frozen=True, slots=True)
class Evening:
    """The mean of each number of the embeddings that were learned from, and what it is multiplied with."""

    centre: Floats
    factor: Floats

    @classmethod
    def of(cls, vectors: Floats) -> "Evening":
        """Measure the embeddings of a corpus, rounded as they are stored."""
        centre = vectors.mean(axis=0).astype(np.float16)
        factor = (EMBEDDING_SPREAD / vectors.std(axis=0)).astype(np.float16)
        return cls(centre.astype(np.float32), factor.astype(np.float32))

    def __call__(self, vectors: Floats) -> Floats:
        """Return one embedding, or many row by row, evened."""
        evened: Floats = (vectors - self.centre) * self.factor
        return evened


@dataclass(frozen=True, slots=True)
class Model:
    """A linear model with calibration; `evening` brings each number of an embedding to a like spread around zero."""

    sparse: NDArray[np.int8]
    scales: Floats
    dense: Floats
    curves: Curves
    evening: Evening | None

    @property
    def has_embedding(self) -> bool:
        return self.evening is not None

    def fits(self, features: Features) -> bool:
        """Say whether the weights were trained for features of this layout."""
        embedded = 2 * DIMENSIONS if self.has_embedding else 0
        return len(self.dense) == len(features.signals) + embedded

    def probabilities(self, features: Features, vector: Floats | None, *, is_open: bool) -> Floats:
        """Return one probability per label; `edit` has none while nothing is open."""
        rows = self.sparse[features.places].astype(np.float32)
        signals = features.signals
        if vector is not None and self.evening is not None:
            signals = with_embedding(signals, self.evening(vector), is_open=is_open)
        scores = (features.values @ rows) * self.scales + signals @ self.dense
        if not is_open:
            scores[LABELS.index(Label.EDIT)] = -np.inf
        shares = np.exp(scores - scores.max())
        result: Floats = shares / shares.sum()
        return result

    def calibrated(self, label: Label, probability: float) -> float:
        """Return how often a decision for this label with this probability is right."""
        places, values = self.curves[group_of(label)]
        return float(np.interp(probability, places, values))


def group_of(label: Label) -> str:
    """Return the group that a label is calibrated with."""
    return {Label.NONE: "none", Label.EDIT: "edit"}.get(label, "artifact")


def use_folder(folder: Path) -> None:
    """Read and write weights in another folder from now on: for measuring what is not shipped."""
    _folder[0] = folder
    load.cache_clear()


def path_of(*, has_embedding: bool) -> Path:
    """Return where the weights of one kind are kept."""
    return _folder[0] / ("semantic.npz" if has_embedding else "plain.npz")


@cache
def load(*, has_embedding: bool) -> Model | None:
    """Return the weights, None when they were never trained."""
    path = path_of(has_embedding=has_embedding)
    if not path.exists():
        return None
    with np.load(path, allow_pickle=False) as stored:
        curves = {name: (stored[f"{name}_places"], stored[f"{name}_values"]) for name in GROUPS}
        evening = Evening(_wide(stored["centre"]), _wide(stored["factor"])) if has_embedding else None
        return Model(stored["sparse"], stored["scales"], _wide(stored["dense"]), curves, evening)


def _wide(stored: NDArray[np.float16]) -> Floats:
    return stored.astype(np.float32)


def save(path: Path, sparse: Floats, dense: Floats, curves: Curves, evening: Evening | None = None) -> None:
    """Write weights in the small form; the same weights always make the same bytes."""
    scales = np.maximum(np.abs(sparse).max(axis=0), 1e-9).astype(np.float32) / 127
    arrays: dict[str, Any] = {f"{name}_places": places for name, (places, _) in curves.items()}
    arrays |= {f"{name}_values": values for name, (_, values) in curves.items()}
    if evening is not None:
        arrays |= {"centre": evening.centre.astype(np.float16), "factor": evening.factor.astype(np.float16)}
    path.parent.mkdir(exist_ok=True)
    arrays |= {
        "sparse": np.round(sparse / scales).astype(np.int8),
        "scales": scales,
        "dense": dense.astype(np.float16),
    }
    np.savez_compressed(path, **arrays)
