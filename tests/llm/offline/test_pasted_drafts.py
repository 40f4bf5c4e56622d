"""The user's own data as a draft: nothing added, nothing left out."""

import pytest

from artifacts.rows.enums import KindName
from llm.offline.drafts import Draft
from llm.offline.grids import Grid, grid_of
from llm.offline.language import Language
from llm.offline.pasted import Pasted
from llm.offline.pasted_drafts import add_totals, build_from_pasted
from llm.offline.wish import Wish

GRID = grid_of(("Item", "Price"), [["Pear", "3"], ["Fig", "$2.50"]])


def draft(
    pasted: Pasted,
    kind: KindName = KindName.TABLE,
    *,
    language: Language = Language.ENGLISH,
    words: str = "",
    topic: str = "",
    columns: tuple[str, ...] = (),
) -> Draft:
    wish = Wish(kind=kind, language=language, words=words, topic=topic, columns=columns)
    return build_from_pasted(wish, pasted)


def test_rows_are_taken_as_they_are_and_counted() -> None:
    found = draft(Pasted("", "source", GRID), topic="fruit")
    assert (found.title, found.grid) == ("Fruit", GRID)
    assert "2 rows, 2 columns" in found.line
    one = draft(Pasted("", "source", grid_of(("Item",), [["Pear"]])), language=Language.SPANISH)
    assert (one.title, "1 fila, 1 columna" in one.line) == ("Datos pegados", True)


@pytest.mark.parametrize(
    ("columns", "grid"),
    [
        ((), GRID),
        (("item", "PRICE"), GRID),
        (("One",), GRID),
        (("Name", "Cost"), grid_of(("Name", "Cost"), [["Item", "Price"], *GRID.rows])),
    ],
    ids=["none named", "the same", "another number", "a header that was data"],
)
def test_named_columns_lose_no_row(columns: tuple[str, ...], grid: Grid) -> None:
    assert draft(Pasted("", "source", GRID), columns=columns).grid == grid


def test_names_take_the_place_of_an_empty_header() -> None:
    bare = grid_of(("", ""), [["Pear", "3"]])
    assert draft(Pasted("", "s", bare), columns=("Name", "Cost")).grid == grid_of(("Name", "Cost"), [["Pear", "3"]])


def test_without_columns_each_line_is_a_row() -> None:
    found = draft(Pasted("", "first\n\n  second  \n"))
    assert found.grid == grid_of(("Text",), [["first"], ["second"]])


@pytest.mark.parametrize(
    ("source", "markdown"),
    [("# Plan\n\nGrow.", "# Plan\n\nGrow."), ("Grow.", "# Pasted data\n\nGrow.")],
)
def test_a_document_keeps_the_text_word_for_word_under_a_heading(source: str, markdown: str) -> None:
    assert draft(Pasted("", source), KindName.DOCUMENT).markdown == markdown


@pytest.mark.parametrize(
    ("kind", "words", "has_total"),
    [
        (KindName.SPREADSHEET, "with a total", True),
        (KindName.SPREADSHEET, "con la suma", True),
        (KindName.SPREADSHEET, "totally new", False),
        (KindName.TABLE, "with a total", False),
    ],
)
def test_totals_are_added_where_formulas_are_and_they_are_asked_for(
    kind: KindName, words: str, has_total: bool
) -> None:
    found = draft(Pasted("", "source", GRID), kind, words=words)
    last = (found.sheets[0].grid if found.sheets else found.grid or GRID).rows[-1]
    assert (last == ("Total", "=SUM(B2:B3)")) is has_total


@pytest.mark.parametrize(
    ("rows", "totals"),
    [
        ([["Pear", "3"], ["Fig", ""]], ("Total", "=SUM(B2:B3)")),
        ([["Pear", "three"], ["Fig", "3"]], ("Total", "")),
        ([["1", "3"], ["2", "-1,200.5 €"]], ("=SUM(A2:A3)", "=SUM(B2:B3)")),
        ([["Pear"], ["Fig", "3"]], ("Total", "=SUM(B2:B3)")),
        ([["Pear", ""], ["Fig", ""]], ("Total", "")),
        ([], ("Total", "")),
    ],
)
def test_only_columns_of_numbers_are_summed(rows: list[list[str]], totals: tuple[str, ...]) -> None:
    assert add_totals(grid_of(("a", "b"), rows)).rows[-1] == totals
