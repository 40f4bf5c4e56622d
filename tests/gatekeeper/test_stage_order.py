"""Which stage has the word: hands, then rules, then the model, which may overrule a rule that opens."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from artifacts.rows.enums import KindName
from gatekeeper import limits, weights
from gatekeeper.classify import classify, settle
from gatekeeper.decision import Context
from gatekeeper.enums import Action, Label, Mode, Stage
from gatekeeper.stages.verdict import Verdict

JUST_BELOW = 0.001


def ruled(label: Label) -> Verdict:
    return Verdict(label, 0.98, Stage.RULES, ("verb_object",))


def weighed(label: Label, confidence: float) -> Verdict:
    return Verdict(label, confidence, Stage.MODEL, ("wording",))


def test_hands_go_before_rules() -> None:
    decision = classify("How do I make a pivot table in Excel?", Context(mode=Mode.TABLE))

    assert (decision.action, decision.stage) == (Action.CREATE, Stage.UI)


def test_rules_go_before_the_model() -> None:
    assert classify("How do I make a pivot table in Excel?", Context()).stage == Stage.RULES


def test_a_rule_that_answers_is_never_overruled() -> None:
    assert settle(ruled(Label.NONE), weighed(Label.TABLE, 1.0)) == ruled(Label.NONE)


@pytest.mark.parametrize(
    ("confidence", "stage"), [(limits.OVERRULE, Stage.MODEL), (limits.OVERRULE - JUST_BELOW, Stage.RULES)]
)
def test_a_rule_that_opens_is_overruled_by_a_sure_model(confidence: float, stage: Stage) -> None:
    settled = settle(ruled(Label.TABLE), weighed(Label.NONE, confidence))

    assert settled is not None
    assert settled.stage == stage


def test_a_model_that_agrees_leaves_the_rule_its_reason() -> None:
    assert settle(ruled(Label.TABLE), weighed(Label.TABLE, 1.0)) == ruled(Label.TABLE)


def test_one_verdict_alone_stands() -> None:
    assert settle(None, weighed(Label.TABLE, 0.1)) == weighed(Label.TABLE, 0.1)
    assert settle(ruled(Label.TABLE), None) == ruled(Label.TABLE)
    assert settle(None, None) is None


@pytest.fixture
def no_weights(tmp_path: Path) -> Iterator[None]:
    """A folder where nothing was trained."""
    shipped = weights.path_of(has_embedding=False).parent
    weights.use_folder(tmp_path)
    yield
    weights.use_folder(shipped)


@pytest.mark.usefixtures("no_weights")
def test_without_weights_rules_still_open() -> None:
    assert classify("write a report on bees", Context()).action == Action.CREATE


@pytest.mark.usefixtures("no_weights")
def test_when_nobody_is_sure_the_answer_stays_in_the_chat() -> None:
    decision = classify("some words about nothing at all", Context())

    assert (decision.action, decision.stage, decision.confidence) == (Action.ANSWER, Stage.FALLBACK, 0.5)


def test_with_something_open_the_model_weighs_what_a_rule_would_decide() -> None:
    assert classify("write a report on bees", Context(open_artifact=KindName.TABLE)).stage == Stage.MODEL


@pytest.mark.parametrize(
    "text", ["create a matrix of zeros in numpy with 12 rows", "write unit tests in python for the report class"]
)
def test_code_that_names_a_kind_is_answered(text: str) -> None:
    assert classify(text, Context()).action == Action.ANSWER
