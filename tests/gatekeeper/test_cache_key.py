"""A decision is repeated for the same text in the same context, and for no other."""

from dataclasses import replace

import pytest

from artifacts.rows.enums import KindName
from gatekeeper import limits, services
from gatekeeper.decision import Context
from gatekeeper.enums import Mode
from gatekeeper.services import cache_key

PLAIN = Context()
TEXT = "Make a table of teas"


@pytest.mark.parametrize("same", ["make a table of teas", "  Make a\tTABLE of teas ", "Make a ta\u200bble of teas"])
def test_spelling_makes_no_difference(same: str) -> None:
    assert cache_key(same, PLAIN) == cache_key(TEXT, PLAIN)


@pytest.mark.parametrize("other", ["", "make a table of tea", "make atable of teas", "make a table of teas?"])
def test_other_words_do(other: str) -> None:
    assert cache_key(other, PLAIN) != cache_key(TEXT, PLAIN)


def test_every_part_of_the_context_does() -> None:
    contexts = [
        PLAIN,
        replace(PLAIN, open_artifact=KindName.TABLE),
        replace(PLAIN, open_artifact=KindName.DOCUMENT),
        replace(PLAIN, refused=frozenset({KindName.TABLE})),
        replace(PLAIN, refused=frozenset({KindName.TABLE, KindName.DOCUMENT})),
        *(replace(PLAIN, mode=mode) for mode in Mode if mode is not PLAIN.mode),
        replace(PLAIN, is_enabled=False),
        replace(PLAIN, has_selection=True),
    ]
    assert len({cache_key(TEXT, context) for context in contexts}) == len(contexts)


def test_the_title_of_what_is_open_makes_no_difference() -> None:
    assert cache_key(TEXT, replace(PLAIN, open_title="Plan")) == cache_key(TEXT, PLAIN)


def test_the_order_of_refusals_makes_no_difference() -> None:
    kinds = list(KindName)
    first, second = (replace(PLAIN, refused=frozenset(order)) for order in (kinds, kinds[::-1]))
    assert cache_key(TEXT, first) == cache_key(TEXT, second)


def test_other_rules_decide_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    before = cache_key(TEXT, PLAIN)
    monkeypatch.setattr(services, "deciding_version", lambda: "other")
    assert cache_key(TEXT, PLAIN) != before


def test_a_long_text_is_the_same_only_to_the_letter() -> None:
    long = "a" * (limits.READ_HEAD + 1)
    assert cache_key(long, PLAIN) != cache_key(long.upper(), PLAIN)
    assert cache_key(long, PLAIN) != cache_key(long + "a", PLAIN)
    short = "a" * limits.READ_HEAD
    assert cache_key(short, PLAIN) == cache_key(short.upper(), PLAIN)


def test_no_word_of_the_text_stands_in_the_key() -> None:
    assert "teas" not in cache_key(TEXT, PLAIN)
