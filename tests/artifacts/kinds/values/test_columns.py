"""Columns among their neighbours: what decides, and what stays in doubt."""

import pytest

from artifacts.kinds.table.content import Cell, ColumnType
from artifacts.kinds.values.columns import read_column, read_columns
from artifacts.kinds.values.days import DayOrder
from artifacts.kinds.values.doubts import Doubt
from artifacts.kinds.values.evidence import Known
from artifacts.kinds.values.numbers import Decimal
from artifacts.kinds.values.written import written_of

N, M, P = ColumnType.NUMBER, ColumnType.CURRENCY, ColumnType.PERCENT
SEMICOLONS = Known(delimiter=";")


def doubt_of(texts: list[str], known: Known = Known()) -> Doubt | None:  # noqa: B008
    question = read_column(texts, known=known).question
    return question.doubt if question else None


@pytest.mark.parametrize(
    ("texts", "kind", "values"),
    [
        (["7.300,5", "1.040"], N, [7300.5, 1040]),
        (["7,300.5", "1,040"], N, [7300.5, 1040]),
        (["2.345.678", "901.234"], N, [2345678, 901234]),
        (["12,34,567", "1,200"], N, [1234567, 1200]),
        (["0.125", "2.250"], N, [0.125, 2.25]),
        (["1234.567", "1.250"], N, [1234.567, 1.25]),
        (["4'100.25", "3’000.00"], N, [4100.25, 3000]),
        (["8 100,5", "12\u202f000,25"], N, [8100.5, 12000.25]),
        (["(2,400.00)", "17.5"], N, [-2400, 17.5]),
        (["+6", "−4", "9-"], N, [6, -4, -9]),
        (["٣٤", "٥٫٥"], N, [34, 5.5]),
        (["8.40", "12.00", "3.10"], N, [8.4, 12, 3.1]),
        (["2.5", "1.0", "3.25"], N, [2.5, 1, 3.25]),
        (["3.400 €", "75 €"], M, [3400, 75]),
        (["3,400 €", "75 €"], M, [3400, 75]),
        (["€ 1.250,-", "€ 20,50"], M, [1250, 20.5]),
        (["CHF 1'250.50", "CHF 3.-"], M, [1250.5, 3]),
        (["KWD 1.250", "KWD 0.375"], M, [1.25, 0.375]),
        (["1.050,50 zł", "20,00 zł"], M, [1050.5, 20]),
        (["7 %", "12,5 %"], P, [0.07, 0.125]),
        (["%12", "%7"], P, [0.12, 0.07]),
    ],
)
def test_a_column_proves_its_own_sign(texts: list[str], kind: ColumnType, values: list[Cell]) -> None:
    found = read_column(texts)
    assert (found.type, found.cells, found.question) == (kind, values, None)


@pytest.mark.parametrize("texts", [["1.250", "3.400"], ["6,125", "2"], ["1.250 %", "3 %"], ["1.25 €", "3.459 €"]])
def test_what_may_be_a_thousand_times_more_stays_text(texts: list[str]) -> None:
    found = read_column(texts)
    assert (found.type, found.cells) == (ColumnType.TEXT, texts)
    assert found.question is not None
    assert found.question.doubt is Doubt.DECIMALS


def test_a_proof_decides_for_the_other_columns() -> None:
    assert read_columns([["1.250", "3.400"], ["1,5", "2"]])[0].cells == [1250, 3400]
    assert read_columns([["1.250", "3.400"], ["1.5", "2"]])[0].cells == [1.25, 3.4]


def test_proofs_that_disagree_decide_for_none() -> None:
    assert read_columns([["1.250"], ["1,5"], ["2.5"]])[0].type is ColumnType.TEXT


@pytest.mark.parametrize("texts", [["10.0.0.1", "10.0.0.200"], ["3.10", "3.9"], ["04.03.2025", "05.03.2025"]])
def test_addresses_versions_and_days_prove_nothing_for_others(texts: list[str]) -> None:
    assert read_columns([["1.250", "3.400"], texts])[0].type is ColumnType.TEXT


def test_a_file_of_semicolons_with_commas_has_decimal_commas() -> None:
    found = read_columns([["3,125", "2,750"], ["1.250", "3.400"]], known=SEMICOLONS)
    assert [column.cells for column in found] == [[3.125, 2.75], [1250, 3400]]
    assert read_column(["1.250"], known=SEMICOLONS).type is ColumnType.TEXT


def test_a_price_tells_its_neighbours() -> None:
    assert read_columns([["201.048", "17"], ["1.250 €", "80 €"]])[0].cells == [201048, 17]


@pytest.mark.parametrize(
    ("language", "texts", "cells"),
    [
        ("en", ["1,250"], [1250]),
        ("en", ["1.250"], [1.25]),
        ("de", ["1.250"], [1250]),
        ("fr-CA", ["1,250"], [1.25]),
        ("es", ["1.250"], [1250]),
        ("es", ["1,250"], ["1,250"]),
    ],
)
def test_the_language_decides_when_nothing_else_does(language: str, texts: list[str], cells: list[Cell]) -> None:
    assert read_column(texts, known=Known(language=language)).cells == cells


