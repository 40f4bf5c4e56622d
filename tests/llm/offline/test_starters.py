"""Starters: the numbers are right (computed by the real engine), in English and Spanish, in any kind."""

from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st

from artifacts.kinds.elision import has_elision
from artifacts.rows.enums import KindName
from llm.offline.drafts import render_draft
from llm.offline.language import Language
from llm.offline.starters import texts_of
from llm.offline.starters.registry import STARTERS, starter_for
from llm.offline.wish import Wish
from tests.llm.offline.conftest import answer, document, sheets, table


def column(rows: list[list[Any]], number: int) -> list[Any]:
    return [row[number - 1] for row in rows]


@pytest.mark.parametrize(
    ("kind", "text", "name"),
    [
        (KindName.TABLE, "Compare Rust, Go and Zig by speed", "comparison table"),
        (KindName.TABLE, "compara Madrid y Lima por precio", "comparison table"),
        (KindName.TABLE, "Make me a weekly schedule", "weekly schedule"),
        (KindName.TABLE, "Hazme un horario semanal", "weekly schedule"),
        (KindName.SPREADSHEET, "I need a project plan", "project plan"),
        (KindName.SPREADSHEET, "un plan de proyecto", "project plan"),
        (KindName.SPREADSHEET, "Make a household budget", "household budget"),
        (KindName.SPREADSHEET, "presupuesto familiar", "household budget"),
        (KindName.SPREADSHEET, "a project budget", "project budget"),
        (KindName.SPREADSHEET, "presupuesto del proyecto", "project budget"),
        (KindName.SPREADSHEET, "create an invoice", "invoice"),
        (KindName.SPREADSHEET, "crea una factura", "invoice"),
        (KindName.SPREADSHEET, "mortgage calculator", "loan amortisation"),
        (KindName.SPREADSHEET, "tabla de amortización de un préstamo", "loan amortisation"),
        (KindName.SPREADSHEET, "a gradebook for my class", "grade book"),
        (KindName.SPREADSHEET, "libro de calificaciones", "grade book"),
        (KindName.SPREADSHEET, "habit tracker", "habit tracker"),
        (KindName.SPREADSHEET, "registro de hábitos", "habit tracker"),
        (KindName.DOCUMENT, "Write the minutes of our meeting", "meeting minutes"),
        (KindName.DOCUMENT, "redacta un acta", "meeting minutes"),
        (KindName.DOCUMENT, "a report about wind", "report"),
        (KindName.DOCUMENT, "un informe sobre el viento", "report"),
        (KindName.DOCUMENT, "Draft a proposal for a client", "proposal"),
        (KindName.DOCUMENT, "una propuesta", "proposal"),
        (KindName.DOCUMENT, "my CV", "CV"),
        (KindName.DOCUMENT, "mi currículum", "CV"),
        (KindName.DOCUMENT, "a cover letter for a job", "letter"),
        (KindName.DOCUMENT, "una carta de presentación", "letter"),
    ],
)
def test_starter_for_words_in_both_languages(kind: KindName, text: str, name: str) -> None:
    starter = starter_for(Wish(kind, Language.ENGLISH, text))
    assert starter is not None
    assert starter.name == name


@pytest.mark.parametrize("text", ["a table of teas", "table of the sales report", "una tabla de ciudades"])
def test_starter_for_other_words_is_none(text: str) -> None:
    assert starter_for(Wish(KindName.TABLE, Language.ENGLISH, text)) is None


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", list(KindName))
@pytest.mark.parametrize("starter", STARTERS, ids=lambda starter: starter.name)
def test_starter_gives_content_without_errors_in_every_kind_and_language(
    starter: Any, kind: KindName, language: Language
) -> None:
    from artifacts.kinds.registry import kind as kind_named

    draft = starter.build(Wish(kind, language, ""))
    of_kind = kind_named(kind)
    content = of_kind.store(of_kind.parse_text(render_draft(draft, kind)).content).content()
    if kind is KindName.SPREADSHEET:
        values = [cell.value for sheet in content.sheets for cell in sheet.cells.values()]
        assert not [value for value in values if isinstance(value, str) and value.startswith("#")]
    assert draft.title
    assert draft.line


