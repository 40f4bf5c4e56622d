"""What counts as the writer's own words."""

import pytest

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
