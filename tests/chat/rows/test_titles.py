import pytest

from chat.rows.titles import subject_of, title_of


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


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Write a cover letter for a nurse in Leeds", "Cover letter for a nurse in Leeds"),
        ("Please make me a table of 50 cities", "50 cities"),
        ("Can you create a table with my tools?", "Tools"),
        ("Erstelle eine Tabelle mit Mieten in Köln.", "Mieten in Köln"),
        ("Escribe un informe sobre el agua", "Informe sobre el agua"),
        ("Fais un tableau des fromages", "Fromages"),
        ("Budget spreadsheet", "Budget spreadsheet"),
        ("/doc tea", "Tea"),
        ("", ""),
    ],
)
def test_subject_is_the_request_without_the_words_that_ask(text: str, subject: str) -> None:
    assert subject_of(text) == subject