def test_comparison_of_named_items_by_named_criteria() -> None:
    assert table("Compare Rust, Go and Zig by speed and memory safety in a table") == [
        ["Option", "Speed", "Memory safety"],
        ["Rust", None, None],
        ["Go", None, None],
        ["Zig", None, None],
    ]


def test_comparison_with_named_columns() -> None:
    text = "Make a comparison table of iPhone 15, Pixel 8 and Galaxy S24 with columns price, battery and camera"
    assert table(text)[0] == ["Option", "Price", "Battery", "Camera"]
    assert column(table(text)[1:], 1) == ["iPhone 15", "Pixel 8", "Galaxy S24"]


def test_comparison_of_unnamed_items_numbers_them() -> None:
    rows = table("Compare the three cheapest EV vans by price, range and payload")
    assert rows[0] == ["Option", "Price", "Range", "Payload"]
    assert column(rows[1:], 1) == ["Van 1", "Van 2", "Van 3"]


def test_household_budget_totals_add_up() -> None:
    rows = sheets("Make a household budget")["Budget"]
    by_name = {row[0]: row[1] for row in rows[1:]}
    names = list(by_name)
    income = names[: names.index("Total income")]
    expenses = names[names.index("Total income") + 1 : names.index("Total expenses")]
    assert by_name["Total income"] == sum(by_name[name] for name in income)
    assert by_name["Total expenses"] == sum(by_name[name] for name in expenses)
    assert by_name["Left over"] == by_name["Total income"] - by_name["Total expenses"]


def test_household_budget_with_own_amounts_takes_only_these() -> None:
    chat, _, _ = answer(KindName.SPREADSHEET, "Monthly budget: income 3,000, rent 900, food 400.50 and fun 100")
    rows = sheets("Monthly budget: income 3,000, rent 900, food 400.50 and fun 100")["Budget"]
    assert [row[:2] for row in rows[1:]] == [
        ["Income", 3000],
        ["Total income", 3000],
        ["Rent", 900],
        ["Food", 400.5],
        ["Fun", 100],
        ["Total expenses", 1400.5],
        ["Left over", 1599.5],
    ]
    assert "examples" not in chat


def test_household_budget_says_that_its_amounts_are_examples() -> None:
    assert "examples" in answer(KindName.SPREADSHEET, "a household budget")[0]


def test_household_budget_adds_up_in_every_column_and_in_spanish() -> None:
    for text, sheet, income, expenses, rest in (
        ("a household budget", "Budget", "Total income", "Total expenses", "Left over"),
        ("presupuesto familiar", "Presupuesto", "Total ingresos", "Total gastos", "Disponible"),
    ):
        rows = sheets(text)[sheet]
        names = column(rows, 1)
        middle, end = names.index(income), names.index(expenses)
        for place in (2, 3):
            values = [value or 0 for value in column(rows, place)]
            assert values[middle] == sum(values[1:middle])
            assert values[end] == sum(values[middle + 1 : end])
            assert values[names.index(rest)] == values[middle] - values[end]


def test_household_budget_as_table_holds_values() -> None:
    rows = table("Put a household budget in a table")
    assert ["Left over", 620, 0, 0] in rows


@pytest.mark.parametrize(
    ("text", "principal", "rate", "months"),
    [
        ("Loan of 20,000 at 5% over 3 years", 20000, "5", 36),
        ("amortization schedule for a $250,000 mortgage at 3.75% for 30 years", 250000, "3.75", 360),
        ("Préstamo de 12.500 al 4,5% a 18 meses", 12500, "4.5", 18),
        ("loan of 1000 at 0% over 7 months", 1000, "0", 7),
        ("loan of 999.99 at 29.9% over 1 month", 999.99, "29.9", 1),
    ],
)
def test_loan_closes_at_zero_and_repays_the_principal(text: str, principal: float, rate: str, months: int) -> None:
    figures, schedule = sheets(text).values()
    assert [row[1] for row in figures[1:4]] == [principal, pytest.approx(float(rate) / 100), months]
    assert len(schedule) == months + 1
    assert schedule[-1][5] == 0
    assert sum(Decimal(str(row[4])) for row in schedule[1:]) == Decimal(str(principal))
    cents = [Decimal(str(row[2])) for row in schedule[1:]]
    assert sum(cents) == pytest.approx(Decimal(str(figures[6][1])))
    assert max(cents[:-1], default=cents[0]) == min(cents[:-1], default=cents[0])


