"""What a model is told when it goes on where an answer was cut."""

import pytest

from artifacts.rows.enums import KindName
from llm.continuing import continuation_prompt
from llm.protocol import Continuation


def told(kind: KindName | None, asked: int | None, delivered: int | None, unit: str = "rows") -> str:
    return continuation_prompt(
        Continuation(
            kind=kind, title="Vans", tail="| 12 | x |", next_row=13, asked=asked, delivered=delivered, unit=unit
        )
    )


def test_an_answer_in_chat_goes_on_without_figures() -> None:
    prompt = told(None, 50, 12)
    assert "exactly where it stops" in prompt
    assert "Vans" not in prompt
    assert "50" not in prompt


@pytest.mark.parametrize(
    ("asked", "delivered", "unit", "figures", "missing"),
    [
        (50, 12, "rows", ": it has 12 of 50 rows.", "(38 more)"),
        (50, 12, "items", ": it has 12 of 50 items.", "(38 more)"),
        (5, 2, "columns", ": it has 2 of 5 columns.", ""),
        (12, 12, "rows", ": it has 12 of 12 rows.", ""),
        (12, 15, "rows", ": it has 15 of 12 rows.", ""),
        (50, 0, "rows", ": it has 0 of 50 rows.", "(50 more)"),
        (50, None, "rows", "is not complete.", ""),
        (None, 12, "rows", "is not complete.", ""),
    ],
)
def test_a_table_is_told_what_is_missing_if_it_is_known(
    asked: int | None, delivered: int | None, unit: str, figures: str, missing: str
) -> None:
    prompt = told(KindName.TABLE, asked, delivered, unit)
    assert f'The table "Vans" is not complete{figures.removeprefix("is not complete")}' in prompt
    assert f"from row 13 on{' ' + missing if missing else ''}, under the same header" in prompt
    assert ("more)" in prompt) is bool(missing)


@pytest.mark.parametrize(
    ("kind", "counts_formulas", "names_rows"),
    [(KindName.TABLE, False, True), (KindName.SPREADSHEET, True, True), (KindName.DOCUMENT, False, False)],
)
def test_formulas_count_from_the_sheet_and_documents_have_no_rows(
    kind: KindName, counts_formulas: bool, names_rows: bool
) -> None:
    prompt = told(kind, None, None)
    assert "| 12 | x |" in prompt
    assert ("formulas count from there" in prompt) is counts_formulas
    assert ("row 13" in prompt) is names_rows


def test_braces_of_a_title_are_words() -> None:
    request = Continuation(kind=KindName.TABLE, title="{name}", tail="{tail}", next_row=2)
    assert '"{name}" is not complete' in continuation_prompt(request)
