"""What plain rules tell of a request."""

import pytest

from artifacts.rows.enums import KindName
from llm.offline.language import Language
from llm.offline.wish import Wish, number_of, read_count, read_wish, split_names
from tests.llm.conftest import ask


def wish(text: str, kind: KindName = KindName.TABLE, **fields: object) -> Wish:
    return read_wish(ask(text, **fields), kind)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("name, price and stock", ("name", "price", "stock")),
        ("name; price; stock", ("name", "price", "stock")),
        ("the name, its price, and a stock", ("name", "price", "stock")),
        ("nombre, precio y peso", ("nombre", "precio", "peso")),
        ("name & price", ("name", "price")),
        ("name, name", ("name",)),
        ('"First Name", `Last Name`', ("First Name", "Last Name")),
        ("1,000 km, price", ("1,000 km", "price")),
        (f"name, {'x' * 81}", ("name",)),
        (" , ", ()),
        ("", ()),
    ],
)
def test_names_of_a_list(text: str, names: tuple[str, ...]) -> None:
    assert split_names(text) == names


@pytest.mark.parametrize(
    ("topic", "rest", "count"),
    [
        ("five teas", "teas", 5),
        ("the top 20 songs", "songs", 20),
        ("12 songs", "songs", 12),
        ("1,200 songs", "songs", 1200),
        ("diez tés", "tés", 10),
        ("1999 songs", "1999 songs", None),
        ("teas", "teas", None),
    ],
)
def test_count_leads_a_topic(topic: str, rest: str, count: int | None) -> None:
    assert read_count(topic) == (rest, count)


@pytest.mark.parametrize(("word", "value"), [("7", 7), ("1,200", 1200), ("Seven", 7), ("docena", 12), ("zero", 0)])
def test_number_in_digits_or_words(word: str, value: int) -> None:
    assert number_of(word) == value


def test_request_is_taken_apart() -> None:
    found = wish('Make a table of five teas with columns name, origin and price called "Tea time"')
    assert (found.topic, found.count, found.title) == ("teas", 5, "Tea time")
    assert found.columns[:2] == ("name", "origin")
    assert found.language is Language.ENGLISH


def test_what_the_gate_found_has_the_first_word() -> None:
    found = wish("Make a table of five teas with columns name and price", asked_for={"columns": ["a", "b"], "rows": 9})
    assert (found.columns, found.count) == (("a", "b"), 9)


@pytest.mark.parametrize(
    ("text", "items", "columns"),
    [
        ("Compare red, green and blue tea by price and taste", ("red", "green", "blue tea"), ("price", "taste")),
        ("Postgres vs MySQL", ("Postgres", "MySQL"), ()),
        ("Compara Roma y Milán por precio", ("Roma", "Milán"), ("precio",)),
        ("Make a table of teas", (), ()),
    ],
)
def test_comparison_has_items_and_criteria(text: str, items: tuple[str, ...], columns: tuple[str, ...]) -> None:
    found = wish(text)
    assert (found.items, found.columns) == (items, columns)


def test_listed_attributes_follow_what_they_are_of() -> None:
    assert wish("Make a table of dogs with size and origin").attributes == ("Dog", "size", "origin")
    assert wish("Make a table of dogs with name and origin").attributes == ("name", "origin")


def test_texts_are_in_the_language_of_the_message() -> None:
    assert wish("Haz una tabla de ríos", language="en").say("Rivers", "Ríos") == "Ríos"
    assert wish("Make a table of rivers", language="es").say("Rivers", "Ríos") == "Rivers"


@pytest.mark.parametrize("text", ["", "?", "\n\n", "x" * 20_000])
def test_odd_messages_are_wishes_for_nothing(text: str) -> None:
    found = wish(text)
    assert (found.topic, found.columns, found.items, found.count) == ("", (), (), None)