@given(st.integers(10_000, 99_999_999), st.integers(0, 2_999), st.integers(1, 72))
@settings(max_examples=25, deadline=None)
def test_any_loan_closes_at_zero(cents: int, hundredths: int, months: int) -> None:
    principal, percent = Decimal(cents) / 100, Decimal(hundredths) / 100
    _, schedule = sheets(f"Loan of {principal:f} at {percent:f}% over {months} months").values()
    assert len(schedule) == months + 1
    assert schedule[1][1] == float(principal)
    assert schedule[-1][5] == 0
    assert sum(Decimal(str(row[4])) for row in schedule[1:]) == principal
    for before, after in pairwise(schedule[1:]):
        assert before[5] == after[1]


def test_loan_interest_of_first_month_is_the_rate_of_the_principal() -> None:
    schedule = sheets("Loan of 20,000 at 5% over 3 years")["Schedule"]
    assert schedule[1][3] == round(20000 * 0.05 / 12, 2)


def test_invoice_adds_lines_and_tax() -> None:
    rows = sheets("an invoice for 3 chairs at 40 and 2 tables at 120.50 with 10% VAT")["Invoice"]
    assert rows[1:] == [
        ["chairs", 3, 40, 120],
        ["tables", 2, 120.5, 241],
        ["Subtotal", None, None, 361],
        ["VAT", None, 0.1, 36.1],
        ["Total", None, None, 397.1],
    ]


LINE = st.tuples(st.integers(1, 999), st.integers(1, 999_999))


@given(st.lists(LINE, min_size=1, max_size=6), st.integers(0, 25))
@settings(max_examples=25, deadline=None)
def test_any_invoice_adds_up_to_the_cent(lines: list[tuple[int, int]], rate: int) -> None:
    pasted = "".join(f"Item {number},{count},{cents / 100:.2f}\n" for number, (count, cents) in enumerate(lines))
    text = f"item,qty,price\n{pasted}\nMake an invoice of this as a sheet, {rate}% VAT"
    amounts = [Decimal(str(row[3])) for row in sheets(text)["Invoice"][1:]]
    subtotal = sum(Decimal(count) * cents for count, cents in lines) / 100
    tax = (subtotal * rate / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert [amount.quantize(Decimal("0.01")) for amount in amounts[-3:]] == [subtotal, tax, subtotal + tax]


@pytest.mark.parametrize(
    ("text", "sheet", "places"),
    [
        ("an invoice", "Invoice", ("Subtotal", "VAT", "Total")),
        ("una factura", "Factura", ("Base imponible", "IVA", "Total")),
        ("a project budget", "Budget", ("Subtotal", "Reserve", "Total")),
        ("presupuesto del proyecto", "Presupuesto", ("Subtotal", "Imprevistos", "Total")),
    ],
)
def test_examples_of_an_invoice_and_a_project_budget_add_up(text: str, sheet: str, places: tuple[str, ...]) -> None:
    rows = sheets(text)[sheet]
    by_name = {row[0]: row for row in rows[1:]}
    lines = [row for row in rows[1:] if row[0] not in places]
    subtotal, share, total = (by_name[place] for place in places)
    assert [row[3] for row in lines] == [row[1] * row[2] for row in lines]
    assert subtotal[3] == sum(row[3] for row in lines)
    exact = Decimal(str(subtotal[3])) * Decimal(str(share[2]))
    assert Decimal(str(share[3])) == exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert total[3] == subtotal[3] + share[3]


def test_invoice_takes_pasted_lines() -> None:
    rows = sheets("item,qty,price\nDesk,1,200\nLamp,2,30\n\nMake an invoice of this as a sheet, 20% VAT")["Invoice"]
    assert rows[-1][3] == 312


def test_project_budget_adds_reserve() -> None:
    rows = sheets("a project budget: design 1000, build 3000, reserve 15%")["Budget"]
    assert [row[3] for row in rows[1:]] == [1000, 3000, 4000, 600, 4600]


def test_project_plan_dates_follow_each_other() -> None:
    rows = sheets("Project plan starting 2026-03-02 with tasks: design, build and test")["Plan"]
    assert column(rows[1:], 1) == ["Design", "Build", "Test"]
    starts, ends = column(rows[1:], 3), column(rows[1:], 5)
    assert [end - start + 1 for start, end in zip(starts, ends, strict=True)] == [5, 5, 5]
    assert [start - end for start, end in zip(starts[1:], ends, strict=False)] == [1, 1]


@time_machine.travel("2026-05-04", tick=False)
def test_project_plan_starts_today_when_no_date_is_named() -> None:
    assert table("project plan")[1][2] == "2026-05-04"


def test_grade_book_has_students_and_tests_that_were_asked_for() -> None:
    rows = sheets("grade book for 3 students and 2 tests")["Grades"]
    assert rows[0] == ["Student", "Test 1", "Test 2", "Average", "Result"]
    assert column(rows[1:], 1) == ["Student 1", "Student 2", "Student 3", "Class average"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("grade book for 1,200 students", "You asked for 1,200 students; without a model I write at most 500."),
        ("libro de notas con 60 pruebas", "Has pedido 60 pruebas; sin un modelo escribo como mucho 40."),
        ("habit tracker for 400 days", "You asked for 400 days; without a model I write at most 366."),
        ("grade book for 1,200 euros and 30 students", "50 passes."),
    ],
)
def test_starter_says_when_it_writes_less_than_was_asked_for(text: str, sentence: str) -> None:
    assert answer(KindName.SPREADSHEET, text)[0].endswith(sentence)


