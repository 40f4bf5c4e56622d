"""Training: the corpus in, two weight files out, the same bytes every time on one machine.

Folds split by source, so that nothing is measured by a model that saw its manner of writing. The calibration is
fitted on the out-of-fold probabilities, then the weights on everything.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gatekeeper import weights
from gatekeeper.enums import Label
from gatekeeper.features import Floats, blended
from gatekeeper.learning import calibration
from gatekeeper.learning.corpus import Drawn
from gatekeeper.learning.folds import FOLDS, folds_of
from gatekeeper.learning.linear import Penalty, Weights, fit, masked_softmax
from gatekeeper.learning.matrix import LABELS, Matrix, dense_of, embeddings, matrix_of, read_features, targets
from gatekeeper.weights import Evening

PENALTY = Penalty(sparse=1e-5, dense=1e-5)
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Learned:
    """Weights fitted on everything, and what models that had not seen them said about the examples."""

    weights: Weights
    out_of_fold: Floats
    evening: Evening | None


def learn(drawn: Sequence[Drawn], *, has_embedding: bool, tell: Tell, kept: Path | None = None) -> Learned:
    """Cross-validate and fit; `kept` is a file of embeddings made before."""
    examples = [one.example for one in drawn]
    features, is_open = read_features(examples)
    vectors = embeddings(examples, kept) if has_embedding else None
    evening = Evening.of(vectors) if vectors is not None else None
    evened = evening(vectors) if evening is not None and vectors is not None else None
    matrix = matrix_of(features, dense_of(features, is_open, evened))
    opened = np.array(is_open)
    shares = _out_of_fold(matrix, drawn, opened, tell)
    return Learned(_fit(matrix, drawn, opened, np.arange(len(drawn))), shares, evening)


def save(drawn: Sequence[Drawn], learned: Learned, *, beside: Learned | None = None) -> Path:
    """Calibrate and write weights; those with embeddings are calibrated as they are used: blended with `beside`."""
    shares = blended(learned.out_of_fold, beside.out_of_fold) if beside else learned.out_of_fold
    curves = calibration.curves([one.example for one in drawn], shares, calibration.traffic_weights(drawn))
    path = weights.path_of(has_embedding=beside is not None)
    weights.save(path, learned.weights.sparse, learned.weights.dense, curves, learned.evening)
    weights.load.cache_clear()
    return path


def _out_of_fold(matrix: Matrix, drawn: Sequence[Drawn], opened: NDArray[np.bool_], tell: Tell) -> Floats:
    folds = folds_of(drawn)
    shares = np.zeros((len(drawn), len(LABELS)), dtype=np.float32)
    for fold in range(FOLDS):
        learned = _fit(matrix, drawn, opened, np.flatnonzero(folds != fold))
        rows = np.flatnonzero(folds == fold)
        part = matrix.take(rows)
        shares[rows] = masked_softmax(part.times(learned.sparse, learned.dense), opened[rows])
        tell(f"fold {fold + 1} of {FOLDS}")
    return shares


def _fit(matrix: Matrix, drawn: Sequence[Drawn], opened: NDArray[np.bool_], rows: NDArray[np.int64]) -> Weights:
    picked = [drawn[row] for row in rows]
    return fit(matrix.take(rows), targets(picked), opened[rows], _row_weights(picked), PENALTY)


def _row_weights(drawn: Sequence[Drawn]) -> Floats:
    """Weigh rows as drawn, and kinds with fewer lines more, so that none is the answer for being frequent."""
    bias = {Label.TABLE: 1.5, Label.SPREADSHEET: 1.3}
    return np.array([one.weight * bias.get(one.example.label, 1.0) for one in drawn], dtype=np.float32)
