"""A stored workbook reads as it was written, from its blocks alone and from what this process has read before."""

from dataclasses import replace
from typing import Any

import pytest

from artifacts.kinds.catalogue import parse_operations
from artifacts.kinds.registry import kind
from artifacts.kinds.spreadsheet import recent
from artifacts.kinds.spreadsheet.content import SheetCell, SpreadsheetContent
from artifacts.kinds.spreadsheet.parse import read_json
from artifacts.kinds.spreadsheet.stored import StoredSpreadsheet, decode, encode, store
from artifacts.rows.errors import OverLimit
from artifacts.rows.limits import SPREADSHEET_CELLS

CELLS: dict[str, Any] = {"A1": 1, "A2": 2.5, "A3": "word", "A4": True, "A5": "=A1/0", "A6": "=A1&A3", "A7": "5 %"}


@pytest.fixture(autouse=True)
def nothing_read_before() -> None:
    recent.clear()


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
    recent.clear()

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


def test_edit_of_a_cell_reads_and_writes_its_band_alone() -> None:
    plain = read_json({"sheets": [{"name": "S", "cells": {f"A{row}": row for row in range(1, 2_001)}}]}).content
    read, asked = reread(store(plain))
    recent.clear()
    changed = kind("spreadsheet").apply(
        read,
        parse_operations(
            [
                {"op": "set_cells", "at": "A700", "values": [["word"]]},
                {"op": "set_format", "range": "A701", "format": "0.0"},
                {"op": "clear_cells", "range": "A702:A703"},
            ]
        ),
    )
    encoded = encode(changed)

    assert asked == [encode(read).digests[1]]
    assert len(encoded.blocks) == 1
    assert [at for at, digest in enumerate(encoded.digests) if digest in encoded.blocks] == [1]
    assert [changed.sheets[0].row_count, len(changed.content().sheets[0].cells)] == [2_000, 1_998]


def test_version_from_before_facts_reads_as_it_was_and_gets_them() -> None:
    written = store(workbook(CELLS))
    encoded = encode(written)
    for sheet in encoded.manifest["sheets"]:
        del sheet["facts"]
    old = decode(encoded.manifest, encoded.digests, encoded.blocks.__getitem__)
    again = encode(old)

    assert (old.sheets[0].row_count, cells_of(old)) == (7, cells_of(written))
    assert again.manifest == encode(written).manifest
    assert again.blocks == {}


def test_bytes_are_given_until_the_state_was_read_from_storage() -> None:
    """A state may be encoded twice when somebody else was faster the first time."""
    written = store(workbook(CELLS))

    assert encode(written).blocks == encode(written).blocks != {}


def test_row_and_column_counts_follow_what_is_removed() -> None:
    read, _asked = reread(store(workbook({"A1": 1, "C1200": 2, "B3": "=A1"})))
    changed = kind("spreadsheet").apply(read, parse_operations([{"op": "clear_cells", "range": "C1200"}]))

    assert [(sheet.row_count, sheet.column_count) for sheet in changed.sheets] == [(3, 2), (1, 1)]
    assert list(changed.sheets[0].bands) == [0]


def test_too_many_cells_by_single_edits_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    read, _asked = reread(store(workbook({"A1": 1, "A600": 2})))
    monkeypatch.setattr("artifacts.kinds.spreadsheet.workbook.SPREADSHEET_CELLS", replace(SPREADSHEET_CELLS, most=3))
    with pytest.raises(OverLimit):
        kind("spreadsheet").apply(read, parse_operations([{"op": "set_cells", "at": "B1", "values": [[1]]}]))


def test_sheets_are_kept_up_to_the_cells_of_one_spreadsheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recent, "SPREADSHEET_CELLS", replace(SPREADSHEET_CELLS, most=8))
    first, asked = reread(store(workbook({"A1": 1, "A2": 2, "A3": 3})))
    reread(store(workbook({f"A{row}": row for row in range(1, 7)})))

    assert len(first.content().sheets[0].cells) == 3
    assert len(asked) == 1  # the other sheet is the same in both
