"""The figures as Markdown, and pages that hold them."""

from pathlib import Path

import pytest

from artifacts.rows.enums import KindName
from gatekeeper.decision import Decision
from gatekeeper.enums import Action, Label, Stage
from gatekeeper.evaluation import Outcome
from gatekeeper.examples import Example
from gatekeeper.report import render_report, replace_part


def outcome(label: Label, action: Action, kind: KindName | None = None, lang: str = "en") -> Outcome:
    return Outcome(Example("x", label, lang=lang), Decision(action, kind, 0.9, Stage.MODEL, ()))


def test_a_report_counts_decisions_questions_apart() -> None:
    shown = render_report(
        [
            outcome(Label.TABLE, Action.CREATE, KindName.TABLE),
            outcome(Label.TABLE, Action.ASK, KindName.TABLE),
            outcome(Label.NONE, Action.CREATE, KindName.DOCUMENT, "de"),
        ]
    )

    assert "| label \\ decided | none | table | document | spreadsheet | edit | ask:table |" in shown
    assert "| table | 0 | 1 | 0 | 0 | 0 | 1 |" in shown
    assert "| none | 0 | 0 | 1 | 0 | 0 | 0 |" in shown
    assert "| accuracy: table | 1.000 | 2 of 2, 0.342 to 1.000 |" in shown
    assert "| false positive rate | 1.000 | 1 of 1, " in shown
    assert "| de | 0.000 | 0 of 1 |" in shown


def test_a_rate_without_rows_is_a_dash() -> None:
    assert "| false positive rate | - | 0 of 0 |" in render_report([outcome(Label.TABLE, Action.ANSWER)])


def test_a_part_of_a_page_is_replaced_and_the_rest_stays(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# A\n<!-- begin a -->\nold\n<!-- end a -->\n<!-- begin b -->\nkept\n<!-- end b -->\n")

    replace_part(page, "a", "new \\1")

    text = page.read_text()
    assert text == "# A\n<!-- begin a -->\n\nnew \\1\n<!-- end a -->\n<!-- begin b -->\nkept\n<!-- end b -->\n"


def test_a_page_without_the_part_is_left_alone(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# A\n")

    with pytest.raises(ValueError, match="no place named a"):
        replace_part(page, "a", "new")

    assert page.read_text() == "# A\n"
