"""The estimate beside what seven vocabularies counted, once, with their own tokenizers (tests/data/token_counts.json).

The default model counts with o200k. "Dearest" is the vocabulary that needs most tokens for a text.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.tokens import estimate_tokens, most_tokens

SAMPLES = json.loads((Path(__file__).parents[1] / "data" / "token_counts.json").read_text())
NOISE = {"base64", "names"}
RARE = {"rare_chinese"}


def samples(*, without: set[str]) -> list[Any]:
    return [pytest.param(sample, id=sample["name"]) for sample in SAMPLES if sample["name"] not in without]


@pytest.mark.parametrize("sample", samples(without=NOISE | RARE))
def test_text_code_and_tables_are_estimated_close_to_the_dearest_vocabulary(sample: dict[str, Any]) -> None:
    share = estimate_tokens(sample["text"]) / max(sample["counts"].values())
    assert 0.85 <= share <= 1.3


@pytest.mark.parametrize("sample", samples(without=NOISE | RARE))
def test_text_code_and_tables_are_never_under_what_the_default_model_counts(sample: dict[str, Any]) -> None:
    assert sample["counts"]["o200k"] <= estimate_tokens(sample["text"]) <= 3.6 * sample["counts"]["o200k"]


@pytest.mark.parametrize("sample", [sample for sample in SAMPLES if sample["name"] in NOISE | RARE])
def test_noise_is_estimated_at_half_the_dearest_or_more(sample: dict[str, Any]) -> None:
    share = estimate_tokens(sample["text"]) / max(sample["counts"].values())
    assert share >= (0.5 if sample["name"] in RARE else 0.75)


@given(st.text())
def test_no_text_is_estimated_above_its_bytes(text: str) -> None:
    assert 0 <= estimate_tokens(text) <= most_tokens(text)


@given(st.lists(st.text(st.characters(exclude_characters="\n"), min_size=1)))
def test_lines_together_are_never_dearer_than_each_by_itself(lines: list[str]) -> None:
    together = estimate_tokens("\n".join(lines))
    assert together <= sum(estimate_tokens(line) + 2 for line in lines)


def test_every_character_counts_something() -> None:
    every = [chr(code) for code in range(0x11000) if not 0xD800 <= code < 0xE000]
    assert [char for char in every if char != " " and estimate_tokens(char * 40) == 0] == []
