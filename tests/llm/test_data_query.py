"""What a model says of a result: figures are references, its own numbers are not taken."""

import pytest

from llm.data_query import filled, query_prompt

NAMES, ROWS = ["Month", "total"], [["2025-01", 1820.5], ["2025-02", None]]


def say(sentence: str, question: str = "Which month was best?") -> str:
    return filled(sentence, NAMES, ROWS, question)


def test_references_are_filled_in_from_the_result() -> None:
    assert say("{month} was best with {total}, before {Month:2}.") == "2025-01 was best with 1,820.5, before 2025-02."


def test_an_empty_cell_is_a_dash() -> None:
    assert say("The second: {total:2}.") == "The second: –."


@pytest.mark.parametrize(
    "sentence", ["It was 1,900.", "{Month} with 12 %", "About 2 thousand, see {total}.", "{total} of 9"]
)
def test_a_number_of_the_models_own_takes_the_sentence_away(sentence: str) -> None:
    assert say(sentence) == ""


def test_numbers_of_the_question_may_come_again() -> None:
    assert say("Over 500: {total}.", "how many over 500?") == "Over 500: 1,820.5."


@pytest.mark.parametrize("sentence", ["{Region} was best.", "{total:3} is missing.", "{total:0}", ""])
def test_a_reference_to_nothing_takes_the_sentence_away(sentence: str) -> None:
    assert say(sentence) == ""


def test_a_refused_query_is_told_with_its_reason() -> None:
    prompt = query_prompt('"data", 3 rows', "how many?", ("SELECT x", "There is no x."))
    assert "'SELECT x'" in prompt
    assert "There is no x." in prompt
