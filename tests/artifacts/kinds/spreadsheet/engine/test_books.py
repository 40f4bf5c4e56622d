"""A workbook that an engine process knows is computed by its changes: nobody may see a difference."""

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from artifacts.kinds.spreadsheet import bands, recent
from artifacts.kinds.spreadsheet.content import Sheet, SheetCell, SpreadsheetContent, ValueType
from artifacts.kinds.spreadsheet.engine.books import Books, changes_between
from artifacts.kinds.spreadsheet.engine.calculate import _entered
from artifacts.kinds.spreadsheet.engine.interface import Book
from artifacts.kinds.spreadsheet.engine.process import answer
from artifacts.kinds.spreadsheet.parse import read_json, typed_cell
from artifacts.kinds.spreadsheet.stored import decode, encode
from artifacts.kinds.spreadsheet.workbook import Draft, StoredSpreadsheet, bands_between, in_memory
from artifacts.rows.errors import CalculationFailed

BLOCKS: dict[str, bytes] = {}


class Engine:
    """The engine without its process; counts what it was asked for."""

    def __init__(self) -> None:
        self.books: dict[int, Book] = {}
        self.asked: list[str] = []

    def __call__(self, request: dict[str, Any]) -> dict[str, Any]:
        self.asked.append("sheets" if "sheets" in request else "changes")
        return answer(request, self.books)


def workbook(cells: dict[str, Any], name: str = "S") -> StoredSpreadsheet:
    raw = {"sheets": [{"name": name, "cells": cells}, {"name": "Other", "cells": {"A1": 2}}]}
    return in_memory(read_json(raw).content)


def stored(book: StoredSpreadsheet) -> StoredSpreadsheet:
    """Return the workbook as the next edit reads it."""
    encoded = encode(book)
    BLOCKS.update(encoded.blocks)
    return decode(encoded.manifest, encoded.digests, BLOCKS.__getitem__)


def with_cell(book: StoredSpreadsheet, place: tuple[int, int], raw: Any) -> StoredSpreadsheet:
    """Return the workbook with one cell typed again as operations do it."""
    first = book.sheets[0]
    numbers = bands_between(first, place[0], place[0])
    cells = dict(book.part(None, place[0], place[0]).sheets[0].cells)
    cells.pop(place, None)
    if raw is not None:
        cells[place] = typed_cell(raw)
    draft = Draft(book)
    draft.replace(0, numbers, cells)
    return draft.closed()


def values(book: StoredSpreadsheet) -> list[dict[tuple[int, int], SheetCell]]:
    return [dict(sorted(sheet.cells.items())) for sheet in book.content().sheets]


INPUTS = st.sampled_from(
    [
        None, 0, 1, 2.5, True, "1", "word", "#N/A", "2024-01-31", "5 %", "€ 3", "=A1+1", "=A1&B2", "=SUM(A1:B3)",
        "=B1", "=A2*Other!A1", "=1/A1", "=IF(A1>1,A2,B1)", "=SEQUENCE(2)", "=SEQUENCE(A1,2)", "=A1:A2", "=TODAY()-A1",
        "=PMT(0.01,A1,100)", "=A1=1", "=NOPE(A1)", "=1+", '=IF(A1=1,"#N/A",NA())', "=TRANSPOSE(A1:A2)",
        "=COUNTA(A1:C4)",
    ]
)  # fmt: skip
PLACES = st.tuples(st.integers(1, 4), st.integers(1, 3))


EDITS = st.tuples(PLACES, INPUTS, st.integers(0, 2))


