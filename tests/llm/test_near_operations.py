"""Operations nearly right, as small models write them."""

from typing import Any

import pytest

from artifacts.kinds.catalogue import read_operations
from artifacts.rows.enums import KindName
from llm.near_operations import near_enough


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (
            {"op": "insert_columns", "at": 3, "columns": ["VAT"], "values": [0.4, 2]},
            {"op": "insert_columns", "at": 3, "columns": [{"name": "VAT"}], "values": [[0.4], [2]]},
        ),
        (
            {"op": "Insert-Column", "at": 3, "name": "VAT", "type": "number", "values": [[0.4, 2]]},
            {"op": "insert_columns", "at": 3, "columns": [{"name": "VAT", "type": "number"}], "values": [[0.4], [2]]},
        ),
        ({"op": "insert_rows", "at": "2", "values": ["x", 1]}, {"op": "insert_rows", "at": 2, "values": [["x", 1]]}),
        ({"op": "set_cell", "at": "B2", "value": 7}, {"op": "set_cells", "at": "B2", "values": [[7]]}),
        (
            {"op": "set_cells", "at": "B2", "values": "x", "sheet": None},
            {"op": "set_cells", "at": "B2", "values": [["x"]]},
        ),
        ({"op": "remove_row", "at": 1}, {"op": "delete_rows", "at": 1}),
        (
            {"op": "sort", "column": "Price", "order": "desc"},
            {"op": "sort", "by": [{"column": "Price", "descending": True}]},
        ),
        ({"op": "sort", "by": ["Price"]}, {"op": "sort", "by": [{"column": "Price"}]}),
        (
            {"op": "set_cells", "at": "B2", "values": [["x", 1], ["y", 2]]},
            {"op": "set_cells", "at": "B2", "values": [["x", 1], ["y", 2]]},
        ),
    ],
)
def test_what_is_plainly_meant_is_put_right(written: dict[str, Any], meant: dict[str, Any]) -> None:
    assert near_enough([written]) == [meant]
    assert read_operations([meant], KindName.TABLE)


def test_what_could_mean_anything_stays_to_be_refused() -> None:
    assert near_enough([{"op": "add_column", "name": "VAT"}]) == [{"op": "add_column", "name": "VAT"}]
