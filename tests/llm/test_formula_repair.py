"""What a model is told of formulas that give errors."""

from artifacts.for_models.formula_errors import Fault
from artifacts.kinds.spreadsheet.engine.calculate import CellError
from llm.formula_repair import FORMULA_CHARACTERS, repair_prompt
from llm.protocol import Usage


def error(at: str = "B4", formula: str = "=SUMM(B2:B3)", sheet: str = "Q1 costs") -> CellError:
    return CellError(sheet, at, formula, "#NAME?", "No such function.")


def test_each_formula_has_its_place_its_error_and_the_reason() -> None:
    prompt = repair_prompt("Costs", [Fault(error()), Fault(error("C2", "=X()", "Plan"), [error("C3"), error("C4")])])
    assert prompt.split("\n\n")[1].splitlines() == [
        "- 'Q1 costs'!B4: =SUMM(B2:B3) gives #NAME?. No such function.",
        "- Plan!C2: =X() gives #NAME?. No such function. The same formula, filled on, fails in 2 more cells.",
    ]
    assert '"Costs"' in prompt


def test_a_long_formula_is_cut() -> None:
    prompt = repair_prompt("Costs", [Fault(error(formula="=" + "1+" * 4_000))])
    assert len(prompt) < FORMULA_CHARACTERS + 1_000


def test_usage_adds_up() -> None:
    assert Usage(10, 4).with_more(Usage(3, 2)) == Usage(13, 6)
    assert Usage(10, 4).with_more(None) == Usage(10, 4)
