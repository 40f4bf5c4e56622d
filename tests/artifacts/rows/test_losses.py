"""Losses of imports and conversions: each is named by a sentence of its own."""

import re

import pytest
from django.utils.translation import override

from artifacts.rows.losses import Loss, told


@pytest.mark.parametrize("loss", Loss)
def test_every_loss_has_a_sentence_of_its_own(loss: Loss) -> None:
    facts = set(re.findall(r"%\((\w+)\)", str(loss.label))) - {"count"}
    sentence = loss.told(3, **dict.fromkeys(facts, "seven."))
    assert sentence.endswith((".", "?"))
    assert "%(" not in sentence
    assert sentence[0].isupper() or sentence[0] == "“"
    assert [other for other in Loss if other.label == loss.label] == [loss]


def test_told_names_only_what_happened_in_order() -> None:
    counts = {Loss.MERGED_CELLS: 2, Loss.CHARTS: 0, Loss.COMMENTS: 4}
    assert told(counts) == ("Merged cells were split: 2.", "Comments were left out.")


def test_a_sentence_is_in_the_language_of_the_reader() -> None:
    with override("es"):
        assert Loss.COMMENTS.told() == "Se han omitido los comentarios."
