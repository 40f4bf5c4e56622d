"""How long a text is wanted."""

from collections.abc import Callable

import pytest

from gatekeeper.counting import lengths
from gatekeeper.counting.vocabulary import Vocabulary, vocabulary


@pytest.fixture(name="english")
def _english() -> Vocabulary:
    found = vocabulary("en")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("write an essay of 800 words about tides", 800),
        ("write a 2000-word essay about tides", 2000),
        ("write a 1,500 word article", 1500),
        ("write five hundred words about tides", 500),
        ("write 50 words about tides", 50),
        ("write 49 words about tides", None),
        ("write 50000 words about tides", 50_000),
        ("write 50001 words about tides", None),
        ("write an essay of at most 800 words", None),
        ("write 100 words about each river", None),
        ("write an essay about 800 ships", None),
        ("words", None),
        ("", None),
    ],
)
def test_words_are_counted_unless_they_are_a_limit_or_a_share(
    english: Vocabulary, text: str, words: int | None
) -> None:
    assert lengths.count_words(text, english) == words


@pytest.mark.parametrize(
    ("count", "noun", "most"),
    [(lengths.count_pages, "page", lengths.MOST_PAGES), (lengths.count_sections, "section", lengths.MOST_SECTIONS)],
)
def test_pages_and_sections_are_counted_from_two_to_their_limit(
    english: Vocabulary, count: Callable[[str, Vocabulary], int | None], noun: str, most: int
) -> None:
    found = {number: count(f"a report with {number} {noun}s", english) for number in (0, 1, 2, 3, most, most + 1)}
    assert found == {0: None, 1: None, 2: 2, 3: 3, most: most, most + 1: None}


def test_pages_may_be_joined_to_their_number(english: Vocabulary) -> None:
    assert lengths.count_pages("a five-page report", english) == 5
    assert lengths.count_pages("a well-paged report of 5 chapters", english) is None


def test_paragraphs_are_no_sections(english: Vocabulary) -> None:
    assert lengths.count_sections("a letter with 4 paragraphs", english) is None
