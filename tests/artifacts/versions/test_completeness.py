from typing import Any

import pytest
from django.utils import translation

from artifacts.extraction.pieces import CloseReason
from artifacts.kinds.registry import kind as kind_of
from artifacts.rows.completeness import Completeness
from artifacts.rows.enums import KindName
from artifacts.versions.completeness import assess

TABLE = "| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 18


def assessed(
    text: str, asked_for: dict[str, Any], kind: KindName = KindName.TABLE, reason: CloseReason = CloseReason.COMPLETE
) -> Completeness:
    return assess(kind, kind_of(kind).parse_text(text).content, asked_for, reason, text)


def test_table_with_fewer_rows_than_asked_is_partial_with_figures() -> None:
    completeness = assessed(TABLE, {"rows": 50})

    assert completeness == Completeness(50, 18, True, "rows")
    assert completeness.status_text() == "18 of 50 rows"


def test_table_with_as_many_rows_as_asked_is_complete() -> None:
    completeness = assessed(TABLE, {"rows": 18})

    assert completeness == Completeness(18, 18, False, "rows")
    assert completeness.status_text() == ""


def test_table_without_figures_asked_is_complete() -> None:
    assert assessed(TABLE, {}) == Completeness(None, 18, False, "rows")


def test_answer_that_was_cut_off_is_partial() -> None:
    completeness = assessed(TABLE, {}, reason=CloseReason.LENGTH)

    assert completeness.is_partial is True
    assert completeness.status_text() == "Not complete"


def test_missing_column_is_counted() -> None:
    assert assessed(TABLE, {"rows": 18, "columns": ["a", "b", "c"]}) == Completeness(3, 2, True, "columns")


def test_items_of_a_table_are_its_rows() -> None:
    assert assessed(TABLE, {"items": 20}).status_text() == "18 of 20 items"


def test_row_of_dots_does_not_count() -> None:
    assert assessed("| a |\n|---|\n| 1 |\n| ... |\n", {"rows": 5}) == Completeness(5, 1, True, "rows")


@pytest.mark.parametrize(
    ("words", "asked_for", "told"),
    [
        (60, {"words": 2_000}, "60 of 2,000 words"),
        (1_399, {"words": 2_000}, "1,399 of 2,000 words"),
        (1_400, {"words": 2_000}, ""),
        (500, {"pages": 3}, "2 of 3 pages"),
        (501, {"pages": 3}, ""),
        (60, {}, ""),
    ],
)
def test_document_of_far_fewer_words_than_asked_is_partial(words: int, asked_for: dict[str, Any], told: str) -> None:
    completeness = assessed("# Bees\n\n" + "hive " * (words - 1), asked_for, KindName.DOCUMENT)

    assert (completeness.status_text(), completeness.is_partial) == (told, bool(told))


def test_sections_of_a_document_are_counted_below_its_title() -> None:
    completeness = assessed("# T\n\n## A\n\nx\n\n### A1\n\n## B\n\ny\n", {"sections": 3}, KindName.DOCUMENT)

    assert completeness == Completeness(3, 2, True, "sections")


def test_items_of_a_document_are_its_list_items() -> None:
    assert assessed("# T\n\n1. a\n2. b\n   - c\n", {"items": 2}, KindName.DOCUMENT) == Completeness(
        2, 2, False, "items"
    )


def test_rows_of_a_spreadsheet_are_those_below_the_headers() -> None:
    completeness = assessed("## S\n\n| a |\n|---|\n| 1 |\n| 2 |\n", {"rows": 3}, KindName.SPREADSHEET)

    assert completeness == Completeness(3, 2, True, "rows")


@pytest.mark.parametrize(
    ("language", "text"), [("en", "10,000 of 25,000 rows"), ("es", "10\u00a0000 de 25\u00a0000 filas")]
)
def test_large_figures_are_set_apart_as_the_language_does(language: str, text: str) -> None:
    with translation.override(language):
        assert Completeness(25_000, 10_000, True, "rows").status_text() == text


def test_document_of_one_section_holds_one() -> None:
    assert assessed("# Only\n\nText.\n", {"sections": 1}, KindName.DOCUMENT) == Completeness(1, 1, False, "sections")


def test_document_without_headings_holds_no_section() -> None:
    assert assessed("Text.\n", {"sections": 2}, KindName.DOCUMENT) == Completeness(2, 0, True, "sections")


def test_headings_and_items_within_code_are_not_counted() -> None:
    text = "# One\n\n```\n# no\n- no\n```\n\n# Two\n\n~~~\n# no\n~~~\n\n# Three\n"

    assert assessed(text, {"sections": 3}, KindName.DOCUMENT) == Completeness(3, 3, False, "sections")


def test_row_with_an_empty_cell_or_dots_beside_a_value_is_a_row() -> None:
    rows = "| a | b |\n|---|---|\n| 1 |  |\n|  | 2 |\n| 3 | 4 |\n"

    assert assessed(rows, {"rows": 3}) == Completeness(3, 3, False, "rows")
