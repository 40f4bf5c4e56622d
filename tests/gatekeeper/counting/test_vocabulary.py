"""What a language says about counting, as it is read from its file."""

import pytest

from gatekeeper.counting.vocabulary import counted_languages, vocabulary


@pytest.mark.parametrize(
    ("code", "words", "value"),
    [
        ("en", "seven", 7),
        ("en", "twenty-one", 21),
        ("en", "twenty one", 21),
        ("en", "ninety-nine", 99),
        ("en", "a hundred", 100),
        ("en", "hundred", 100),
        ("en", "two hundred", 200),
        ("en", "half a dozen", 6),
        ("en", "dozen", 12),
    ],
)
def test_number_in_words_is_worth_what_it_says(code: str, words: str, value: int) -> None:
    language = vocabulary(code)
    assert language is not None
    assert language.numbers[tuple(words.split())] == value


@pytest.mark.parametrize("words", ["one", "twenty-ten", "twenty-eleven", "thirty-twenty"])
def test_words_that_are_no_count_are_no_numbers(words: str) -> None:
    language = vocabulary("en")
    assert language is not None
    assert tuple(words.split()) not in language.numbers


@pytest.mark.parametrize("code", counted_languages())
def test_every_counted_language_reaches_every_number_below_a_hundred_once_its_tens_do(code: str) -> None:
    language = vocabulary(code)
    assert language is not None
    assert set(range(2, 11)) <= set(language.numbers.values())
    assert set(range(20, 100, 10)) <= set(language.numbers.values())
    assert language.longest_number == max(len(words) for words in language.numbers)


def test_a_language_without_the_table_is_not_counted_in() -> None:
    assert "en" in counted_languages()
    assert vocabulary("ja") is None
    assert "ja" not in counted_languages()


@pytest.mark.parametrize(
    ("word", "is_plural"),
    [
        ("rivers", True),
        ("river", False),
        ("people", True),
        ("class", False),
        ("paris's", False),
        ("as", False),
    ],
)
def test_plural_is_told_by_its_ending_or_by_the_list(word: str, is_plural: bool) -> None:
    language = vocabulary("en")
    assert language is not None
    assert language.is_plural(word) is is_plural


def test_german_joins_the_kind_to_what_it_is_about() -> None:
    german, english = vocabulary("de"), vocabulary("en")
    assert german is not None
    assert english is not None
    assert german.is_kind("vergleichstabelle")
    assert german.is_kind("einkaufsliste")
    assert english.is_kind("table")
    assert not english.is_kind("vergleichstabelle")
    assert not english.is_kind("turntable")
