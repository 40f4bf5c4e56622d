"""Rates for staff are of those decisions that could be wrong in that way, and unknown without any."""

import pytest

from gatekeeper.enums import Action, Correction, Label
from gatekeeper.feedback import Rates, corrected_label
from gatekeeper.models import DecisionRecord


@pytest.mark.parametrize(
    ("created", "kept", "answered", "opened", "false_positives", "misses"),
    [(4, 1, 10, 2, 0.25, 0.2), (0, 0, 10, 0, None, 0.0), (3, 0, 0, 0, 0.0, None), (0, 0, 0, 0, None, None)],
)
def test_rates_are_shares_of_what_was_made_and_of_what_was_answered(
    created: int, kept: int, answered: int, opened: int, false_positives: float | None, misses: float | None
) -> None:
    rates = Rates("rules", created + answered, created, kept, answered, opened)
    assert (rates.false_positive_rate, rates.miss_rate) == (false_positives, misses)


@pytest.mark.parametrize(
    ("action", "kind", "correction", "label"),
    [
        (Action.EDIT, "table", Correction.CONFIRMED, Label.EDIT),
        (Action.CREATE, "spreadsheet", Correction.CONFIRMED, Label.SPREADSHEET),
        (Action.ANSWER, "", Correction.CONFIRMED, Label.NONE),
        (Action.EDIT, "table", Correction.KEEP_IN_CHAT, Label.NONE),
        (Action.CREATE, "table", Correction.OPEN_SPREADSHEET, Label.SPREADSHEET),
    ],
)
def test_label_of_a_corrected_decision(action: Action, kind: str, correction: Correction, label: Label) -> None:
    assert corrected_label(DecisionRecord(action=action, kind=kind, correction=correction)) == label
