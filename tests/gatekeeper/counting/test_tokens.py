"""Words, signs and numbers of a folded text."""

import pytest

from gatekeeper.counting.tokens import Token, tokens_of
from gatekeeper.counting.vocabulary import Vocabulary, vocabulary


@pytest.fixture(name="english")
def _english() -> Vocabulary:
    found = vocabulary("en")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("list 12 rivers", [None, 12, None]),
        ("list 1,200 rivers", [None, 1200, None]),
        ("list twenty-one rivers", [None, 21, None]),
        ("list twenty one rivers", [None, 21, None]),
        ("two dozen eggs", [24, None]),
        ("version 3.14 notes", [None, None, None]),
        ("windows11 notes", [None, None]),
        ("(30) rows", [None, 30, None, None]),
        ("1234567890 rows", [None, None]),
        ("", []),
    ],
)
def test_numbers_are_one_token_with_their_value(english: Vocabulary, text: str, values: list[int | None]) -> None:
    assert [token.value for token in tokens_of(text, english)] == values


@pytest.mark.parametrize("text", ["a hundred and fifty rows", "one hundred fifty rows", "a hundred and one rows"])
def test_a_number_that_goes_on_in_unknown_words_counts_nothing(english: Vocabulary, text: str) -> None:
    *number, rows = tokens_of(text, english)
    assert [token.value for token in number] == [None]
    assert number[0].end == text.index(" rows")
    assert rows.text == "rows"


def test_and_between_two_counts_joins_nothing_else(english: Vocabulary) -> None:
    assert [token.value for token in tokens_of("ten and five rows", english)] == [10, None, 5, None]


def test_tokens_know_where_they_stand(english: Vocabulary) -> None:
    text = "list: twenty one rivers, please"
    tokens = tokens_of(text, english)
    assert [text[token.start : token.end] for token in tokens] == [
        "list", ":", "twenty one", "rivers", ",", "please",
    ]  # fmt: skip
    assert [token.text for token in tokens if token.is_sign] == [":", ","]


@pytest.mark.parametrize(
    ("text", "value", "is_year"),
    [
        ("1995", 1995, True),
        ("1,995", 1995, False),
        ("1100", 1100, True),
        ("1099", 1099, False),
        ("2199", 2199, True),
        ("2200", 2200, False),
        ("1995", None, False),
    ],
)
def test_year_is_a_plain_number_of_our_times(text: str, value: int | None, is_year: bool) -> None:
    assert Token(text, 0, len(text), value=value).is_year is is_year
