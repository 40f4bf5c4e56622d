"""Rows and sheets below what a workbook holds; formulas follow to the rows they come to."""

from hypothesis import given, settings
from hypothesis import strategies as st

from artifacts.kinds.registry import kind as kind_of
from artifacts.kinds.spreadsheet.content import SheetCell, SpreadsheetContent
from artifacts.rows.enums import KindName
from artifacts.versions.appending.sheets import append_spreadsheet

HEAD = "## Costs\n\n| Item | Price | Double |\n| --- | --- | --- |\n"


def workbook(text: str) -> SpreadsheetContent:
    content: SpreadsheetContent = kind_of(KindName.SPREADSHEET).parse_text(text).content
    return content


def rows(items: list[str], first: int) -> str:
    return "".join(f"| {item} | 5 | =B{number}*2 |\n" for number, item in enumerate(items, first))


def inputs(content: SpreadsheetContent | None) -> list[dict[tuple[int, int], object]]:
    return [] if content is None else [{at: c.input for at, c in sheet.cells.items()} for sheet in content.sheets]


@given(st.lists(st.sampled_from(["a", "b"]), min_size=2, max_size=8), st.data())
@settings(deadline=None, max_examples=60)
def test_a_cut_sheet_that_goes_on_is_the_whole_sheet(items, data) -> None:
    cut = data.draw(st.integers(1, len(items) - 1))
    again = data.draw(st.integers(0, cut))
    head = workbook(HEAD + rows(items[:cut], 2))
    given_rows = workbook(HEAD + rows(items[cut - again :], 2 + cut - again))
    assert inputs(append_spreadsheet(head, head, given_rows, len(items))) == inputs(workbook(HEAD + rows(items, 2)))


def test_formulas_that_count_the_given_rows_follow_to_where_they_come() -> None:
    head = workbook(HEAD + rows(["a", "b"], 2))
    longer = append_spreadsheet(head, head, workbook(HEAD + rows(["c"], 2)))
    assert inputs(longer) == inputs(workbook(HEAD + rows(["a", "b", "c"], 2)))


def test_sheet_of_another_name_is_added() -> None:
    head = workbook(HEAD + rows(["a"], 2))
    longer = append_spreadsheet(head, head, workbook("## Sum\n\n| Total |\n| --- |\n| =SUM(Costs!B2:B9) |\n"))
    assert longer is not None
    assert [sheet.name for sheet in longer.sheets] == ["Costs", "Sum"]


def test_nothing_new_is_none() -> None:
    head = workbook(HEAD + rows(["a"], 2))
    assert append_spreadsheet(head, head, workbook(HEAD + rows(["a"], 2))) is None


def test_a_note_beside_the_rows_leaves_the_header_one() -> None:
    head = workbook(HEAD + rows(["a", "b"], 2))
    head.sheets[0].cells[2, 5] = SheetCell("mine")
    shown = workbook(HEAD + rows(["a", "b"], 2))
    longer = append_spreadsheet(head, shown, workbook(HEAD + rows(["b", "c"], 3)))
    expected = inputs(workbook(HEAD + rows(["a", "b", "c"], 2)))[0] | {(2, 5): "mine"}
    assert inputs(longer) == [expected]


def test_a_total_whose_range_would_hold_itself_counts_the_whole_sheet() -> None:
    head = workbook(HEAD + "| Chairs | 40 | =B2*2 |\n")
    further = workbook(HEAD + "| Tables | 120 | 240 |\n| Total | =SUM(B2:B3) | |\n")
    (cells,) = inputs(append_spreadsheet(head, head, further))
    assert cells[4, 2] == "=SUM(B2:B3)"


def test_a_total_over_the_rows_of_its_own_part_follows_them() -> None:
    head = workbook(HEAD + "| Chairs | 40 | =B2*2 |\n")
    further = workbook(HEAD + "| Tables | 120 | =B2*2 |\n| Lamps | 30 | =B3*2 |\n| Both | =SUM(B2:B3) | =B4*2 |\n")
    (cells,) = inputs(append_spreadsheet(head, head, further))
    assert cells[5, 2] == "=SUM(B3:B4)"
