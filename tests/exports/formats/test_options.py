"""Options of a file: offered, checked, part of its identity, seen in it."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from lxml import html
from openpyxl import load_workbook

from accounts.models import User
from artifacts.kinds.document.content import DocumentContent
from artifacts.kinds.spreadsheet.content import Sheet, SheetCell, SpreadsheetContent, ValueType
from common.errors import Invalid
from exports.formats import registry
from exports.formats.options import ALL_OPTIONS, DEFAULTS, ExportOptions, Margins, parse_options
from exports.formats.registry import FORMATS, ExportFormat
from exports.jobs.claims import claim_export, fail_export
from exports.pages.option_forms import OptionsForm, read_options
from exports.rows.enums import FailureCode, FormatName
from exports.rows.errors import UnknownOption
from exports.rows.models import ExportJob
from tests.exports.conftest import MakeFile, MakeJob, MakeVersion, big_table
from tests.exports.renderers.test_pdf import poppler_text

HTMX = {"HX-Request": "true"}


def identity(row: ExportFormat) -> str:
    return f"{row.kind}-{row.format}"


def sheet() -> SpreadsheetContent:
    cells = {
        (1, 1): SheetCell("Rent", "Rent", ValueType.TEXT),
        (1, 2): SheetCell(100, 100, ValueType.NUMBER),
        (2, 2): SheetCell("=B1*2", 200, ValueType.NUMBER),
    }
    return SpreadsheetContent([Sheet("Home", cells)])


@pytest.mark.parametrize("row", FORMATS, ids=identity)
def test_form_has_a_field_for_each_option_of_a_format(row: ExportFormat) -> None:
    assert set(OptionsForm(row).fields) == set(row.options)
    assert set(row.options) < ALL_OPTIONS


def test_every_option_is_of_use_to_some_format() -> None:
    assert {name for row in FORMATS for name in row.options} == ALL_OPTIONS - {"language"}


@pytest.mark.parametrize("row", FORMATS, ids=identity)
def test_option_without_use_is_refused_by_name(row: ExportFormat) -> None:
    others: dict[str, Any] = {"margins": "wide", "orientation": "landscape", "page_size": "letter"}
    others |= {"formulas_as_text": True, "byte_order_mark": True, "title_page": True, "contents": True}
    others |= {"raw_values": True}
    others = {name: value for name, value in others.items() if name in ALL_OPTIONS and name not in row.options}

    with pytest.raises(UnknownOption) as refused:
        parse_options(others, registry.offered_options(row))

    assert {error.field for error in refused.value.errors} == {f"options.{name}" for name in others}


def test_stored_options_are_accepted_again() -> None:
    row = registry.find(FORMATS[0].kind, FormatName.CSV)

    assert parse_options(DEFAULTS.to_json(), registry.offered_options(row)) == DEFAULTS


@pytest.mark.parametrize("value", ["huge", 3, None, [], "NORMAL"])
def test_wrong_value_is_refused(value: Any) -> None:
    with pytest.raises(UnknownOption):
        parse_options({"margins": value})


def test_form_without_options_gives_defaults() -> None:
    row = registry.find(FORMATS[0].kind, FormatName.PDF)

    assert parse_options(read_options({}, row)) == DEFAULTS
    assert parse_options(read_options({"margins": "wide"}, row)) == ExportOptions(margins=Margins.WIDE)
    with pytest.raises(Invalid):
        read_options({"margins": "huge"}, row)


@pytest.mark.parametrize("name", sorted(ALL_OPTIONS - {"language"}))
def test_each_option_is_part_of_the_identity(name: str) -> None:
    other = {"page_size": "letter", "orientation": "landscape", "margins": "wide"}.get(name, True)

    assert parse_options({name: other}).digest("") != DEFAULTS.digest("")


@pytest.mark.django_db
def test_same_options_are_the_same_job(make_job: MakeJob, make_version: MakeVersion) -> None:
    version = make_version()

    wide = make_job(FormatName.PDF, version, margins="wide")

    assert make_job(FormatName.PDF, version, margins="wide") == wide
    assert make_job(FormatName.PDF, version) != wide


@pytest.mark.django_db
def test_page_offers_the_options_of_a_format(
    client_for: Callable[[User], Client], user: User, make_version: MakeVersion
) -> None:
    client, version = client_for(user), make_version()
    path = reverse("exports:options", args=[version.artifact_id])

    page = html.fromstring(client.get(path, {"format": "pdf"}).content.decode())
    names = set(page.xpath("//main//form//*[self::select or self::input[@type='checkbox']]/@name"))
    labelled = set(page.xpath("//main//form//label/@for"))

    assert names >= {"page_size", "orientation", "margins"}
    assert labelled == {f"id_{name}" for name in names}
    assert client.get(path, {"format": "html"}).status_code == 422
    assert "no options" in client.get(path, {"format": "json"}).content.decode()


@pytest.mark.django_db
def test_chosen_options_reach_the_job_and_its_second_try(
    client_for: Callable[[User], Client], user: User, make_version: MakeVersion
) -> None:
    client, version = client_for(user), make_version()
    sent = {"artifact_id": version.artifact_id, "format": "pdf", "margins": "narrow", "page_size": "letter"}

    client.post(reverse("exports:create"), sent)
    job = claim_export(ExportJob.objects.get().pk)
    assert job is not None
    fail_export(job=job, code=FailureCode.RENDER_FAILED)
    status = html.fromstring(client.get(reverse("exports:status", args=[job.pk]), headers=HTMX).content.decode())
    again = {field.get("name"): field.get("value") for field in status.xpath("//form//input | //form//button")}
    client.post(reverse("exports:create"), {name: value for name, value in again.items() if name})

    assert [one.options for one in ExportJob.objects.all()] == [job.options] * 2
    assert (job.options["margins"], job.options["page_size"]) == ("narrow", "letter")
    assert client.post(reverse("exports:create"), {**sent, "margins": "huge"}).status_code == 422


@pytest.mark.parametrize("content", [big_table(301), DocumentContent("Words.\n"), sheet()])
def test_margins_of_pdf_move_the_text(make_file: MakeFile, content: Any) -> None:
    left = {}
    for margins in Margins:
        made = make_file(content, FormatName.PDF, margins=margins)
        made.assert_verified()
        with pypdfium2.PdfDocument(made.path) as document:
            text = document[0].get_textpage()
            left[margins] = min(text.get_rect(n)[0] for n in range(text.count_rects()))

    assert left[Margins.NORMAL] - left[Margins.NARROW] == pytest.approx(14, abs=1.5)
    assert left[Margins.WIDE] - left[Margins.NORMAL] == pytest.approx(28, abs=1.5)


@pytest.mark.parametrize(("margins", "side"), [("narrow", 15), ("normal", 20), ("wide", 30)])
def test_margins_of_word(make_file: MakeFile, margins: str, side: int) -> None:
    made = make_file(DocumentContent("Words.\n"), FormatName.DOCX, margins=Margins(margins))

    section = docx.Document(str(made.path)).sections[0]
    sides = (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin)
    assert {round(length.mm) for length in sides} == {side}
    assert section.header_distance < section.top_margin


def test_formulas_as_text_in_excel(make_file: MakeFile) -> None:
    made = make_file(sheet(), FormatName.XLSX, formulas_as_text=True)

    made.assert_verified()
    assert made.figures == {"sheets": 1, "cells": 3, "formulas": 0, "errors": 0}
    cell = load_workbook(made.path).worksheets[0]["B2"]
    assert (cell.value, cell.data_type) == ("=B1*2", "s")


def test_formulas_as_text_in_csv_and_pdf(make_file: MakeFile) -> None:
    made = make_file(sheet(), FormatName.CSV, formulas_as_text=True)

    made.assert_verified()
    assert made.rendered.losses == {"formula_like_text": 1}
    with zipfile.ZipFile(io.BytesIO(made.path.read_bytes())) as package:
        assert package.read("01 Home.csv").decode().splitlines() == ["Rent,100", ",'=B1*2"]
    printed = make_file(sheet(), FormatName.PDF, formulas_as_text=True)
    printed.assert_verified()
    assert "=B1*2" in poppler_text(printed.path)
    assert "200" not in poppler_text(printed.path)


def shown_sheet() -> SpreadsheetContent:
    cells = [(1.5, "[h]:mm"), (67, "00000"), (-1234.5, '"$"#,##0.00'), (45000, "d mmm yyyy"), (0.25, None)]
    filled = {
        (1, column): SheetCell(value, value, ValueType.NUMBER, fmt) for column, (value, fmt) in enumerate(cells, 1)
    }
    return SpreadsheetContent([Sheet("Home", filled)])


@pytest.mark.parametrize(
    ("raw_values", "line"),
    [(False, '36:00,00067,"-$1,234.50",15 Mar 2023,0.25'), (True, "1.5,67,-1234.5,2023-03-15,0.25")],
)
def test_csv_of_a_sheet_holds_what_is_shown_or_plain_values(make_file: MakeFile, raw_values: bool, line: str) -> None:
    made = make_file(shown_sheet(), FormatName.CSV, raw_values=raw_values)

    made.assert_verified()
    with zipfile.ZipFile(io.BytesIO(made.path.read_bytes())) as package:
        assert package.read("01 Home.csv").decode().splitlines() == [line]


def test_formula_in_the_letters_of_a_number_format_runs_nowhere(make_file: MakeFile) -> None:
    cell = SheetCell(5, 5, ValueType.NUMBER, '"=2+"0')
    made = make_file(SpreadsheetContent([Sheet("Home", {(1, 1): cell})]), FormatName.CSV)

    with zipfile.ZipFile(io.BytesIO(made.path.read_bytes())) as package:
        assert package.read("01 Home.csv").decode().splitlines() == ["'=2+5"]