def test_grade_book_averages_once_grades_are_typed() -> None:
    from artifacts.kinds.catalogue import parse_operations
    from artifacts.kinds.registry import kind as kind_named

    of_kind = kind_named(KindName.SPREADSHEET)
    content = answer(KindName.SPREADSHEET, "grade book with students: Ada, Lin and 2 tests")[2]
    typed = parse_operations([{"op": "set_cells", "at": "B2", "values": [[40, 70], [20, 30]]}], KindName.SPREADSHEET)
    cells = of_kind.apply(of_kind.store(content), typed).content().sheets[0].cells
    assert [cells[row, 4].value for row in (2, 3, 4)] == [55, 25, 40]
    assert [cells[row, 5].value for row in (2, 3)] == ["Pass", "Fail"]


def test_habit_tracker_counts_marks() -> None:
    rows = sheets("habit tracker for a week with habits: run, read")["Habits"]
    assert rows[0] == ["Habit", 1, 2, 3, 4, 5, 6, 7, "Done", "Done in %"]
    assert rows[1] == ["Run", *[None] * 7, 0, 0]


def test_habit_tracker_counts_what_is_marked() -> None:
    from artifacts.kinds.catalogue import parse_operations
    from artifacts.kinds.registry import kind as kind_named

    of_kind = kind_named(KindName.SPREADSHEET)
    content = answer(KindName.SPREADSHEET, "habit tracker for a week with habits: run, read")[2]
    marked = parse_operations(
        [{"op": "set_cells", "at": "B2", "values": [["x", "x", None, "x"]]}], KindName.SPREADSHEET
    )
    cells = of_kind.apply(of_kind.store(content), marked).content().sheets[0].cells
    assert [cells[2, 9].value, cells[2, 10].value, cells[3, 9].value] == [3, 43, 0]


def test_weekly_schedule_has_the_named_hours() -> None:
    rows = table("weekly schedule from 9 to 12")
    assert column(rows[1:], 1) == ["09:00-10:00", "10:00-11:00", "11:00-12:00"]
    assert rows[0][1:] == ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]


def test_document_skeletons_carry_title_and_topic() -> None:
    assert document("Write a report about solar panels").startswith("# Report: Solar panels\n")
    assert document("Escribe una carta de renuncia").startswith("# Baja voluntaria\n")


def test_texts_exist_in_both_languages() -> None:
    names = [path.name for path in (Path(texts_of.__file__).parent / "texts").glob("*.md")]
    assert sorted(name.replace(".es.", ".en.") for name in names if ".es." in name) == sorted(
        name for name in names if ".en." in name
    )


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", list(KindName))
@pytest.mark.parametrize("starter", STARTERS, ids=lambda starter: starter.name)
def test_starter_is_never_taken_for_one_that_was_cut_short(starter: Any, kind: KindName, language: Language) -> None:
    assert not has_elision(render_draft(starter.build(Wish(kind, language, "")), kind))
