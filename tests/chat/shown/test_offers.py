import pytest

from chat.shown.offers import offered_kinds

TABLE = "Here:\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Yes.", ()),
        ("a - b --- c", ()),
        (TABLE, ("table", "spreadsheet")),
        ("# One\n\ntext\n\n## Two\n\ntext", ("document",)),
        ("word " * 400, ("document",)),
        (TABLE + "word " * 400, ("table", "spreadsheet", "document")),
    ],
)
def test_offers_fit_the_answer(text, kinds):
    assert offered_kinds(text) == kinds
