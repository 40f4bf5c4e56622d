"""Which of Excel's functions the engine computes: the documents name the others."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from openpyxl.utils import FORMULAE

from artifacts.kinds.spreadsheet.engine.calculate import calculate
from artifacts.kinds.spreadsheet.functions import NEWER_FUNCTIONS
from artifacts.kinds.spreadsheet.parse import read_json

NOT_COMPUTED = {"#NAME?", "#N/IMPL!"}


@pytest.fixture(scope="module")
def lacking() -> set[str]:
    names = sorted(FORMULAE | NEWER_FUNCTIONS)
    together = unknown(names)
    return {name for name in together if unknown([name])}  # a workbook is computed by the engine that knows more of it


def unknown(names: list[str]) -> set[str]:
    cells = {f"A{row}": f"={name}()" for row, name in enumerate(names, 1)}
    sheet = calculate(read_json({"sheets": [{"name": "S", "cells": cells}]}).content).sheets[0]
    return {name for row, name in enumerate(names, 1) if sheet.cells[row, 1].value in NOT_COMPUTED}


def test_page_names_every_function_that_is_not_computed(lacking: set[str]) -> None:
    page = (Path(settings.BASE_DIR) / "docs" / "spreadsheets.md").read_text()
    listed = page.partition("## Not computed")[2].partition("\n## ")[0]

    assert set(re.findall(r"`([A-Z0-9.]+)`", listed)) >= lacking
