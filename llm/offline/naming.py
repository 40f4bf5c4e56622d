"""Names made from a topic: a title, a column, numbered rows."""

import re

from llm.offline.language import Language

_PREPOSITION = re.compile(
    r"\s+(?:from|in|of|for|to|with|at|on|by|that|which|de|del|en|para|con|por|que|a)\s+.*$", re.IGNORECASE | re.DOTALL
)


def sentence_case(text: str) -> str:
    """Return the text with a capital first letter, the rest as it was typed."""
    return text[:1].upper() + text[1:]


def singular(topic: str, language: Language) -> str:
    """Return one of the things a topic names: "cheapest EV vans" is "van", "ciudades del sur" is "ciudad"."""
    words = _PREPOSITION.sub("", topic).split()
    if not words:
        return topic
    word = words[0] if language is Language.SPANISH else words[-1]
    rules = _SPANISH_ENDINGS if language is Language.SPANISH else _ENGLISH_ENDINGS
    for ending, one in rules:
        is_long_enough = len(word) > len(ending) + 1 or ending in _WHOLE_WORDS
        if is_long_enough and word.endswith(ending):
            return word[: -len(ending)] + one
    return word


def numbered(topic: str, count: int, language: Language) -> tuple[str, ...]:
    """Return "Tea 1", "Tea 2"..."""
    name = sentence_case(singular(topic, language))
    return tuple(f"{name} {number}" for number in range(1, count + 1))


_ENGLISH_ENDINGS = (
    ("people", "person"),
    ("movies", "movie"),
    ("ies", "y"),
    ("sses", "ss"),
    ("ches", "ch"),
    ("shes", "sh"),
    ("xes", "x"),
    ("ss", "ss"),
    ("us", "us"),
    ("s", ""),
)
_WHOLE_WORDS = {"people", "movies"}  # also parts of longer ones: townspeople
_SPANISH_ENDINGS = (
    ("ciones", "ción"),
    ("siones", "sión"),
    ("ces", "z"),
    ("dades", "dad"),
    ("tades", "tad"),
    ("ores", "or"),
    ("ales", "al"),
    ("eles", "el"),
    ("ones", "ón"),
    ("ines", "ín"),
    ("s", ""),
)
