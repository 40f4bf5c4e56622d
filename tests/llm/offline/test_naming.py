"""Names made from a topic."""

import pytest

from llm.offline.language import Language, language_of
from llm.offline.naming import numbered, sentence_case, singular

ENGLISH, SPANISH = Language.ENGLISH, Language.SPANISH


@pytest.mark.parametrize(
    ("topic", "language", "one"),
    [
        ("cheapest EV vans", ENGLISH, "van"),
        ("cities in Europe", ENGLISH, "city"),
        ("people", ENGLISH, "person"),
        ("movies", ENGLISH, "movie"),
        ("glasses", ENGLISH, "glass"),
        ("beaches", ENGLISH, "beach"),
        ("dishes", ENGLISH, "dish"),
        ("boxes", ENGLISH, "box"),
        ("dress", ENGLISH, "dress"),
        ("cactus", ENGLISH, "cactus"),
        ("tea", ENGLISH, "tea"),
        ("as", ENGLISH, "as"),
        ("ciudades del sur", SPANISH, "ciudad"),
        ("canciones", SPANISH, "canción"),
        ("luces", SPANISH, "luz"),
        ("animales", SPANISH, "animal"),
        ("jardines", SPANISH, "jardín"),
        ("flores rojas", SPANISH, "flor"),
        ("libros", SPANISH, "libro"),
        ("", ENGLISH, ""),
    ],
)
def test_one_of_what_a_topic_names(topic: str, language: Language, one: str) -> None:
    assert singular(topic, language) == one


def test_numbered_names_begin_with_a_capital_and_with_one() -> None:
    assert numbered("green teas", 2, ENGLISH) == ("Tea 1", "Tea 2")
    assert numbered("teas", 0, ENGLISH) == ()


def test_sentence_case_leaves_the_rest_as_it_was_typed() -> None:
    assert sentence_case("eV vans from NYC") == "EV vans from NYC"
    assert sentence_case("") == ""


@pytest.mark.parametrize(
    ("text", "preferred", "language"),
    [
        ("make a table of rivers", "es", ENGLISH),
        ("haz una tabla de ríos", "en", SPANISH),
        ("Quokka", "es-MX", SPANISH),
        ("Quokka", "de", ENGLISH),
        ("table tabla", "es", SPANISH),
        ("", "en", ENGLISH),
    ],
)
def test_language_is_the_message_s_own_else_the_preferred_one(text: str, preferred: str, language: Language) -> None:
    assert language_of(text, preferred) is language
