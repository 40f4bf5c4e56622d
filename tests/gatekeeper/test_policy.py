"""What is done with a confidence, at the edges of every threshold."""

import pytest

from artifacts.rows.enums import KindName
from gatekeeper import limits
from gatekeeper.decision import AskedFor, Context, Decision
from gatekeeper.enums import Action, Label, Stage
from gatekeeper.policy import decide_from
from gatekeeper.stages.verdict import Verdict

JUST_BELOW = 0.0001


def decided(
    label: Label,
    confidence: float,
    context: Context | None = None,
    stage: Stage = Stage.MODEL,
    also: tuple[Label, ...] = (),
) -> Decision:
    verdict = Verdict(label, confidence, stage, ("wording",), also)
    return decide_from(verdict, context or Context(), asked_for=AskedFor(rows=5), language="en")


@pytest.mark.parametrize(
    ("confidence", "action"),
    [
        (1.0, Action.CREATE),
        (limits.ACT, Action.CREATE),
        (limits.ACT - JUST_BELOW, Action.ASK),
        (limits.ASK, Action.ASK),
        (limits.ASK - JUST_BELOW, Action.ANSWER),
        (0.0, Action.ANSWER),
    ],
)
@pytest.mark.parametrize("label", [Label.TABLE, Label.DOCUMENT, Label.SPREADSHEET])
def test_a_kind_opens_asks_or_stays_by_its_confidence(label: Label, confidence: float, action: Action) -> None:
    decision = decided(label, confidence)

    assert decision.action == action
    assert decision.kind == (None if action == Action.ANSWER else KindName(label.value))


def test_what_is_too_unsure_says_so_and_asks_for_nothing() -> None:
    decision = decided(Label.TABLE, limits.ASK - JUST_BELOW)

    assert [reason.code for reason in decision.reasons] == ["unsure"]
    assert decision.asked_for == AskedFor()


def test_what_opens_keeps_its_reason_and_what_was_asked_for() -> None:
    decision = decided(Label.TABLE, limits.ACT)

    assert [reason.code for reason in decision.reasons] == ["wording"]
    assert decision.asked_for == AskedFor(rows=5)
    assert decision.language == "en"


@pytest.mark.parametrize(
    ("confidence", "action"),
    [(limits.EDIT, Action.EDIT), (limits.EDIT - JUST_BELOW, Action.ANSWER), (1.0, Action.EDIT)],
)
def test_an_edit_is_proposed_from_its_threshold_on(confidence: float, action: Action) -> None:
    decision = decided(Label.EDIT, confidence, Context(open_artifact=KindName.TABLE))

    assert decision.action == action


def test_an_edit_is_of_the_kind_that_is_open() -> None:
    assert decided(Label.EDIT, 0.9, Context(open_artifact=KindName.DOCUMENT)).kind == KindName.DOCUMENT


def test_nothing_open_is_never_edited() -> None:
    assert decided(Label.EDIT, 1.0).action == Action.ANSWER


def test_none_is_answered_whatever_the_confidence() -> None:
    assert {decided(Label.NONE, confidence).action for confidence in (0.0, 0.5, 1.0)} == {Action.ANSWER}


def test_a_kind_that_was_declined_is_neither_opened_nor_asked_about_by_the_model() -> None:
    declined = Context(refused=frozenset({KindName.TABLE}))

    for confidence in (limits.ASK, limits.ACT, 1.0):
        decision = decided(Label.TABLE, confidence, declined)
        assert decision.action == Action.ANSWER
        assert [reason.code for reason in decision.reasons] == ["refused_before"]


def test_another_kind_than_the_declined_one_opens() -> None:
    declined = Context(refused=frozenset({KindName.TABLE}))

    assert decided(Label.DOCUMENT, limits.ACT, declined).action == Action.CREATE


@pytest.mark.parametrize("stage", [Stage.UI, Stage.RULES])
def test_a_declined_kind_opens_when_it_is_named_or_chosen(stage: Stage) -> None:
    declined = Context(refused=frozenset({KindName.TABLE}))

    assert decided(Label.TABLE, limits.ACT, declined, stage).action == Action.CREATE


def test_a_declined_kind_that_is_named_is_not_asked_about_again() -> None:
    declined = Context(refused=frozenset({KindName.TABLE}))

    assert decided(Label.TABLE, limits.ASK, declined, Stage.RULES).action == Action.ANSWER


def test_further_kinds_are_offered_only_beside_one_that_opens() -> None:
    assert decided(Label.TABLE, 0.9, also=(Label.SPREADSHEET, Label.NONE)).also == (KindName.SPREADSHEET,)
    assert decided(Label.NONE, 0.9, also=(Label.SPREADSHEET,)).also == ()
    assert decided(Label.TABLE, 0.1, also=(Label.SPREADSHEET,)).also == ()


def test_a_confidence_is_rounded_to_four_places() -> None:
    assert decided(Label.NONE, 0.123456).confidence == 0.1235


def test_the_thresholds_are_in_their_order() -> None:
    assert 0.5 <= limits.EDIT <= limits.ASK < limits.ACT <= limits.OVERRULE < limits.SURE < 1
    assert limits.CONSULT < limits.ASK
