"""Results of formulas beside those that stand in the file."""

import pytest

from artifacts.kinds.spreadsheet.bands import dump, load
from artifacts.kinds.spreadsheet.content import SheetCell, ValueType
from artifacts.kinds.spreadsheet.engine.calculate import calculate
from artifacts.rows.enums import KindName
from artifacts.sources.importing.base import Imported
from artifacts.sources.importing.compared import is_same
from artifacts.sources.importing.reading import read_file
from tests.artifacts.sources.importing.workbook.packages import Parts, rows

KEPT = "Formulas that cannot be computed here keep the value that stood in the file: {}."
CHANGING = "Results that follow the time or chance are new ones: {}."
DIFFERENT = "Results that differ from those in the file: {}."


def imported(*cells: str) -> Imported:
    return read_file("a.xlsx", Parts({"S": rows(*cells)}).data(), KindName.SPREADSHEET)


def test_formula_that_cannot_be_computed_keeps_its_value_and_others_go_on_from_it() -> None:
    found = imported(
        '<c r="A1"><f>NOSUCHNAME</f><v>40</v></c>', '<c r="A2"><f>A1+2</f><v>42</v></c>', '<c r="A3"><f>A2/0</f></c>'
    )
    first, second = (calculate(found.content).sheets[0].cells[row, 1] for row in (1, 2))

    assert first == SheetCell("=NOSUCHNAME", 40, ValueType.NUMBER, "General", is_held=True)
    assert (second.value, second.is_held) == (42, False)
    assert found.losses == (KEPT.format("1 (A1)"),)


def test_value_that_is_kept_survives_storage() -> None:
    cells = {
        (1, 1): SheetCell("=X", 40, ValueType.NUMBER, None, is_held=True),
        (2, 1): SheetCell(1, 1, ValueType.NUMBER),
    }
    assert load(dump(cells)) == cells


def test_results_that_differ_are_named_by_their_cells() -> None:
    found = imported('<c r="A1"><f>1+1</f><v>2</v></c>', '<c r="A2"><f>2+2</f><v>5</v></c>')
    assert found.losses == (DIFFERENT.format("1 (A2)"),)
    assert calculate(found.content).sheets[0].cells[2, 1].value == 4


def test_what_changes_at_every_look_is_named_apart() -> None:
    found = imported(
        '<c r="A1"><f>TODAY()</f><v>40000</v></c>',
        '<c r="A2"><f>SUM(A1:A1)*2+B3</f><v>1</v></c>',
        '<c r="A3"><f>1+1</f><v>3</v></c>',
    )
    assert found.losses == (DIFFERENT.format("1 (A3)"), CHANGING.format("2 (A1, A2)"))


def test_zeros_of_a_program_that_computed_nothing_are_no_results() -> None:
    parts = Parts({"S": rows('<c r="A1"><f>1+1</f><v>0</v></c>', '<c r="A2"><f>NOSUCHNAME</f><v>0</v></c>')})
    parts.behind = '<calcPr fullCalcOnLoad="1"/>'
    found = read_file("a.xlsx", parts.data(), KindName.SPREADSHEET)
    assert found.losses == (KEPT.format("1 (A2)"),)


def test_text_without_letters_is_a_result() -> None:
    assert imported('<c r="A1" t="str"><f>2*2</f><v></v></c>').losses == (DIFFERENT.format("1 (A1)"),)


def test_array_that_cannot_be_computed_keeps_all_it_filled() -> None:
    found = imported('<c r="A1"><f t="array" ref="A1:A2">NOSUCHNAME*2</f><v>3</v></c>', '<c r="A2"><v>4</v></c>')
    assert [cell.value for cell in calculate(found.content).sheets[0].cells.values()] == [3, 4]
    assert found.losses == (KEPT.format("2 (A1, A2)"),)


def test_error_that_stands_in_the_file_too_is_no_difference() -> None:
    assert imported('<c r="A1"><f>1/0</f><v>#DIV/0!</v></c>'.replace('r="A1"', 'r="A1" t="e"')).losses == ()


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        (SheetCell("=", 0.1 + 0.2, ValueType.NUMBER), SheetCell(None, 0.3, ValueType.NUMBER), True),
        (SheetCell("=", 1.001, ValueType.NUMBER), SheetCell(None, 1.0, ValueType.NUMBER), False),
        (SheetCell("=", "a", ValueType.TEXT), SheetCell(None, "A", ValueType.TEXT), False),
        (SheetCell("=", True, ValueType.BOOLEAN), SheetCell(None, 1, ValueType.NUMBER), False),
        (SheetCell("=", "#N/A", ValueType.ERROR), SheetCell(None, "#REF!", ValueType.ERROR), False),
        (SheetCell("=", "", ValueType.TEXT), SheetCell(None, "", ValueType.TEXT), True),
    ],
)
def test_same_but_for_the_last_digits(ours: SheetCell, theirs: SheetCell, same: bool) -> None:
    assert is_same(ours, theirs) is same
