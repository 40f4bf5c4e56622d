import pytest

from chat.rows.titles import title_of


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("What moves the tides?", "What moves the tides?"),
        ("name,age\nAda,36\n\nTurn this into a table", "Turn this into a table"),
        ("a\tb\tc\n1\t2\t3", "a\tb\tc"),
        ("/sheet household budget", "household budget"),
        (
            "Make a table of five teas with columns name, origin, price",
            "Make a table of five teas with columns name, origin, price",
        ),
        ("x" * 100, "x" * 59 + "\u2026"),
    ],
)
def test_title_is_the_request_and_not_the_data(text, title):
    assert title_of(text) == title
