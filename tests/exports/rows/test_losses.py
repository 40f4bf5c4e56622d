"""Losses of exports: each code that a job stores has a sentence."""

import pytest

from artifacts.kinds.spreadsheet.content import Sheet, SheetCell, SpreadsheetContent, ValueType
from exports.rows.enums import FormatName
from exports.rows.losses import ExportLoss, Losses
from exports.shown.jobs import view_losses
from tests.exports.conftest import MakeFile


@pytest.mark.parametrize("loss", ExportLoss)
def test_every_loss_has_a_sentence_of_its_own(loss: ExportLoss) -> None:
    sentence = str(loss.label)
    assert sentence.endswith(".")
    assert sentence[0].isupper()
    assert "%" not in sentence
    assert [other for other in ExportLoss if other.label == loss.label] == [loss]


def test_a_cell_that_cannot_be_written_is_named_with_a_sentence(make_file: MakeFile) -> None:
    cells = {(1, 1): SheetCell("\x07", "\x07", ValueType.TEXT), (2, 1): SheetCell("x", "x", ValueType.TEXT)}
    made = make_file(SpreadsheetContent([Sheet("S", cells)]), FormatName.XLSX)
    assert made.rendered.losses == {"control_characters": 1, "emptied_cells": 1}
    texts = {view.code: view.text for view in view_losses(dict(made.rendered.losses))}
    assert texts["emptied_cells"] == "Cells that held nothing but control characters are empty."


def test_a_code_of_another_release_is_named_as_something() -> None:
    assert [view.text for view in view_losses({"of_tomorrow": 1})] == [str(ExportLoss.OTHER.label)]


def test_seen_leaves_out_what_did_not_happen() -> None:
    losses = Losses()
    losses[ExportLoss.UNTAGGED] += 0
    losses[ExportLoss.LINE_BREAKS] += 2
    assert losses.seen() == {"line_breaks_as_br": 2}
