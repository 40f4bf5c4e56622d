"""How phrases are found in a folded text."""

from itertools import pairwise

import pytest

from gatekeeper.lexicon import CODES, find, lexicon, words_of


def found(code: str, text: str) -> list[str]:
    of = lexicon(code)
    return [hit.phrase for hit in find(of, text, words_of(text))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("make a table", ["make", "a", "table"]),
        ("a, b; c/d", ["a", ",", "b", "c", "d"]),
        ("why?", ["why", "?"]),
        ("name=value", ["name", "=", "value"]),
        ("columns: x", ["columns", ":", "x"]),
        ("p&l e-mail it's", ["p&l", "e-mail", "it's"]),
        ("«oui» “yes” (no)", ["oui", "yes", "no"]),
        ("", []),
        (" \t\n", []),
    ],
)
def test_words_are_parted_by_signs_and_some_signs_are_words(text: str, words: list[str]) -> None:
    assert [word.text for word in words_of(text)] == words


@pytest.mark.parametrize("text", ["make a table", "a, b; c/d", "  x  =  y "])
def test_words_know_their_places(text: str) -> None:
    assert [text[word.start : word.end] for word in words_of(text)] == [word.text for word in words_of(text)]


def test_the_longest_phrase_wins_and_none_stands_in_another() -> None:
    assert found("en", "a cover letter") == ["cover letter"]
    assert found("en", "a letter") == ["letter"]
    assert "letter" not in found("en", "a cover letter of mine")


def test_a_part_of_a_word_is_no_phrase_where_words_are_spaced() -> None:
    assert "table" not in found("en", "vegetable stables")
    assert "table" in found("en", "a table.")


def test_a_phrase_that_is_begun_at_the_end_is_not_there() -> None:
    assert "cover letter" not in found("en", "the cover")


def test_hits_are_in_order_and_point_at_their_phrase() -> None:
    text = "write a report and a cover letter in excel"
    hits = find(lexicon("en"), text, words_of(text))
    assert [hit.start for hit in hits] == sorted(hit.start for hit in hits)
    assert all(one.end <= other.start for one, other in pairwise(hits))
    assert [text[hit.start : hit.end] for hit in hits] == [hit.phrase for hit in hits]
    assert all(hit.groups for hit in hits)


def test_where_words_are_not_spaced_phrases_stand_anywhere() -> None:
    of = lexicon("ja")
    phrase = max(of.groups, key=len)
    assert not of.is_spaced
    assert phrase in found("ja", f"私の{phrase}です")


@pytest.mark.parametrize("code", [code for code in CODES if lexicon(code).is_spaced])
def test_each_phrase_of_one_word_is_found_with_its_groups(code: str) -> None:
    of = lexicon(code)
    alone = {text: groups for text, groups in of.groups.items() if text.isalpha() and words_of(text)}
    hits = {text: find(of, text, words_of(text)) for text in alone}
    assert {text for text, one in hits.items() if len(one) != 1 or one[0].groups.isdisjoint(alone[text])} == set()


@pytest.mark.parametrize("code", CODES)
def test_numbers_count_from_one_without_a_gap(code: str) -> None:
    values = set(lexicon(code).numbers.values())
    assert values == set(range(1, len(values) + 1))
