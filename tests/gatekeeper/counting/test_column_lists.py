"""Names of columns are taken as they were written, and only where they are a list of names."""

import pytest

from gatekeeper.counting.column_lists import MOST_NAMES, listed_columns


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a table with columns: Name, Unit Price, Qty", ("Name", "Unit Price", "Qty")),
        ("a table of teas. The columns should be name and origin.", ("name", "origin")),
        ("a table with 2 columns (name, origin)", ("name", "origin")),
        ("a table with 2 columns, name and origin", ("name", "origin")),
        ("a table with name and origin as the columns", ("name", "origin")),
        ("use name, origin, price as columns", ("name", "origin", "price")),
        ("columns: name, origin, and price", ("name", "origin", "price")),
        ("columns: name, origin for each tea", ("name", "origin")),
        ("columns: name, origin sorted by name", ("name", "origin")),
        ('columns: "First Name", "Last Name"', ("First Name", "Last Name")),
        ("columns: name, origin. Twenty rows, please.", ("name", "origin")),
        ("tabla con columnas: nombre, precio y peso", ("nombre", "precio", "peso")),
        ("Tabelle mit den Spalten Name, Preis und Gewicht", ("Name", "Preis", "Gewicht")),
        ("tableau avec les colonnes nom, prix et poids", ("nom", "prix", "poids")),
    ],
)
def test_names_are_listed(text: str, names: tuple[str, ...]) -> None:
    assert listed_columns(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a table of teas",
        "sort the columns",
        "the columns of the temple are made of marble",
        "how many columns does a newspaper have?",
        "a table with 6 columns about tea",
        "write a column about politics, sport and weather",
        "columns:",
        "(columns",
    ],
)
def test_what_is_no_list_of_names_gives_nothing(text: str) -> None:
    assert listed_columns(text) == ()


def test_a_count_before_the_list_bounds_it() -> None:
    assert listed_columns("a table with 2 columns: name, origin, and twenty rows")[:2] == ("name", "origin")
    assert len(listed_columns("a table with 2 columns: name, origin, and twenty rows")) == 2


def test_no_more_names_than_a_table_is_asked_for_with() -> None:
    names = [f"field{number}" for number in range(MOST_NAMES + 10)]
    assert len(listed_columns(f"a table with columns: {', '.join(names)}")) <= MOST_NAMES
