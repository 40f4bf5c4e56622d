"""Simple questions about the phrases of a message."""

import pytest

from gatekeeper.message import read
from gatekeeper.signals import Signals, read_signals


def signals(text: str) -> Signals:
    return read_signals(read(text))


def test_has_says_whether_any_group_occurs() -> None:
    found = signals("write a report")

    assert found.has("table", "document")
    assert not found.has("table", "spreadsheet")
    assert not found.has()


def test_count_counts_phrases_of_a_group() -> None:
    assert signals("a report, a letter and an essay").count("document") == 3
    assert signals("a report").count("table") == 0


def test_first_is_the_first_in_the_text() -> None:
    hit = signals("a letter about a report").first("document")

    assert hit is not None
    assert hit.phrase == "letter"
    assert signals("hello").first("document") is None


@pytest.mark.parametrize(("within", "is_there"), [(1, False), (2, False), (3, True), (9, True)])
def test_starts_with_counts_words(within: int, is_there: bool) -> None:
    assert signals("and then write a report").starts_with("write", within=within) is is_there


def test_nothing_starts_with_anything() -> None:
    assert not signals("").starts_with("write")


@pytest.mark.parametrize(("within", "is_there"), [(2, False), (3, True), (24, True)])
def test_follows_counts_characters_between_the_phrases(within: int, is_there: bool) -> None:
    assert signals("write a report").follows("write", "document", within=within) is is_there


def test_follows_looks_forward_only() -> None:
    assert not signals("a report write").follows("write", "document")


@pytest.mark.parametrize(
    "text",
    [
        "Look into grants.\n\n- region: north\n- size: small\n- output: table format",
        "補助金を調べてください。\n\n- 地域：大阪\n- 規模：小\n- 出力：表形式",
    ],
)
def test_a_form_among_conditions_is_found_elsewhere_and_not_in_the_request(text: str) -> None:
    found = signals(text)

    assert "table_form" in found.elsewhere
    assert not found.has("table_form")


def test_a_message_without_anything_set_apart_has_nothing_elsewhere() -> None:
    assert signals("show teas in a table").elsewhere == frozenset()


def test_fenced_code_is_not_searched_elsewhere() -> None:
    assert signals("why?\n```\nin table format\nas a spreadsheet\n```").elsewhere.isdisjoint(
        {"table_form", "spreadsheet"}
    )
