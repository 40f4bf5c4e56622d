"""A curve says how often a probability was right, and never falls."""

import numpy as np
import pytest

from gatekeeper.enums import Label
from gatekeeper.examples import Example
from gatekeeper.learning import calibration
from gatekeeper.weights import GROUPS

CHANCE = np.random.default_rng(9)


def drawn(label: Label, given: np.ndarray, is_right: np.ndarray) -> tuple[list[Example], np.ndarray]:
    """Examples that were all judged `label` with the given probabilities, some of them wrongly."""
    other = Label.DOCUMENT if label == Label.NONE else Label.NONE
    shares = np.zeros((len(given), 5), np.float32)
    place, beside = calibration.LABELS.index(label), calibration.LABELS.index(other)
    shares[:, place], shares[:, beside] = given, 1 - given
    return [Example("x", label if right else other) for right in is_right], shares


def at(curve: tuple[np.ndarray, np.ndarray], probability: float) -> float:
    return float(np.interp(probability, *curve))


def test_boasting_is_brought_down_to_what_was_right() -> None:
    given = CHANCE.uniform(0.85, 0.95, 4_000)
    examples, shares = drawn(Label.TABLE, given, CHANCE.random(4_000) < 0.6)

    curve = calibration.curves(examples, shares, np.ones(4_000, np.float32))["artifact"]

    assert at(curve, 0.9) == pytest.approx(0.6, abs=0.04)


def test_modesty_is_raised() -> None:
    given = CHANCE.uniform(0.55, 0.65, 4_000)
    examples, shares = drawn(Label.TABLE, given, np.ones(4_000, bool))

    assert at(calibration.curves(examples, shares, np.ones(4_000, np.float32))["artifact"], 0.6) > 0.95


def test_curves_rise_and_end_below_certainty() -> None:
    given = CHANCE.uniform(0.5, 1, 2_000)
    examples, shares = drawn(Label.NONE, given, CHANCE.random(2_000) < given)

    for curve in calibration.curves(examples, shares, np.ones(2_000, np.float32)).values():
        values = [at(curve, share / 100) for share in range(101)]
        assert values == sorted(values)
        assert values[-1] <= np.float32(calibration.CEILING)


def test_a_group_without_rows_has_a_curve_too() -> None:
    examples, shares = drawn(Label.TABLE, np.full(5, 0.9), np.ones(5, bool))

    found = calibration.curves(examples, shares, np.ones(5, np.float32))

    assert set(found) == set(GROUPS)
    assert at(found["edit"], 0.5) == pytest.approx(0.5, abs=0.01)


def test_few_examples_move_a_curve_less_than_many() -> None:
    few = drawn(Label.TABLE, np.full(3, 0.9), np.zeros(3, bool))
    many = drawn(Label.TABLE, np.full(3_000, 0.9), np.zeros(3_000, bool))

    little = at(calibration.curves(*few, np.ones(3, np.float32))["artifact"], 0.9)
    much = at(calibration.curves(*many, np.ones(3_000, np.float32))["artifact"], 0.9)

    assert much < 0.05
    assert little > 0.5


def test_a_rows_weight_counts() -> None:
    examples, shares = drawn(Label.TABLE, np.full(400, 0.9), np.arange(400) < 200)
    heavy = np.where(np.arange(400) < 200, 10.0, 0.1).astype(np.float32)

    assert at(calibration.curves(examples, shares, heavy)["artifact"], 0.9) > 0.95
