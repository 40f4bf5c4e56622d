"""Parts of artifacts: checked against the content, named, and read for a model."""

from typing import Any

import pytest

from artifacts.for_models.selection import Part, find_part, part_excerpt
from artifacts.rows.enums import KindName
from artifacts.rows.errors import InvalidOperation, OverLimit
from artifacts.versions.reading import Stored, open_version
from common.errors import NotFound

TEAS = (
    "| Name | Price | Origin |\n|---|---|---|\n| Sencha | 12 | Japan |\n| Assam | 8 | India |\n| Puer | 30 | China |\n"
)
PLAN = {"sheets": [{"name": "S", "cells": {"A1": 1}}, {"name": "T", "cells": {"A1": 2, "B3": "=A1*3"}}]}
TEXT = "Hello.\n\n# Plan\n\nIntro.\n\n## Risks\n\nThe **supplier** is [late](http://x.org).\n\n## Costs\n\nTen."


@pytest.fixture
def table(make_artifact: Any) -> Stored:
    return open_version(make_artifact(TEAS))


@pytest.fixture
def sheets(make_artifact: Any) -> Stored:
    return open_version(make_artifact(PLAN, KindName.SPREADSHEET))


@pytest.fixture
def document(make_artifact: Any) -> Stored:
    return open_version(make_artifact(TEXT, KindName.DOCUMENT))


def test_a_range_is_put_in_order_and_cut_at_the_edge_of_the_table(table: Stored):
    assert find_part(table, Part(range="C9:B2")) == Part(range="B2:C3")


def test_a_sheet_is_named_as_it_is_and_the_first_one_without_a_name(sheets: Stored):
    assert find_part(sheets, Part(range="A1", sheet="T")) == Part(range="A1", sheet="T")
    assert find_part(sheets, Part(range="A1")).sheet == "S"


def test_words_of_a_section_are_found_across_their_marks(document: Stored):
    wanted = Part(section="risks", text=" supplier is late. ")
    assert find_part(document, wanted) == Part(section="risks", heading="Risks", text="supplier is late.")


def test_what_a_database_cannot_keep_is_taken_out_of_chosen_words(document: Stored):
    assert find_part(document, Part(section="risks", text="late\0\ud800")).text == "late\ufffd\ufffd"


def test_what_stands_before_the_first_heading_is_a_part_too(document: Stored):
    assert find_part(document, Part()).label("Plan") == "the beginning of Plan"


@pytest.mark.parametrize(
    ("name", "wanted", "refusal"),
    [
        ("table", Part(range="nonsense"), InvalidOperation),
        ("table", Part(range="A9:B9"), InvalidOperation),
        ("table", Part(section="risks"), InvalidOperation),
        ("sheets", Part(range="A1", sheet="Missing"), NotFound),
        ("document", Part(section="missing"), NotFound),
        ("document", Part(range="A1"), InvalidOperation),
        ("document", Part(section="risks", text="words of somebody else"), InvalidOperation),
        ("document", Part(section="risks", text="x" * 4_001), OverLimit),
    ],
)
def test_a_part_that_is_not_there_is_refused(request: Any, name: str, wanted: Part, refusal: type[Exception]):
    with pytest.raises(refusal):
        find_part(request.getfixturevalue(name), wanted)


def test_more_cells_than_a_request_may_be_about_are_refused(make_artifact: Any):
    rows = "".join(f"| {number} | x |\n" for number in range(2_600))
    stored = open_version(make_artifact(f"| a | b |\n|---|---|\n{rows}"))
    assert find_part(stored, Part(range="A1:B2500")).range == "A1:B2500"
    with pytest.raises(OverLimit):
        find_part(stored, Part(range="A1:B2501"))


@pytest.mark.parametrize(
    ("part", "label"),
    [
        (Part(range="B2:D9"), "B2:D9 of Budget"),
        (Part(range="B2", sheet="May"), "B2 of May in Budget"),
        (Part(section="risks", heading="Risks"), "section Risks of Budget"),
        (Part(section="risks", heading="Risks", text="too\n late"), "“too late” in section Risks of Budget"),
    ],
)
def test_a_part_is_named_for_people(part: Part, label: str):
    assert part.label("Budget") == label
    assert Part(**part.as_json()) == part


def test_a_model_reads_the_chosen_cells_with_their_rows_and_columns(table: Stored, sheets: Stored):
    text = part_excerpt(table, Part(range="B2:C3"), 500)
    assert [line.split("|")[1:-1] for line in text.splitlines() if "---" not in line] == [
        [" Row ", " B: Price ", " C: Origin "],
        [" 2 ", " 8 ", " India "],
        [" 3 ", " 30 ", " China "],
    ]
    assert "=A1*3" in part_excerpt(sheets, Part(range="A1:B3", sheet="T"), 500)


def test_a_part_that_needs_more_tokens_is_read_in_a_window(make_artifact: Any):
    rows = "".join(f"| {number} | {'word ' * 8}|\n" for number in range(1, 901))
    stored = open_version(make_artifact(f"| a | b |\n|---|---|\n{rows}"))
    text = part_excerpt(stored, Part(range="A1:B900"), 600)
    assert "| 1 | 1 |" in text
    assert "| 900 | 900 |" in text
    assert "are left out here.)" in text
    long = open_version(make_artifact("# A\n\n" + "word " * 4_000, KindName.DOCUMENT))
    assert "more characters of this section are left out here.)" in part_excerpt(long, Part(section="a"), 300)
