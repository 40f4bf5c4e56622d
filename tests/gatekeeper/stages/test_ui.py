"""What was chosen by hand is decided before anything else is read."""

import pytest

from artifacts.rows.enums import KindName
from gatekeeper.classify import classify
from gatekeeper.decision import Context
from gatekeeper.enums import Action, Label, Mode, Stage
from gatekeeper.stages import ui


@pytest.mark.parametrize(
    ("text", "label", "rest"),
    [
        ("/table of teas", Label.TABLE, "of teas"),
        ("/TABLE of teas", Label.TABLE, "of teas"),
        ("  /doc a letter", Label.DOCUMENT, "a letter"),
        ("/document a letter", Label.DOCUMENT, "a letter"),
        ("/sheet budget", Label.SPREADSHEET, "budget"),
        ("/spreadsheet budget", Label.SPREADSHEET, "budget"),
        ("/chat why", Label.NONE, "why"),
        ("/table\nof teas", Label.TABLE, "of teas"),
        ("/table\nof teas and coffees", Label.TABLE, "of teas and coffees"),
        ("/table", Label.TABLE, ""),
        ("/tables of teas", None, "/tables of teas"),
        ("a /table of teas", None, "a /table of teas"),
        ("", None, ""),
    ],
)
def test_a_slash_command_at_the_beginning_names_the_kind(text: str, label: Label | None, rest: str) -> None:
    assert ui.split_command(text) == (label, rest)


@pytest.mark.parametrize(
    ("mode", "label"),
    [
        (Mode.CHAT, Label.NONE),
        (Mode.TABLE, Label.TABLE),
        (Mode.DOCUMENT, Label.DOCUMENT),
        (Mode.SPREADSHEET, Label.SPREADSHEET),
    ],
)
def test_a_mode_decides_surely(mode: Mode, label: Label) -> None:
    verdict = ui.judge("hello", Context(mode=mode))

    assert verdict is not None
    assert (verdict.label, verdict.confidence, verdict.stage) == (label, 1.0, Stage.UI)


def test_the_automatic_mode_decides_nothing() -> None:
    assert ui.judge("make a table", Context()) is None


def test_a_command_is_stronger_than_the_mode() -> None:
    verdict = ui.judge("/chat why", Context(mode=Mode.TABLE))

    assert verdict is not None
    assert verdict.codes == ("slash_command",)


def test_a_selection_is_edited() -> None:
    verdict = ui.judge("shorter", Context(open_artifact=KindName.DOCUMENT, has_selection=True))

    assert verdict is not None
    assert (verdict.label, verdict.codes) == (Label.EDIT, ("selection",))


def test_a_selection_of_nothing_open_is_none() -> None:
    assert ui.judge("shorter", Context(has_selection=True)) is None


def test_a_mode_of_the_selected_kind_edits_and_of_another_makes_a_new_one() -> None:
    chosen = Context(open_artifact=KindName.TABLE, has_selection=True, mode=Mode.TABLE)
    other = Context(open_artifact=KindName.TABLE, has_selection=True, mode=Mode.DOCUMENT)

    assert ui.judge("shorter", chosen).label == Label.EDIT  # type: ignore[union-attr]
    assert ui.judge("shorter", other).label == Label.DOCUMENT  # type: ignore[union-attr]


def test_a_gate_that_is_off_answers_but_hears_hands() -> None:
    off = Context(is_enabled=False)

    assert classify("make a table of teas", off).action == Action.ANSWER
    assert classify("/table teas", off).action == Action.CREATE
    assert [reason.code for reason in classify("make a table of teas", off).reasons] == ["gate_off"]
