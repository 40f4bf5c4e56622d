"""A stored workbook reads as it was written, from its blocks alone and from what this process has read before."""

from typing import Any

import pytest

from artifacts.kinds.registry import kind
from artifacts.kinds.spreadsheet import recent
from artifacts.kinds.spreadsheet.content import SheetCell, SpreadsheetContent
from artifacts.kinds.spreadsheet.parse import read_json
from artifacts.kinds.spreadsheet.stored import StoredSpreadsheet, decode, encode, store
from artifacts.limits import SPREADSHEET_CELLS
from artifacts.operations import parse_operations

CELLS: dict[str, Any] = {"A1": 1, "A2": 2.5, "A3": "word", "A4": True, "A5": "=A1/0", "A6": "=A1&A3", "A7": "5 %"}


@pytest.fixture(autouse=True)
def nothing_read_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recent, "_kept", type(recent._kept)())


def workbook(cells: dict[str, Any]) -> SpreadsheetContent:
    return read_json({"sheets": [{"name": "S", "cells": cells}, {"name": "Other", "cells": {"A1": "=S!A1"}}]}).content


def reread(spreadsheet: StoredSpreadsheet) -> tuple[StoredSpreadsheet, list[str]]:
    """Return what the blocks hold, and the digests that were asked for so far."""
    encoded = encode(spreadsheet)
    asked: list[str] = []

    def fetch(digest: str) -> bytes:
        asked.append(digest)
        return encoded.blocks[digest]

    return decode(encoded.manifest, encoded.digests, fetch), asked


def cells_of(spreadsheet: StoredSpreadsheet) -> list[dict[tuple[int, int], SheetCell]]:
    return [sheet.cells for sheet in spreadsheet.content().sheets]


def test_workbook_reads_as_it_was_written() -> None:
    written = store(workbook(CELLS))
    read, asked = reread(written)
    recent._kept.clear()

    assert cells_of(read) == cells_of(written)
    assert len(asked) == 2


def test_workbook_that_was_written_here_is_not_read_again() -> None:
    written = store(workbook(CELLS))
    read, asked = reread(written)

    assert cells_of(read) == cells_of(written)
    assert asked == []


def test_edit_leaves_what_is_kept_as_it_was() -> None:
    read, _asked = reread(store(workbook(CELLS)))
    before = [dict(cells) for cells in cells_of(read)]
    steps = parse_operations(
        [
            {"op": "set_cells", "at": "A1", "values": [[7]]},
            {"op": "clear_cells", "range": "A3:A4"},
            {"op": "insert_rows", "at": 1, "count": 2},
        ]
    )
    changed = kind("spreadsheet").apply(read, steps)

    assert cells_of(read) == before
    assert cells_of(changed) != before


def test_sheets_are_kept_up_to_the_cells_of_one_spreadsheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recent, "SPREADSHEET_CELLS", SPREADSHEET_CELLS.__class__("few", 8, ""))
    first, asked = reread(store(workbook({"A1": 1, "A2": 2, "A3": 3})))
    reread(store(workbook({f"A{row}": row for row in range(1, 7)})))

    assert len(first.content().sheets[0].cells) == 3
    assert len(asked) == 1  # the other sheet is the same in both
