"""Weights on disk and what is read back from them."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from gatekeeper import weights
from gatekeeper.classify import read_all
from gatekeeper.decision import Context
from gatekeeper.enums import Label
from gatekeeper.features import BUCKETS, features_of
from gatekeeper.weights import EMBEDDING_SPREAD, LABELS, Evening, group_of

FEATURES = features_of(read_all("make a table of teas", Context()))
LINE = (np.array([0.0, 1.0], np.float32), np.array([0.0, 0.9], np.float32))
CURVES = dict.fromkeys(weights.GROUPS, LINE)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder for weights of this test; afterwards the shipped ones are read again."""
    shipped = weights.path_of(has_embedding=False).parent
    weights.use_folder(tmp_path)
    yield tmp_path
    weights.use_folder(shipped)


def save(sparse: float = 0.0, *, label: Label = Label.TABLE) -> None:
    rows = np.zeros((2 * BUCKETS, len(LABELS)), np.float32)
    rows[:, LABELS.index(label)] = sparse
    dense = np.zeros((len(FEATURES.signals), len(LABELS)), np.float32)
    weights.save(weights.path_of(has_embedding=False), rows, dense, CURVES)


@pytest.mark.usefixtures("folder")
def test_untrained_weights_are_none() -> None:
    assert weights.load(has_embedding=False) is None


@pytest.mark.usefixtures("folder")
def test_what_was_saved_is_read_back() -> None:
    save(1.0)

    model = weights.load(has_embedding=False)

    assert model is not None
    assert not model.has_embedding
    assert model.sparse.dtype == np.int8
    assert model.fits(FEATURES)
    assert model.calibrated(Label.TABLE, 0.5) == pytest.approx(0.45)


def test_the_same_weights_are_the_same_bytes(folder: Path) -> None:
    save(0.5)
    first = (folder / "plain.npz").read_bytes()
    save(0.5)

    assert (folder / "plain.npz").read_bytes() == first


@pytest.mark.usefixtures("folder")
def test_a_heavier_label_is_likelier_and_shares_sum_to_one() -> None:
    save(2.0, label=Label.DOCUMENT)
    model = weights.load(has_embedding=False)

    assert model is not None
    shares = model.probabilities(FEATURES, None, is_open=True)
    assert LABELS[int(shares.argmax())] == Label.DOCUMENT
    assert float(shares.sum()) == pytest.approx(1)


@pytest.mark.usefixtures("folder")
def test_nothing_is_edited_while_nothing_is_open() -> None:
    save(5.0, label=Label.EDIT)
    model = weights.load(has_embedding=False)

    assert model is not None
    assert model.probabilities(FEATURES, None, is_open=False)[LABELS.index(Label.EDIT)] == 0
    assert model.probabilities(FEATURES, None, is_open=True)[LABELS.index(Label.EDIT)] > 0.9


@pytest.mark.usefixtures("folder")
def test_weights_for_other_features_do_not_fit() -> None:
    dense = np.zeros((len(FEATURES.signals) - 2, len(LABELS)), np.float32)
    sparse = np.zeros((2 * BUCKETS, len(LABELS)), np.float32)
    weights.save(weights.path_of(has_embedding=False), sparse, dense, CURVES)

    model = weights.load(has_embedding=False)

    assert model is not None
    assert not model.fits(FEATURES)


def test_evening_brings_every_number_to_one_spread() -> None:
    vectors = np.random.default_rng(1).normal(3, [0.5, 2, 9], (4_000, 3)).astype(np.float32)

    evened = Evening.of(vectors)(vectors)

    assert np.allclose(evened.mean(axis=0), 0, atol=0.002)
    assert np.allclose(evened.std(axis=0), EMBEDDING_SPREAD, rtol=0.01)


def test_labels_are_calibrated_in_three_groups() -> None:
    assert [group_of(label) for label in LABELS] == ["none", "artifact", "artifact", "artifact", "edit"]


@pytest.mark.parametrize("has_embedding", [False, True])
def test_the_shipped_weights_fit_the_code_and_are_small(has_embedding: bool) -> None:
    model = weights.load(has_embedding=has_embedding)

    assert model is not None
    assert model.fits(FEATURES)
    assert weights.path_of(has_embedding=has_embedding).stat().st_size < 1_000_000


@pytest.mark.parametrize("has_embedding", [False, True])
def test_the_shipped_curves_rise_and_never_promise_certainty(has_embedding: bool) -> None:
    model = weights.load(has_embedding=has_embedding)

    assert model is not None
    for label in (Label.NONE, Label.TABLE, Label.EDIT):
        values = [model.calibrated(label, share / 50) for share in range(51)]
        assert values == sorted(values)
        assert 0.9 < values[-1] < 1
