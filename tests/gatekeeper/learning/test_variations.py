"""Small changes and longer messages keep what is asked."""

import random

import pytest

from gatekeeper.enums import Label
from gatekeeper.examples import Example
from gatekeeper.learning.variations import surround, vary
from gatekeeper.lexicon import CODES

TABLE = Example("make a table of the rivers of europe", Label.TABLE)


def test_a_variation_changes_the_text_alone() -> None:
    varied = [vary(TABLE, random.Random(seed)) for seed in range(40)]

    assert {(one.label, one.lang) for one in varied} == {(Label.TABLE, "en")}
    assert len({one.text for one in varied}) > 10


def test_a_variation_is_the_same_for_the_same_chance() -> None:
    assert vary(TABLE, random.Random(3)) == vary(TABLE, random.Random(3))


@pytest.mark.parametrize("text", ["a", "?", "表", "ok"])
def test_the_shortest_messages_survive_every_change(text: str) -> None:
    example = Example(text, Label.NONE)

    assert all(vary(example, random.Random(seed)).text.strip() for seed in range(60))


def test_slips_change_few_letters() -> None:
    lengths = {len(vary(Example(TABLE.text, Label.TABLE, lang="xx"), random.Random(seed)).text) for seed in range(60)}

    assert min(lengths) >= len(TABLE.text) - 2
    assert max(lengths) <= len(TABLE.text) + 3


def test_a_surrounded_request_stands_inside_whole() -> None:
    found = [surround(TABLE, random.Random(seed)).text for seed in range(40)]

    assert all(f"{TABLE.text}." in text for text in found)
    assert max(map(len, found)) > 2 * len(TABLE.text)
    assert min(map(len, found)) == len(TABLE.text) + 1


@pytest.mark.parametrize("code", CODES)
def test_every_language_has_sentences_to_stand_around(code: str) -> None:
    found = {surround(Example("x", Label.NONE, lang=code), random.Random(seed)).text for seed in range(60)}

    assert len(found) > 20


def test_a_language_without_sentences_is_left_alone() -> None:
    found = {surround(Example("x", Label.NONE, lang="eo"), random.Random(seed)).text.strip() for seed in range(9)}

    assert found == {"x."}
