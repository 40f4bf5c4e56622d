"""Whole numbers in sentences, with and without separators; parts of decimals and of longer numbers are none."""

import re

import pytest

from common.numbers import WHOLE, read_whole


@pytest.mark.parametrize(
    "text", ["1000", "1,000", "1.000", "1 000", "1'000", "1’000", "1\u00a0000", "1\u202f000", "a 1,000, or so"]
)
def test_a_thousand(text: str) -> None:
    assert [read_whole(found) for found in re.findall(WHOLE, text)] == [1_000]


@pytest.mark.parametrize("text", ["1.5", "0,25", "1,000.50", "2,5 l", "1234567890123"])
def test_no_whole_number(text: str) -> None:
    assert re.findall(WHOLE, text) == []


def test_several() -> None:
    assert [read_whole(found) for found in re.findall(WHOLE, "5, 12,345,678 and 20")] == [5, 12_345_678, 20]
