"""Widths of columns on paper."""

import pytest

from exports.layout import PADDING_CHARACTERS, share_width


def test_a_narrow_column_beside_a_wide_one_has_room_for_its_word_and_its_padding() -> None:
    shares = share_width([10, 6, 5, 4, 40], 95)

    assert sum(shares) == 95
    assert shares[3] >= 4 + PADDING_CHARACTERS


@pytest.mark.parametrize("width", [1, 95, 10_000])
def test_shares_fill_the_width_exactly(width: int) -> None:
    assert sum(share_width([3, 4, 40, 7], width)) == width
