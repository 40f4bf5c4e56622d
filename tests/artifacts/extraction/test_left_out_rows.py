import pytest

from artifacts.extraction.pieces import CloseReason, TableRow
from artifacts.kinds.spreadsheet.content import SpreadsheetContent
from artifacts.kinds.table.content import TableContent
from artifacts.rows.enums import KindName
from artifacts.versions.completeness import assess
from tests.artifacts.extraction.test_extractor import WHOLE, run

NUMBERED = "| Month | Sales |\n|---|---:|\n| May | 1 |\n"
LEFT_OUT = ("Rows that only stand for further ones were left out.",)


@pytest.mark.parametrize("size", [1, 4, 37, WHOLE])
@pytest.mark.parametrize(
    "rows",
    [
        f"{NUMBERED}| ... | ... |\n| June | 2 |\n",
        f"{NUMBERED}| … | |\n| June | 2 |\n",
        f"{NUMBERED}| ... (10 rows omitted) | |\n| June | 2 |\n",
        f"{NUMBERED}...\n| June | 2 |\n",
        f"{NUMBERED}\n⋮\n\n| June | 2 |\n",
        f"{NUMBERED}| June | 2 |\n\n... (remaining rows omitted)\n",
        "Month,Sales\nMay,1\n...,...\nJune,2\n",
        "Month,Sales\nMay,1\n...\nJune,2\n",
        '{"columns": ["Month", "Sales"], "rows": [["May", 1], ["...", "..."], ["June", 2]]}\n',
        '[{"Month": "May", "Sales": 1}, {"Month": "...", "Sales": null}, {"Month": "June", "Sales": 2}]\n',
    ],
)
def test_row_that_stands_for_others_marks_the_table_partial_and_is_no_data(rows: str, size: int) -> None:
    answer = f'[[artifact kind="table" title="T"]]\n{rows}[[/artifact]]\n'
    extractor, pieces = run(answer, KindName.TABLE, size)

    (artifact,) = extractor.artifacts
    assert isinstance(artifact.content, TableContent)
    assert [column.type.value for column in artifact.content.columns] == ["text", "number"]
    assert artifact.content.rows == [["May", 1], ["June", 2]]
    assert [piece.index for piece in pieces if isinstance(piece, TableRow)] == [1, 2]
    assert (artifact.losses, artifact.is_elided, extractor.chat_text) == (LEFT_OUT, True, "")


def test_dots_between_the_rows_of_json_are_passed_over() -> None:
    rows = '{"columns": ["Month", "Sales"],\n"rows": [\n["May", 1],\n...\n["June", 2]\n]}\n'
    extractor, _pieces = run(f'[[artifact kind="table" title="T"]]\n{rows}[[/artifact]]\n', KindName.TABLE)

    (artifact,) = extractor.artifacts
    assert artifact.content.rows == [["May", 1], ["June", 2]]  # type: ignore[union-attr]
    assert assess(artifact.kind, artifact.content, {}, CloseReason.COMPLETE, artifact.source).is_partial


@pytest.mark.parametrize(
    "rows",
    [
        "| Month | Sales |\n|---|---|\n| May | 1 |\n| ... | ... |\n| Sum | =SUM(B2:B3) |\n",
        '[["Month", "Sales"], ["May", 1], ["...", "..."], ["Sum", "=SUM(B2:B3)"]]\n',
    ],
)
def test_row_that_stands_for_others_stays_empty_in_a_sheet(rows: str) -> None:
    answer = f'[[artifact kind="spreadsheet" title="T"]]\n{rows}[[/artifact]]\n'
    extractor, _pieces = run(answer, KindName.SPREADSHEET, 4)

    (artifact,) = extractor.artifacts
    assert isinstance(artifact.content, SpreadsheetContent)
    assert {place: str(cell.input) for place, cell in artifact.content.sheets[0].cells.items()} == {
        (1, 1): "Month", (1, 2): "Sales", (2, 1): "May", (2, 2): "1", (4, 1): "Sum", (4, 2): "=SUM(B2:B3)",
    }  # fmt: skip
    assert (artifact.losses, artifact.is_elided) == (LEFT_OUT, True)
