"""Widths of a workbook's columns."""

from artifacts.kinds.spreadsheet.content import Sheet
from artifacts.kinds.spreadsheet.engine.calculate import calculate
from artifacts.kinds.spreadsheet.parse import read_json
from exports.sheets.column_widths import WIDEST_SHEET_CHARACTERS
from exports.sheets.widths import fitting_widths


def sheet_of(cells: dict[str, object], **rest: object) -> Sheet:
    return calculate(read_json({"sheets": [{"name": "S", "cells": cells, **rest}]}).content).sheets[0]


def test_a_column_is_wide_enough_for_its_longest_amount_and_its_date() -> None:
    sheet = sheet_of({"A1": "€1,480,002.00", "A2": "€5.00", "A3": "=SUM(A1:A2)*-100", "B1": "2026-04-15"})

    widths = fitting_widths(sheet)

    assert widths[1] > len("-148,000,700.00 €")
    assert widths[2] > len("2026-04-15")


def test_texts_widen_their_column_up_to_a_limit() -> None:
    widths = fitting_widths(sheet_of({"A1": "Salaries and social insurance", "B1": "x" * 500, "C1": "出張費" * 5}))

    assert widths[1] > len("Salaries and social insurance")
    assert widths[2] == WIDEST_SHEET_CHARACTERS
    assert widths[3] > 30


def test_a_title_alone_in_its_row_may_run_over_its_neighbours() -> None:
    widths = fitting_widths(sheet_of({"A1": "Budget of the whole department for 2026", "A3": "Rent", "B3": 5}))

    assert 1 not in widths


def test_a_chosen_width_and_columns_that_need_no_more_than_usual_are_left_alone() -> None:
    widths = fitting_widths(sheet_of({"A1": "€1,480,002.00", "B1": 5}, widths={"A": 4}))

    assert widths == {1: 4}


def test_a_long_fraction_without_a_format_needs_no_room_for_all_its_digits() -> None:
    assert fitting_widths(sheet_of({"A1": "=1/3", "B1": 1})) == {}
