"""An answer that repeats itself is told from one that is alike for good reason."""

import pytest

from llm.wire.repetition import ROWS, TIMES, WORDS_CHARACTERS, surplus_of

ROW = "| Amsterdam | 921,402 | Netherlands |\n"
PHRASE = "and then the tide comes in again, "


def test_rows_that_repeat_are_surplus_but_for_the_first() -> None:
    before = "| City | People | Country |\n|---|---|---|\n"
    tail = before + ROW * (ROWS + 5)
    assert tail[: len(tail) - surplus_of(tail)] == before + ROW


@pytest.mark.parametrize(("times", "is_surplus"), [(ROWS - 2, False), (ROWS, True)])
def test_so_many_equal_rows_are_no_list_any_more(times: int, is_surplus: bool) -> None:
    assert bool(surplus_of("Begin\n" + ROW * times)) is is_surplus


def test_words_that_repeat_are_surplus_once_they_fill_pages() -> None:
    before = "The sea:\t"
    enough = WORDS_CHARACTERS // len(PHRASE) + 1
    tail = before + PHRASE * enough
    assert tail[: len(tail) - surplus_of(tail)] == before + PHRASE
    assert surplus_of(before + PHRASE * (enough - 3)) == 0


def test_a_long_phrase_repeats_often_enough_before_it_is_surplus() -> None:
    block = " ".join(f"word{number}" for number in range(200)) + " "
    assert len(block) * (TIMES - 1) > WORDS_CHARACTERS
    assert surplus_of(block * (TIMES - 1)) == 0
    assert surplus_of(block * TIMES) == len(block) * (TIMES - 1)


@pytest.mark.parametrize(
    "tail",
    [
        "",
        "short",
        "|   |   |   |\n" * 200,
        "-" * 6_000,
        "\n" * 6_000,
        "".join(f"| {number} | same words in each of the rows |\n" for number in range(300)),
    ],
    ids=["empty", "short", "rows to fill in", "a rule", "blank lines", "numbered rows"],
)
def test_what_is_alike_for_good_reason_is_kept(tail: str) -> None:
    assert surplus_of(tail) == 0


def test_a_row_in_the_middle_of_its_writing_does_not_hide_the_repetition() -> None:
    tail = "Begin\n" + ROW * (ROWS + 10) + ROW[:13]
    kept = tail[: len(tail) - surplus_of(tail)]
    assert kept.startswith("Begin\n" + ROW)
    assert kept.count(ROW) <= 2
    assert kept.endswith("\n")
