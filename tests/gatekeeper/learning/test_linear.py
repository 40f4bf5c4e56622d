"""The regression learns what can be learned, and its matrices multiply as matrices do."""

import numpy as np
import pytest

from gatekeeper.enums import Label
from gatekeeper.examples import Example
from gatekeeper.features import BUCKETS, Features
from gatekeeper.learning.corpus import Drawn
from gatekeeper.learning.linear import EDIT, Penalty, fit, masked_softmax, minimise
from gatekeeper.learning.matrix import LABELS, Matrix, matrix_of, targets

CHANCE = np.random.default_rng(5)


def features(places: list[int]) -> Features:
    return Features(np.array(places, np.int32), np.ones(len(places), np.float32), np.zeros(2, np.float32))


def small() -> Matrix:
    rows = [features([1, 4]), features([2]), features([1, 2, 9])]
    return matrix_of(rows, CHANCE.normal(size=(3, 2)).astype(np.float32))


def full(matrix: Matrix) -> np.ndarray:
    rows = np.zeros((len(matrix), 2 * BUCKETS), np.float32)
    for row in range(len(matrix)):
        part = slice(matrix.starts[row], matrix.starts[row + 1])
        rows[row, matrix.places[part]] = matrix.values[part]
    return rows


def test_scores_are_the_product_with_both_blocks() -> None:
    matrix = small()
    sparse = CHANCE.normal(size=(2 * BUCKETS, 5)).astype(np.float32)
    dense = CHANCE.normal(size=(2, 5)).astype(np.float32)

    assert np.allclose(matrix.times(sparse, dense), full(matrix) @ sparse + matrix.dense @ dense, atol=1e-4)


def test_gradients_are_the_product_with_the_transposed_blocks() -> None:
    matrix = small()
    errors = CHANCE.normal(size=(3, 5)).astype(np.float32)

    sparse, dense = matrix.transposed_times(errors)

    assert np.allclose(sparse, full(matrix).T @ errors, atol=1e-4)
    assert np.allclose(dense, matrix.dense.T @ errors, atol=1e-5)


def test_rows_are_taken_in_the_order_that_is_asked() -> None:
    matrix = small()

    assert np.array_equal(full(matrix.take(np.array([2, 0]))), full(matrix)[[2, 0]])


def test_softmax_leaves_edit_out_where_nothing_is_open() -> None:
    shares = masked_softmax(np.zeros((2, 5), np.float32), np.array([True, False]))

    assert shares[0].tolist() == pytest.approx([0.2] * 5)
    assert shares[1, EDIT] == 0
    assert shares.sum(axis=1).tolist() == pytest.approx([1, 1])


def test_minimise_finds_the_bottom_of_a_bowl() -> None:
    bottom = np.array([3.0, -2.0, 0.5])
    steep = np.array([1.0, 40.0, 0.2])

    found = minimise(lambda point: (float(steep @ (point - bottom) ** 2), 2 * steep * (point - bottom)), np.zeros(3))

    assert np.allclose(found, bottom, atol=0.02)


def test_fit_separates_what_one_place_separates() -> None:
    rows = [features([label]) for label in range(5)] * 4
    matrix = matrix_of(rows, np.zeros((20, 2), np.float32))
    wanted = np.tile(np.eye(5, dtype=np.float32), (4, 1))
    opened = np.ones(20, bool)

    learned = fit(matrix, wanted, opened, np.ones(20, np.float32), Penalty(1e-4, 1e-4))

    best = masked_softmax(matrix.times(learned.sparse, learned.dense), opened).argmax(axis=1)
    assert best.tolist() == [0, 1, 2, 3, 4] * 4


def test_a_heavier_penalty_keeps_weights_smaller() -> None:
    matrix, wanted = (
        matrix_of([features([1]), features([2])], np.zeros((2, 2), np.float32)),
        np.eye(5, dtype=np.float32)[:2],
    )
    opened, even = np.ones(2, bool), np.ones(2, np.float32)

    light = fit(matrix, wanted, opened, even, Penalty(1e-4, 1e-4))
    heavy = fit(matrix, wanted, opened, even, Penalty(1.0, 1.0))

    assert np.abs(heavy.sparse).max() < np.abs(light.sparse).max() / 3


def test_targets_share_between_labels_that_are_right_too() -> None:
    one = Drawn(Example("x", Label.TABLE, frozenset({Label.NONE, Label.DOCUMENT})), "a")
    sole = Drawn(Example("y", Label.EDIT), "a")

    shares = targets([one, sole])

    assert shares[0].tolist() == pytest.approx([0.15, 0.7, 0.15, 0, 0])
    assert shares[1].tolist() == [0, 0, 0, 0, 1]
    assert [label.value for label in LABELS] == ["none", "table", "document", "spreadsheet", "edit"]