def test_a_proof_outweighs_the_language() -> None:
    assert read_column(["1.250", "1.5"], known=Known(language="de")).cells == [1.25, 1.5]


def test_a_person_outweighs_all() -> None:
    known = Known(language="de", decimal=Decimal.POINT)
    assert read_column(["1.250", "3.459 "], known=known).cells == [1.25, 3.459]
    assert doubt_of(["3.459 €"], known) is None


@pytest.mark.parametrize(
    ("texts", "days"),
    [
        (["15/01/2025", "02/01/2025"], ["2025-01-15", "2025-01-02"]),
        (["1-25-2025", "1-2-2025"], ["2025-01-25", "2025-01-02"]),
        (["04.03.2025", "5.3.2025"], ["2025-03-04", "2025-03-05"]),
        (["2025/3/4", "2025.12.31"], ["2025-03-04", "2025-12-31"]),
        (["3 de febrero de 2024", "15 enero 2025"], ["2024-02-03", "2025-01-15"]),
        (["March 4, 2025", "Dec 31st, 2025"], ["2025-03-04", "2025-12-31"]),
        (["4. März 2025", "31-Dez-2025"], ["2025-03-04", "2025-12-31"]),
        (["2025年3月4日", "2024年12月31日"], ["2025-03-04", "2024-12-31"]),
    ],
)
def test_days_that_can_be_no_other(texts: list[str], days: list[str]) -> None:
    found = read_column(texts)
    assert (found.type, found.cells) == (ColumnType.DATE, days)


def test_days_in_two_orders_stay_text_until_something_decides() -> None:
    texts = ["03/04/2025", "12/11/2025"]
    assert doubt_of(texts) is Doubt.DAY_ORDER
    assert doubt_of(texts, Known(language="en")) is Doubt.DAY_ORDER
    assert read_column(texts, known=Known(language="es")).cells == ["2025-04-03", "2025-11-12"]
    assert read_columns([texts, ["25/12/2025", "01/02/2025"]])[0].cells == ["2025-04-03", "2025-11-12"]
    assert read_column(texts, known=Known(day_order=DayOrder.MONTH_FIRST)).cells == ["2025-03-04", "2025-12-11"]


@pytest.mark.parametrize(
    ("texts", "kind", "cells"),
    [
        (["9:30", "14:05"], ColumnType.TIME, ["09:30", "14:05"]),
        (["2:30 PM", "12:00 am"], ColumnType.TIME, ["14:30", "00:00"]),
        (["26:30", "1:05"], ColumnType.DURATION, ["26:30", "1:05"]),
        (
            ["2025-01-15T14:30", "2025-01-16 08:00:05"],
            ColumnType.TIMESTAMP,
            ["2025-01-15 14:30", "2025-01-16 08:00:05"],
        ),
        (["31.12.2025 9:00", "1.2.2025 10:00"], ColumnType.TIMESTAMP, ["2025-12-31 09:00", "2025-02-01 10:00"]),
    ],
)
def test_times(texts: list[str], kind: ColumnType, cells: list[Cell]) -> None:
    found = read_column(texts)
    assert (found.type, found.cells) == (kind, cells)


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("SKU", ["12E4", "7E2", "500"]),
        ("", ["44E1", "500", "700"]),
        ("", ["00451", "1200"]),
        ("", ["1234567890123456", "1"]),
        ("", ["9783161484100", "9780306406157"]),
        ("Postal code", ["90210", "10001"]),
        ("", ["+493012345678", "+34600100200"]),
    ],
)
def test_codes_stay_text(name: str, texts: list[str]) -> None:
    found = read_column(texts, name)
    assert (found.type, found.cells, found.question) == (ColumnType.TEXT, texts, None)


def test_versions_stay_text_with_a_question() -> None:
    assert doubt_of(["3.10", "3.9", "4.0"]) is Doubt.VERSIONS
    assert read_column(["3.10", "3.9"], known=Known(are_numbers=True)).cells == [3.1, 3.9]


def test_values_remember_what_was_written() -> None:
    cells = read_column(["1.250,00", "7", "3,5"]).cells
    assert [written_of(cell) for cell in cells] == ["1.250,00", None, "3,5"]


@pytest.mark.parametrize("texts", [["1", "x\n2", "3"], ["1\n2", "3"], ["0.5\n", "0.5"]])
def test_a_line_break_in_a_cell_is_no_end_of_a_number(texts: list[str]) -> None:
    cells = read_column(texts).cells
    assert len(cells) == len(texts)
    assert all(isinstance(cell, str) for cell, text in zip(cells, texts, strict=True) if "\n" in text.strip())
