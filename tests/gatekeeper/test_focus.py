"""What of a long message is embedded: the sentences that say what is wanted."""

import pytest

from gatekeeper import limits
from gatekeeper.classify import read_all
from gatekeeper.decision import Context
from gatekeeper.focus import focus_of

STORY = "We moved house in March and everything is still chaos."
MORE = "The neighbours are friendly and bring us cake every Sunday afternoon."


def focus(text: str) -> str:
    return focus_of(read_all(text, Context()))


@pytest.mark.parametrize("text", ["make a table of teas", "why is the sky blue?", "表を作って", ""])
def test_a_short_request_is_embedded_whole(text: str) -> None:
    assert focus(text) == text


@pytest.mark.parametrize(
    "text",
    [
        f"Write a report on bees. {STORY} {MORE} {STORY} {MORE}",
        f"{STORY} {MORE} Write a report on bees. {STORY} {MORE}",
        f"{STORY} {MORE} {STORY} {MORE} Write a report on bees.",
    ],
)
def test_the_sentence_that_asks_is_kept_wherever_it_stands(text: str) -> None:
    assert "write a report on bees." in focus(text)


def test_sentences_stay_in_their_order() -> None:
    found = focus(f"You are a teacher. {MORE} {STORY} {MORE} Write a report on bees.")

    assert found.index("you are a teacher.") < found.index("write a report on bees.")


def test_a_quoted_request_counts() -> None:
    text = (
        f'I want you to act as a journalist. {STORY} {MORE} {MORE} My first request is "write an article about rain".'
    )

    assert "write an article about rain" in focus(text)


@pytest.mark.parametrize("text", ["word " * 400, "a" * 2_000, f"{STORY} " * 60, "write a report, " * 90])
def test_no_more_than_the_limit_is_embedded(text: str) -> None:
    assert 0 < len(focus(text)) <= limits.EMBEDDED_CHARACTERS + 1


def test_scripts_that_say_more_in_a_letter_give_fewer_letters() -> None:
    assert len(focus("请写一篇关于蜜蜂的报告并且说明原因" * 20)) <= limits.EMBEDDED_DENSE + 1
    assert len(focus("напиши отчет о пчелах и объясни причины " * 20)) <= limits.EMBEDDED_CHARACTERS * 3 // 4 + 1


def test_one_endless_sentence_gives_both_ends_in_whole_words() -> None:
    found = focus("make for me " + "very " * 80 + "long tables")

    assert found.startswith("make for me very")
    assert found.endswith("very long tables")
    assert set(found.split()) == {"make", "for", "me", "very", "long", "tables"}
