"""Time is bounded by design: the work does not grow with how a message is written."""

import gc
import sys
from time import perf_counter

import pytest

from gatekeeper.classify import classify, read_all
from gatekeeper.decision import Context
from gatekeeper.features import features_of
from gatekeeper.lexicon import CODES, lexicon
from gatekeeper.stages import rules

LENGTH = 32_000
SHAPES = {
    "one letter": "a" * LENGTH,
    "spaces": " " * LENGTH,
    "open quotes": '"' * LENGTH,
    "open brackets": "<" * LENGTH,
    "backticks": "`" * LENGTH,
    "keywords": "create a table " * (LENGTH // 15),
    "keyword starts": "in the form of a " * (LENGTH // 17),
    "commas": "a,b,c\n" * (LENGTH // 6),
    "pipes": "|" * LENGTH,
    "blank lines": "x\n\n" * (LENGTH // 3),
    "marks": "e\u0301" * (LENGTH // 2),
    "han": "表" * LENGTH,
    "kana": "を表に" * (LENGTH // 3),
    "arabic": "جدول " * (LENGTH // 5),
    "emoji": "🎉" * LENGTH,
    "numbers": "1 " * (LENGTH // 2),
}


@pytest.mark.parametrize("name", SHAPES)
def test_reading_is_quick_whatever_the_shape(name: str) -> None:
    for code in CODES:
        lexicon(code)
    started = perf_counter()

    reading = read_all(SHAPES[name], Context())
    rules.judge(reading)
    features_of(reading)

    assert perf_counter() - started < 0.5


def _decide(numbers: range) -> None:
    for number in numbers:
        classify(f"make a table of the {number} best teas with {number * 7} columns", Context())


@pytest.mark.parametrize("count", [1_000, pytest.param(10_000, marks=pytest.mark.slow)])
def test_many_decisions_keep_no_memory(count: int) -> None:
    _decide(range(300))
    gc.collect()
    before = sys.getallocatedblocks()

    _decide(range(300, 300 + count))

    gc.collect()
    assert sys.getallocatedblocks() - before < count // 2
