"""Bullets and pairs become rows, and every word of them stays."""

import pytest

from llm.offline.grids import Grid, SheetGrid, grid_of, render_grid, render_sheets
from llm.offline.listings import read_bullets, read_pairs

NAMES = ("Group", "Item", "Details")


def bullets(*lines: str) -> Grid | None:
    return read_bullets(lines, NAMES)


@pytest.mark.parametrize(
    "lines",
    [
        ["- Fig", "- Plum"],
        ["* Fig", "+ Plum"],
        ["1. Fig", "2) Plum"],
        ["• Fig", "– Plum"],
        ["- [ ] Fig", "- [x] Plum"],
        ["Fruit:", "- Fig", "", "- Plum", "Thanks"],
        ["- **Fig**", "- __Plum:__"],
    ],
)
def test_bullets_are_one_column(lines: list[str]) -> None:
    assert bullets(*lines) == grid_of(("Item",), [["Fig"], ["Plum"]])


@pytest.mark.parametrize("lines", [[], ["- Fig"], ["Fig", "Plum"], ["-Fig", "-Plum"]])
def test_less_than_two_bullets_are_no_list(lines: list[str]) -> None:
    assert bullets(*lines) is None


@pytest.mark.parametrize("separator", [": ", " - ", " – ", " | ", "; ", ", "])
def test_bullets_with_one_separator_are_columns(separator: str) -> None:
    found = bullets(f"- Fig{separator}green", f"- Plum{separator}blue")
    assert found == grid_of(("Item", "Details"), [["Fig", "green"], ["Plum", "blue"]])


def test_more_columns_are_numbered() -> None:
    found = bullets("- Fig | green | 3", "- Plum | blue | 5")
    assert found is not None
    assert found.header == ("Item", "Details 1", "Details 2")


def test_bullets_that_are_cut_unevenly_stay_whole() -> None:
    assert bullets("- Fig, green", "- Plum, blue, sweet") == grid_of(
        ("Item",), [["Fig, green"], ["Plum, blue, sweet"]]
    )


def test_parents_stand_before_their_children_and_alone_without_any() -> None:
    found = bullets("- Fruit:", "  - Fig", "  - Plum", "- Nuts", "- Roots", "\t- Carrot", "- Herbs")
    assert found == grid_of(
        ("Group", "Item"),
        [["Fruit", "Fig"], ["Fruit", "Plum"], ["Nuts", ""], ["Roots", "Carrot"], ["Herbs", ""]],
    )


def test_pairs_are_fields_until_a_key_comes_again() -> None:
    once = ["Name: Fig", "Colour: green"]
    again = [*once, "Name: Plum", "Taste: sweet"]
    assert read_pairs(once, ("Field", "Value")) == grid_of(("Field", "Value"), [["Name", "Fig"], ["Colour", "green"]])
    assert read_pairs(again, ("Field", "Value")) == grid_of(
        ("Name", "Colour", "Taste"), [["Fig", "green", ""], ["Plum", "", "sweet"]]
    )


@pytest.mark.parametrize(
    "lines", [["Name: Fig"], ["https: //example.org", "Name: Fig"], ["10:30", "11:45"], [f"{'k' * 41}: v", "a: b"], []]
)
def test_what_is_no_pair_makes_no_rows(lines: list[str]) -> None:
    assert read_pairs(lines, ("Field", "Value")) is None


def test_rendered_rows_are_as_wide_as_the_widest_and_hold_no_bare_bars_or_breaks() -> None:
    grid = grid_of(("A",), [["a|b", "c\r\nd"], ["e\rf"]])
    assert render_grid(grid) == "| A |  |\n| --- | --- |\n| a\\|b | c<br>d |\n| e<br>f |  |"
    assert render_sheets([SheetGrid("One", grid_of(("A",), [])), SheetGrid("Two", grid_of(("B",), [["1"]]))]) == (
        "## One\n| A |\n| --- |\n\n## Two\n| B |\n| --- |\n| 1 |"
    )
