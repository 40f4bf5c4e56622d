"""The stage of the trained model: when it abstains, when it looks twice, what it offers beside."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from gatekeeper import limits, weights
from gatekeeper.classify import read_all
from gatekeeper.decision import Context
from gatekeeper.enums import Label, Stage
from gatekeeper.features import BUCKETS, Floats
from gatekeeper.stages import model, semantic
from gatekeeper.weights import LABELS, Model

STRAIGHT = (np.array([0.0, 1.0], np.float32), np.array([0.0, 1.0], np.float32))


def weighing(**curves: tuple[Floats, Floats]) -> Model:
    """A model whose probabilities are right as they are, unless a curve says otherwise."""
    empty = np.zeros((2 * BUCKETS, len(LABELS)), np.int8)
    return Model(
        empty,
        np.ones(5, np.float32),
        np.zeros((1, 5), np.float32),
        dict.fromkeys(weights.GROUPS, STRAIGHT) | curves,
        None,
    )


def shares(**given: float) -> Floats:
    return np.array([given.get(label.value, 0.0) for label in LABELS], np.float32)


def test_the_likeliest_label_is_believed_as_much_as_its_curve_says() -> None:
    humble = (np.array([0.0, 1.0], np.float32), np.array([0.0, 0.8], np.float32))

    verdict = model.verdict_from(weighing(artifact=humble), shares(table=0.9, none=0.1))

    assert (verdict.label, verdict.stage, verdict.codes) == (Label.TABLE, Stage.MODEL, ("wording",))
    assert verdict.confidence == pytest.approx(0.72)


def test_a_kind_below_the_question_is_an_answer_that_is_unsure() -> None:
    verdict = model.verdict_from(weighing(), shares(table=0.55, none=0.45))

    assert (verdict.label, verdict.codes) == (Label.NONE, ("unsure",))
    assert verdict.confidence == pytest.approx(0.45)


def test_a_kind_at_the_question_is_that_kind() -> None:
    assert model.verdict_from(weighing(), shares(document=limits.ASK + 0.001, none=0.39)).label == Label.DOCUMENT


@pytest.mark.parametrize(("label", "code"), [("none", "wording_none"), ("edit", "edit_target"), ("table", "wording")])
def test_the_reason_is_of_the_label(label: str, code: str) -> None:
    assert model.verdict_from(weighing(), shares(**{label: 0.95})).codes == (code,)


def test_a_second_kind_is_offered_from_its_share_on() -> None:
    just, below = model.ALSO, model.ALSO - 0.01

    assert model.verdict_from(weighing(), shares(table=0.8, spreadsheet=just)).also == (Label.SPREADSHEET,)
    assert model.verdict_from(weighing(), shares(table=0.8, spreadsheet=below)).also == ()
    assert model.verdict_from(weighing(), shares(none=0.8, spreadsheet=just)).also == ()


@pytest.fixture
def no_weights(tmp_path: Path) -> Iterator[None]:
    """A folder where nothing was trained."""
    shipped = weights.path_of(has_embedding=False).parent
    weights.use_folder(tmp_path)
    yield
    weights.use_folder(shipped)


@pytest.mark.usefixtures("no_weights")
def test_without_weights_it_abstains() -> None:
    assert model.judge(read_all("make a table", Context())) is None


@pytest.fixture
def embedded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is embedded, with an embedding that says nothing."""
    seen: list[str] = []

    def embed(text: str) -> Floats:
        seen.append(text)
        return np.zeros(semantic.DIMENSIONS, np.float32)

    monkeypatch.setattr(semantic, "is_available", lambda: True)
    monkeypatch.setattr(semantic, "embed", embed)
    return seen


def test_what_the_quick_model_is_sure_of_is_not_embedded(embedded: list[str]) -> None:
    verdict = model.judge(read_all("make a table of the rivers of europe with length and country", Context()))

    assert verdict is not None
    assert verdict.confidence >= limits.SURE
    assert embedded == []


def test_what_it_doubts_is_embedded_once(embedded: list[str]) -> None:
    model.judge(read_all("qwrt zxcv plmk table qqq letter", Context()))

    assert embedded == ["qwrt zxcv plmk table qqq letter"]