@example({(1, 3): "=IF(A1>1,A2,B1)"}, [((2, 1), "=COUNTA(A1:C4)", 0), ((1, 3), 1, 0)])  # a cycle comes and goes
@settings(max_examples=100, deadline=None)
@given(st.dictionaries(PLACES, INPUTS, max_size=6), st.lists(EDITS, min_size=1, max_size=5))
def test_edited_workbook_is_computed_as_one_never_seen(
    first: dict[tuple[int, int], Any], edits: list[tuple[tuple[int, int], Any, int]]
) -> None:
    """Edits are made on the newest version, or on one that stood some versions before it, in bands of two rows."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bands, "SHEET_ROWS_PER_BLOCK", 2)
        content = workbook({})
        for place, raw in first.items():
            content = with_cell(content, place, raw)
        kept, engine = Books(), Engine()
        versions = [stored(kept.compute(_entered(content), engine))]
        for place, raw, back in edits:
            content = with_cell(versions[max(0, len(versions) - 1 - back)], place, raw)
            fresh = Books().compute(_entered(in_memory(content.content())), Engine())
            content = kept.compute(_entered(content), engine)
            assert values(content) == values(fresh)
            versions.append(stored(content))
            assert values(versions[-1]) == values(fresh)
            assert encode(versions[-1]).manifest == encode(fresh).manifest


def test_edit_asks_for_its_cells_only() -> None:
    kept, engine = Books(), Engine()
    content = kept.compute(_entered(workbook({"A1": 1, "A2": "=A1*2", "B1": "=A2+1"})), engine)
    content = kept.compute(_entered(with_cell(content, (1, 1), 5)), engine)

    assert engine.asked == ["sheets", "changes"]
    assert [values(content)[0][place].value for place in ((1, 1), (2, 1), (1, 2))] == [5, 10, 11]


def test_older_version_of_a_known_workbook_gets_its_values_again() -> None:
    kept, engine = Books(), Engine()
    first = kept.compute(_entered(workbook({"A1": 1, "A2": "=A1*2"})), engine)
    kept.compute(_entered(with_cell(first, (1, 1), 5)), engine)

    assert values(kept.compute(_entered(first), engine)) == values(first)
    assert engine.asked == ["sheets", "changes", "changes"]


def test_bands_that_both_have_are_not_read() -> None:
    cells: dict[str, Any] = {f"A{row}": row for row in range(1, 1_201)}
    kept, engine = Books(), Engine()
    first = kept.compute(_entered(workbook(cells | {"B1": "=A1*2"})), engine)
    asked: list[str] = []
    encoded = encode(first)

    def fetch(digest: str) -> bytes:
        asked.append(digest)
        return encoded.blocks[digest]

    recent.clear()
    book = with_cell(decode(encoded.manifest, encoded.digests, fetch), (1, 1), 5)
    computed = kept.compute(_entered(book), engine)

    assert computed.rows("S", 1, 1)[1, 2].value == 10
    assert asked == [encoded.digests[0]]
    assert [*encode(computed).blocks] != []
    assert encode(computed).digests[1:] == encoded.digests[1:]


def test_format_that_a_formula_implies_goes_to_it_alone() -> None:
    kept, engine = Books(), Engine()
    content = kept.compute(_entered(workbook({"A1": 1, "A2": "=B1*2", "A3": "=TODAY()-A1", "A4": "=A1*3"})), engine)
    content = kept.compute(_entered(with_cell(content, (1, 1), 5)), engine)

    assert engine.asked == ["sheets", "changes"]
    assert [values(content)[0][row, 1].format for row in (1, 2, 3, 4)] == [None, None, "yyyy-mm-dd", None]


@pytest.mark.parametrize(
    "raw", ["2024-01-31", "=TODAY()", "=SEQUENCE(2)"], ids=["number format", "implied format", "spill"]
)
def test_change_that_others_depend_on_in_another_way_asks_for_the_whole(raw: str) -> None:
    kept, engine = Books(), Engine()
    content = kept.compute(_entered(workbook({"A1": 1, "A2": "=A1*2"})), engine)
    content = kept.compute(_entered(with_cell(content, (1, 3), raw)), engine)

    assert engine.asked[-1] == "sheets"
    assert values(content) == values(Books().compute(_entered(content), Engine()))


def test_many_changes_are_another_workbook() -> None:
    before = _entered(workbook({f"A{row}": row for row in range(1, 1_501)}))
    shorter = _entered(workbook({f"A{row}": row for row in range(1, 1_001)}))

    other = _entered(workbook({f"A{row}": -row for row in range(1, 1_501)}))

    assert changes_between(before, Draft(other)) is None
    assert sorted(changes_between(before, Draft(shorter)) or []) == [
        [0, row, 1, None, None, None] for row in range(1_001, 1_501)
    ]


def test_workbooks_are_dropped_from_the_oldest_on() -> None:
    kept, engine = Books(), Engine()
    for number in range(6):
        kept.compute(_entered(workbook({"A1": "=1+1"}, f"Sheet {number}")), engine)
    assert len(engine.books) == 4

    kept.compute(_entered(workbook({"A1": "=1+1"}, "Sheet 0")), engine)
    kept.compute(_entered(workbook({"A1": "=1+1"}, "Sheet 5")), engine)
    assert engine.asked == ["sheets"] * 7 + ["changes"]


def test_engine_that_lost_a_workbook_is_sent_it_again() -> None:
    kept, engine = Books(), Engine()
    content = kept.compute(_entered(workbook({"A1": 1, "A2": "=A1*2"})), engine)
    engine.books.clear()
    content = kept.compute(_entered(with_cell(content, (1, 1), 5)), engine)

    assert values(content)[0][2, 1].value == 10


def test_failure_forgets_what_the_process_held() -> None:
    kept, engine = Books(), Engine()
    content = kept.compute(_entered(workbook({"A1": 1, "A2": "=A1*2"})), engine)
    with pytest.raises(CalculationFailed):
        kept.compute(_entered(with_cell(content, (1, 1), 5)), lambda _request: {"failed": "MemoryError"})
    kept.compute(_entered(with_cell(content, (1, 1), 5)), engine)

    assert engine.asked == ["sheets", "sheets"]


def test_format_of_a_cell_that_a_formula_spills_into_stays() -> None:
    content = in_memory(
        SpreadsheetContent([Sheet("S", {(1, 1): typed_cell("=SEQUENCE(2)"), (2, 1): SheetCell(None, format="0.00")})])
    )
    kept, engine = Books(), Engine()
    for _time in range(2):
        content = kept.compute(_entered(content), engine)
        assert values(content)[0][2, 1] == SheetCell(None, 2, ValueType.NUMBER, "0.00")
