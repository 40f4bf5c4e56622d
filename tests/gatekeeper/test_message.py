"""What counts as the writer's own words."""

import pytest

from gatekeeper import limits
from gatekeeper.message import fold, read


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Créer\tun  TABLEAU ", "creer un tableau"),
        ("İSTANBUL ılık", "istanbul ilik"),
        ("ta\u200bble", "table"),
        ("جَدْوَلٌ", "جدول"),
        ("が", "が"),
        ("Straße łódź", "strasse lodz"),
    ],
)
def test_fold_gives_one_spelling(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_read_sets_pasted_rows_apart() -> None:
    message = read("name,age\nAda,36\nLin,41\n\nTurn this into a table")

    assert message.request == "turn this into a table"
    assert message.has_data


def test_read_sets_code_apart() -> None:
    message = read("```python\nprint('report')\n```\nwhy?")

    assert message.request == "why?"
    assert message.has_code


def test_read_quotation_is_in_request_but_not_in_plain_words() -> None:
    message = read('he said "create a table of customers" yesterday')

    assert "create" in message.request
    assert "create" not in message.plain


def test_read_long_text_keeps_only_the_short_end() -> None:
    article = "The report says that tables are useful. " * 40

    assert read(f"{article}\n\nfix the spelling").request == "fix the spelling"


def test_read_prose_with_commas_is_not_data() -> None:
    message = read("Compare red, green and blue tea.\nThen, if you can, rank them.")

    assert not message.has_data


@pytest.mark.parametrize("text", ["", "   ", "\u200b\u00ad", "?!", "🙂", "…\n\n—"])
def test_read_a_message_without_letters_or_digits_is_empty(text: str) -> None:
    assert read(text).is_empty


@pytest.mark.parametrize("text", ["a", "7", "表", "ё"])
def test_read_one_letter_is_not_empty(text: str) -> None:
    assert not read(text).is_empty


@pytest.mark.parametrize("text", ["1/3 Make a table", "(2/3) Make a table", "1/3: Make a table", "Make a table"])
def test_read_drops_the_number_of_a_part(text: str) -> None:
    assert read(text).request == "make a table"


def test_read_keeps_a_fraction_that_counts() -> None:
    assert read("1/2 3").request == "1/2 3"


def test_read_an_open_fence_ends_with_the_text() -> None:
    message = read("why does it fail?\n```\ncreate table users")

    assert (message.request, message.has_code) == ("why does it fail?", True)


def test_read_markup_is_code_and_no_plain_word() -> None:
    message = read("center a <table class='x'> on the page")

    assert message.has_code
    assert "table" not in message.plain


def test_read_one_line_that_looks_like_data_is_the_request() -> None:
    message = read("- make a table")

    assert message.request == "- make a table"
    assert not message.has_data


@pytest.mark.parametrize(
    "rows",
    ["- red\n- green", "1. red\n2. green", "a\tb\nc\td", "| a | b |\n| c | d |", "a;b;c\nd;e;f", "{\n}", "[1]\n[2]"],
)
def test_read_rows_of_every_shape_are_data(rows: str) -> None:
    message = read(f"{rows}\n\nsort these")

    assert (message.request, message.has_data) == ("sort these", True)
    assert message.pasted_length >= len(rows)


def test_read_only_data_leaves_no_request() -> None:
    message = read("a,b\nc,d\ne,f")

    assert (message.request, message.has_data, message.is_empty) == ("", True, True)


def test_read_a_short_quotation_is_a_plain_word() -> None:
    assert '"budget"' in read('make a "budget" table').plain


def test_read_of_a_very_long_message_its_ends() -> None:
    message = read("First. " + "x" * (limits.READ_HEAD + limits.READ_TAIL) + "\n\nmake a table")

    assert message.request == "make a table"
    assert len(message.rest) <= limits.REST_HEAD + limits.REST_TAIL + 2


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＴＡＢＬＥ", "table"),
        ("Café’s", "cafe's"),
        ("a\u00adb", "ab"),
        ("Ёлка й", "елка и"),
        ("ÆØŒ", "aeooe"),
        ("x\u00a0y", "x y"),
        ("A\tB\x00C", "a bc"),
        ("", ""),
    ],
)
def test_fold_takes_marks_width_and_case_away(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(folded) == folded
