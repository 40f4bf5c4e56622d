"""Softmax regression by L-BFGS in NumPy: small, deterministic, no other library.

The loss is the cross-entropy against label shares, weighted by row, plus a squared penalty. `edit` cannot be the
label while nothing is open, so its score is left out of those rows.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gatekeeper.enums import Label
from gatekeeper.features import BUCKETS, Floats
from gatekeeper.learning.matrix import LABELS, Matrix

MEMORY = 8
STEPS = 40
"""More of them change no figure on unseen messages."""
TOLERANCE = 2e-5
EDIT = LABELS.index(Label.EDIT)
Objective = Callable[[NDArray[np.float64]], tuple[float, NDArray[np.float64]]]


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned: scores are `sparse` and `dense` features times these."""

    sparse: Floats
    dense: Floats


@dataclass(frozen=True, slots=True)
class Penalty:
    """How much large weights cost, per block."""

    sparse: float
    dense: float


def masked_softmax(scores: Floats, opened: NDArray[np.bool_]) -> Floats:
    """Return probabilities, none for `edit` where nothing is open."""
    scores = scores.copy()
    scores[~opened, EDIT] = -np.inf
    scores -= scores.max(axis=1, keepdims=True)
    shares = np.exp(scores)
    result: Floats = shares / shares.sum(axis=1, keepdims=True)
    return result


def fit(matrix: Matrix, wanted: Floats, opened: NDArray[np.bool_], row_weights: Floats, penalty: Penalty) -> Weights:
    """Return the weights with the smallest loss."""
    size = 2 * BUCKETS * len(LABELS)
    dense_rows = matrix.dense.shape[1]
    total = float(row_weights.sum())

    def objective(point: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        sparse = point[:size].reshape(2 * BUCKETS, len(LABELS)).astype(np.float32)
        dense = point[size:].reshape(dense_rows, len(LABELS)).astype(np.float32)
        shares = masked_softmax(matrix.times(sparse, dense), opened)
        loss = -float((row_weights[:, None] * wanted * np.log(np.maximum(shares, 1e-9))).sum()) / total
        errors = (shares - wanted) * (row_weights / total)[:, None]
        sparse_slope, dense_slope = matrix.transposed_times(errors)
        slope = np.concatenate([sparse_slope.ravel(), dense_slope.ravel()]).astype(np.float64)
        slope[:size] += penalty.sparse * point[:size]
        slope[size:] += penalty.dense * point[size:]
        costs = penalty.sparse * float(point[:size] @ point[:size]) + penalty.dense * float(
            point[size:] @ point[size:]
        )
        return loss + costs / 2, slope

    point = minimise(objective, np.zeros(size + dense_rows * len(LABELS)))
    return Weights(
        point[:size].reshape(2 * BUCKETS, len(LABELS)).astype(np.float32),
        point[size:].reshape(dense_rows, len(LABELS)).astype(np.float32),
    )


def minimise(objective: Objective, point: NDArray[np.float64]) -> NDArray[np.float64]:
    """Minimise a smooth function by L-BFGS with backtracking."""
    value, slope = objective(point)
    moves: list[tuple[NDArray[np.float64], NDArray[np.float64], float]] = []
    for _ in range(STEPS):
        direction = -_two_loops(slope, moves)
        length = 1.0 if moves else 1.0 / max(1e-12, float(np.abs(slope).sum()))
        found = _search(objective, point, value, slope, direction, length)
        if found is None:
            break
        new_point, new_value, new_slope = found
        step, change = new_point - point, new_slope - slope
        curvature = float(step @ change)
        if curvature > 1e-12:
            moves = [*moves[-MEMORY + 1 :], (step, change, curvature)]
        is_flat = value - new_value < TOLERANCE * max(1.0, abs(value)) * 0.1
        point, value, slope = new_point, new_value, new_slope
        if is_flat:
            break
    return point


def _two_loops(
    slope: NDArray[np.float64], moves: list[tuple[NDArray[np.float64], NDArray[np.float64], float]]
) -> NDArray[np.float64]:
    direction = slope.copy()
    shares = []
    for step, change, curvature in reversed(moves):
        share = float(step @ direction) / curvature
        shares.append(share)
        direction -= share * change
    if moves:
        _, change, curvature = moves[-1]
        direction *= curvature / float(change @ change)
    for (step, change, curvature), share in zip(moves, reversed(shares), strict=True):
        direction += (share - float(change @ direction) / curvature) * step
    return direction


def _search(
    objective: Objective,
    point: NDArray[np.float64],
    value: float,
    slope: NDArray[np.float64],
    direction: NDArray[np.float64],
    length: float,
) -> tuple[NDArray[np.float64], float, NDArray[np.float64]] | None:
    descent = float(slope @ direction)
    for _ in range(25):
        candidate = point + length * direction
        new_value, new_slope = objective(candidate)
        if new_value <= value + 1e-4 * length * descent:
            return candidate, new_value, new_slope
        length *= 0.5
    return None
