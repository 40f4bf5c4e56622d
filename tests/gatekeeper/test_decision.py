"""A decision survives its cache, and its sentences are there."""

import json

import pytest

from artifacts.rows.enums import KindName
from gatekeeper.decision import AskedFor, Decision, Reason
from gatekeeper.enums import Action, Stage
from gatekeeper.reasons import REASONS, sentence
from gatekeeper.stages.rules import RULES

EMPTY = Decision(Action.ANSWER, None, 0.5, Stage.MODEL, ())
FULL = Decision(
    action=Action.CREATE,
    kind=KindName.TABLE,
    confidence=0.9712,
    stage=Stage.RULES,
    reasons=(Reason("verb_object"), Reason("form_named")),
    asked_for=AskedFor(rows=12, columns=("Name", "Price"), sections=3, items=4, words=500, pages=2),
    latency_ms=1.25,
    also=(KindName.DOCUMENT, KindName.SPREADSHEET),
    language="es",
)


@pytest.mark.parametrize("decision", [EMPTY, FULL], ids=["nothing found", "everything found"])
def test_a_decision_comes_back_from_json_as_it_was(decision: Decision) -> None:
    assert Decision.from_json(json.loads(json.dumps(decision.as_json()))) == decision


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        (AskedFor(), {}),
        (AskedFor(rows=12), {"rows": 12}),
        (AskedFor(columns=("a", "b"), pages=2), {"columns": ["a", "b"], "pages": 2}),
        (AskedFor(rows=0, columns=()), {}),
    ],
)
def test_only_what_was_named_is_written(asked: AskedFor, written: dict[str, object]) -> None:
    assert asked.as_json() == written


def test_what_an_older_release_wrote_is_read() -> None:
    assert AskedFor.from_json({"rows": 3}) == AskedFor(rows=3)


@pytest.mark.parametrize("action", Action)
def test_only_a_creation_creates(action: Action) -> None:
    assert Decision(action, KindName.TABLE, 1.0, Stage.UI, ()).should_create is (action is Action.CREATE)


def test_every_code_of_a_rule_has_its_sentence() -> None:
    assert sentence("verb_object") == "Asks to make one, and names it"
    assert sentence("no_such_code") == "no_such_code"
    assert {rule.code for rule in RULES} <= set(REASONS)
