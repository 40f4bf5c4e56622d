from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from artifacts.kinds.catalogue import parse_operations
from artifacts.kinds.registry import kind
from artifacts.kinds.spreadsheet import recent
from artifacts.kinds.table.content import Column, TableContent
from artifacts.kinds.table.stored import StoredTable, decode, encode, store
from artifacts.rows.enums import KindName
from artifacts.versions.compare.differences import diff_contents
from artifacts.versions.compare.moves import moved_rows
from artifacts.versions.compare.words import diff_texts


def make(rows: list[list[Any]]) -> StoredTable:
    table = store(TableContent((Column("c1", "A"), Column("c2", "B")), rows))
    encoded = encode(table)
    return decode(encoded.manifest, encoded.digests, encoded.blocks.__getitem__)


def changed(table: StoredTable, *raw: dict[str, Any]) -> StoredTable:
    result: StoredTable = kind(KindName.TABLE).apply(table, parse_operations(list(raw)))
    return result


def test_changed_cell_is_the_only_difference() -> None:
    table = make([[n, f"v{n}"] for n in range(3_000)])
    diff = diff_contents(table, changed(table, {"op": "set_cells", "at": "B1500", "values": [["new"]]})).to_json()
    assert diff["cells"] == [
        {"row": 1500, "column": 2, "at": "B1500", "before": "v1499", "after": "new", "sheet": None}
    ]
    assert diff["counts"] == {
        "cells_added": 0,
        "cells_changed": 1,
        "cells_removed": 0,
        "rows_added": 0,
        "rows_removed": 0,
        "rows_moved": 0,
    }


def test_only_blocks_that_differ_are_read() -> None:
    table = make([[n, f"v{n}"] for n in range(3_000)])
    encoded, read = encode(table), []

    def fetch(digest: str) -> bytes:
        read.append(digest)
        return blocks[digest]

    after = encode(changed(table, {"op": "set_cells", "at": "A1", "values": [[-1]]}))
    blocks = {**{digest: table.fetch(digest) for digest in encoded.digests}, **after.blocks}
    diff_contents(decode(encoded.manifest, encoded.digests, fetch), decode(after.manifest, after.digests, fetch))
    assert read == [encoded.digests[0], after.digests[0]]


def test_only_bands_of_a_sheet_that_differ_are_read() -> None:
    own = kind(KindName.SPREADSHEET)
    cells = {f"A{row}": row for row in range(1, 1_501)}
    before = own.encode(own.store(own.parse_json({"sheets": [{"name": "S", "cells": cells}]})))
    stored, read = own.decode(before.manifest, before.digests, before.blocks.__getitem__), []
    steps = parse_operations([{"op": "set_cells", "at": "A501", "values": [[-1]]}])
    after = own.encode(own.apply(stored, steps))
    blocks = {**before.blocks, **after.blocks}

    def fetch(digest: str) -> bytes:
        read.append(digest)
        return blocks[digest]

    recent.clear()
    sides = [own.decode(side.manifest, side.digests, fetch) for side in (before, after)]
    diff = diff_contents(*sides).to_json()

    assert [(cell["at"], cell["before"], cell["after"]) for cell in diff["cells"]] == [("A501", 501, -1)]
    assert read == [before.digests[1], after.digests[1]]


def test_inserted_and_deleted_rows_are_rows_not_cells() -> None:
    table = make([[n, f"v{n}"] for n in range(10)])
    after = changed(table, {"op": "insert_rows", "at": 3, "values": [["x", "y"]]}, {"op": "delete_rows", "at": 8})
    diff = diff_contents(table, after).to_json()
    assert diff["rows_added"] == [{"row": 3, "cells": ["x", "y"]}]
    assert diff["rows_removed"] == [{"row": 7, "cells": [6, "v6"]}]
    assert diff["cells"] == []


def test_columns_are_matched_by_key() -> None:
    table = make([[1, "x"]])
    after = changed(
        table,
        {"op": "rename_column", "column": "A", "name": "Z"},
        {"op": "insert_columns", "at": 1, "columns": [{"name": "New"}]},
    )
    diff = diff_contents(table, after).to_json()
    assert (diff["columns_added"], diff["columns_removed"], diff["columns_changed"]) == (["New"], [], [("A", "Z")])
    assert diff["cells"] == []


def test_spreadsheets_are_compared_by_input() -> None:
    own = kind(KindName.SPREADSHEET)
    base = own.store(own.parse_json({"sheets": [{"name": "S", "cells": {"A1": 1, "A2": "=A1", "B1": "x"}}]}))
    head = own.apply(
        base,
        parse_operations(
            [
                {"op": "set_cells", "at": "A1", "values": [[2, None]]},
                {"op": "add_sheet", "name": "T"},
            ]
        ),
    )
    diff = diff_contents(base, head).to_json()
    assert [(cell["at"], cell["before"], cell["after"], cell["sheet"]) for cell in diff["cells"]] == [
        ("A1", 1, 2, "S"),
        ("B1", "x", None, "S"),
    ]
    assert diff["sheets_added"] == ["T"]


def test_words_of_a_changed_line() -> None:
    diff = diff_texts("# A\n\nthe old word\n\nend\n", "# A\n\nthe new word\n\nend\n")
    assert [(piece.op, piece.text) for piece in diff.pieces] == [
        ("equal", "# A\n\nthe "),
        ("delete", "old"),
        ("insert", "new"),
        ("equal", " word\n\nend\n"),
    ]
    assert (diff.words_added, diff.words_removed) == (1, 1)


TEXT = st.lists(st.sampled_from(["a b", "c", "", "d e f", "# h"]), max_size=12).map("\n".join)


@given(TEXT, TEXT)
def test_pieces_make_up_both_texts(base: str, head: str) -> None:
    pieces = diff_texts(base, head).pieces
    assert "".join(piece.text for piece in pieces if piece.op != "insert") == base
    assert "".join(piece.text for piece in pieces if piece.op != "delete") == head


def test_long_texts_are_compared_at_their_ends() -> None:
    base = "".join(f"line {n}\n" for n in range(15_000))
    diff = diff_texts(base, base.replace("line 7000\n", "other\n"))
    assert [piece.op for piece in diff.pieces] == ["equal", "delete", "insert", "equal"]


ROWS = st.lists(st.lists(st.integers(0, 2), min_size=2, max_size=2), max_size=8)


@given(ROWS, ROWS)
def test_row_counts_add_up(base: list[list[Any]], head: list[list[Any]]) -> None:
    counts = diff_contents(make(base), make(head)).to_json()["counts"]
    assert len(base) + counts["rows_added"] - counts["rows_removed"] == len(head)


def test_rows_in_another_order_moved_and_nothing_else_changed() -> None:
    table = make([[n, f"v{n}"] for n in (3, 1, 2, 2)])
    diff = diff_contents(table, changed(table, {"op": "sort", "by": [{"column": "A"}]})).to_json()
    assert diff["rows_moved"] == [{"row": 4, "before": 1}]
    assert {name: count for name, count in diff["counts"].items() if count} == {"rows_moved": 1}
    assert not diff["cells"]
    assert not diff["rows_removed"]


@given(st.permutations(range(8)))
def test_moved_rows_taken_out_leave_the_others_in_order(order: list[int]) -> None:
    before, after = [str(number) for number in range(8)], [str(number) for number in order]
    moves = moved_rows(before, after)
    assert all(before[old] == after[new] for new, old in moves)
    moved = {old for _new, old in moves}
    staying = [number for number in order if number not in moved]
    assert staying == sorted(staying)
