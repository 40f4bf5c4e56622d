"""What to expect of strangers: rules and thresholds as shipped, probabilities of the folds."""

import numpy as np
import pytest

from gatekeeper.enums import Action, Label, Stage
from gatekeeper.examples import Example
from gatekeeper.learning.corpus import Drawn
from gatekeeper.learning.expected import expected_outcomes
from gatekeeper.learning.linear import Weights
from gatekeeper.learning.training import Learned
from gatekeeper.weights import LABELS

NOTHING = np.zeros((1, 5), np.float32)


def learned(*labels: Label, share: float = 0.999) -> Learned:
    """A model whose folds said these labels."""
    rows = np.full((len(labels), 5), (1 - share) / 4, np.float32)
    for row, label in enumerate(labels):
        rows[row, LABELS.index(label)] = share
    return Learned(Weights(NOTHING, NOTHING), rows, None)


def drawn(text: str, label: Label, *, is_written: bool = True) -> Drawn:
    return Drawn(Example(text, label), "a", is_written=is_written)


def test_probabilities_of_the_folds_decide() -> None:
    right, wrong = expected_outcomes(
        [drawn("some teas", Label.TABLE), drawn("some other teas", Label.TABLE)], learned(Label.TABLE, Label.NONE)
    )

    assert (right.decision.action, right.decision.stage) == (Action.CREATE, Stage.MODEL)
    assert right.is_right
    assert wrong.is_miss


def test_rules_have_the_word_they_have_in_the_gate() -> None:
    [outcome] = expected_outcomes([drawn("How do I make a pivot table in Excel?", Label.NONE)], learned(Label.TABLE))

    assert (outcome.decision.action, outcome.decision.stage) == (Action.ANSWER, Stage.RULES)


def test_what_was_made_from_a_line_is_left_out() -> None:
    rows = [drawn("teas", Label.TABLE, is_written=False), drawn("some teas", Label.TABLE)]

    [outcome] = expected_outcomes(rows, learned(Label.NONE, Label.TABLE))

    assert outcome.example.text == "some teas"


@pytest.mark.parametrize(
    ("quick", "share", "label"),
    [(Label.DOCUMENT, 0.55, Label.DOCUMENT), (Label.TABLE, 0.9999, Label.TABLE)],
)
def test_the_second_model_is_asked_where_the_first_is_not_sure(quick: Label, share: float, label: Label) -> None:
    both = learned(Label.DOCUMENT, share=1.0)

    [outcome] = expected_outcomes([drawn("some teas", label)], learned(quick, share=share), both)

    assert outcome.predicted == label
