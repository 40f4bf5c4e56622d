"""The seam of a continuation: what a model says again goes, what is new stays, whatever the rows are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from artifacts.versions.appending.overlap import new_rows, overlap

ROWS = st.lists(st.lists(st.sampled_from(["a", "b", None, 1]), min_size=1, max_size=1), min_size=1, max_size=14)


def distinct(count: int) -> list[list[object]]:
    return [[f"row {number}", number] for number in range(count)]


@given(ROWS, st.data())
def test_rows_that_are_counted_are_never_doubled_nor_lost_even_when_all_are_alike(rows, data) -> None:
    cut = data.draw(st.integers(0, len(rows) - 1))
    again = data.draw(st.integers(0, cut))
    head, given_rows = rows[:cut], rows[cut - again :]
    assert head + new_rows(given_rows, head, missing=len(rows) - cut) == rows


@given(st.integers(1, 30), st.data())
def test_rows_that_differ_need_no_count(count, data) -> None:
    rows = distinct(count)
    cut = data.draw(st.integers(0, count))
    again = data.draw(st.integers(0, cut))
    end = data.draw(st.integers(cut, count))
    head = rows[:cut]
    assert head + new_rows(rows[cut - again : end], head) == rows[:end]


def test_what_the_user_changed_meanwhile_is_recognised_by_the_version_that_was_shown() -> None:
    shown = distinct(4)
    head = [["mine", 0], *shown[1:]]
    assert new_rows([*shown, ["row 4", 4]], head, shown) == [["row 4", 4]]


@pytest.mark.parametrize("written", ["  Row 3 ", "ROW 3"])
def test_rows_are_compared_as_people_read_them(written: str) -> None:
    assert new_rows([[written, 3], ["row 4", 4]], distinct(4)) == [["row 4", 4]]


@given(st.text(), st.text(min_size=8, max_size=40), st.text(max_size=40))
def test_text_that_is_said_again_is_found(before, said_again, rest) -> None:
    assert overlap(before + said_again, said_again + rest) >= len(said_again)


def test_a_few_characters_in_common_are_chance() -> None:
    assert overlap("It rains in the ", "the sun shines") == 0
