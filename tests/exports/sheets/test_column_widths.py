"""Widths of columns on paper."""

import pytest

from exports.formats.options import PageSize
from exports.sheets.column_widths import PADDING_CHARACTERS, capacity, column_characters, share_width


def test_a_narrow_column_beside_a_wide_one_has_room_for_its_word_and_its_padding() -> None:
    shares = share_width([10, 6, 5, 4, 40], 95, 95)

    assert sum(shares) == 95
    assert shares[3] >= 4 + PADDING_CHARACTERS


@pytest.mark.parametrize("width", [1, 95, 10_000])
def test_shares_fill_the_width_exactly(width: int) -> None:
    assert sum(share_width([3, 4, 40, 7], width, 95)) == width
    assert sum(share_width([3, 4, 40, 40, 40], width, 95)) == width


def test_dates_and_percents_keep_all_they_need_when_long_texts_have_to_wrap() -> None:
    characters = [10, 6, 40, 40, 40, 40]

    shares = share_width(characters, 1450, 145)

    assert shares[0] >= 10 * (10 + PADDING_CHARACTERS)
    assert shares[1] >= 10 * (6 + PADDING_CHARACTERS)
    assert max(shares[2:]) - min(shares[2:]) <= 1


def test_a_heading_counts_as_bold() -> None:
    assert column_characters([["Quarterly"], ["x"]])[0] > len("Quarterly")


def test_paper_of_another_size_holds_another_number_of_characters() -> None:
    a4, letter = (capacity(is_landscape=True, page_size=size) for size in (PageSize.A4, PageSize.LETTER))

    assert (a4, letter) == (145, 136)
