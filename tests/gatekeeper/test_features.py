"""A message as numbers: stable, bounded, and different where a model must tell a difference."""

import numpy as np
import pytest

from artifacts.rows.enums import KindName
from gatekeeper.classify import read_all
from gatekeeper.decision import Context
from gatekeeper.features import BUCKETS, Features, blended, features_of, with_embedding

OPEN = Context(open_artifact=KindName.TABLE)


def features(text: str, context: Context | None = None) -> Features:
    return features_of(read_all(text, context or Context()))


@pytest.mark.parametrize("text", ["", "a", "make a table", "表を作って", "word " * 3_000])
def test_every_message_has_the_same_number_of_signals(text: str) -> None:
    assert features(text).signals.shape == features("hello").signals.shape


def test_the_same_message_gives_the_same_numbers() -> None:
    first, second = features("make a table of teas"), features("make a table of teas")

    assert np.array_equal(first.places, second.places)
    assert np.array_equal(first.signals, second.signals)


def test_no_place_stands_twice_and_all_are_inside() -> None:
    places = features("make a table of teas and a table of coffees").places

    assert len(set(places.tolist())) == len(places)
    assert places.min() >= 0
    assert places.max() < 2 * BUCKETS


def test_a_long_message_is_not_louder_than_a_short_one() -> None:
    short, long = features("make a table"), features("make a table of " + "many different teas " * 30)

    assert float(short.values @ short.values) == pytest.approx(float(long.values @ long.values), rel=1e-4)


def test_an_open_artifact_repeats_words_and_signals_under_other_numbers() -> None:
    shut, opened = features("add a row"), features("add a row", OPEN)
    half = len(shut.signals) // 2

    assert not shut.signals[half:].any()
    assert np.array_equal(opened.signals[:half], opened.signals[half:])
    assert set(shut.places.tolist()) < set(opened.places.tolist())


def test_case_accents_and_invisible_letters_change_nothing() -> None:
    plain = features("creer un tableau")

    assert np.array_equal(plain.places, features("CRÉER un ta\u200bbleau").places)


def test_a_form_named_among_conditions_is_a_signal() -> None:
    text = "Please look into grants.\n\n- region: north\n- size: small\n- output: {}"

    assert not np.array_equal(
        features(text.format("table format")).signals, features(text.format("fair play")).signals
    )


def test_an_embedding_counts_again_while_something_is_open() -> None:
    signals, vector = np.ones(3, np.float32), np.full(4, 2.0, np.float32)

    assert with_embedding(signals, vector, is_open=False).tolist() == [1, 1, 1, 2, 2, 2, 2, 0, 0, 0, 0]
    assert with_embedding(signals, vector, is_open=True).tolist() == [1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2]


def test_two_models_are_weighed_alike() -> None:
    first, second = np.array([1.0, 0.0], np.float32), np.array([0.5, 0.5], np.float32)

    assert blended(first, second).tolist() == [0.75, 0.25]
