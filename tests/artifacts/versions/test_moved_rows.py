"""Edits made on an older version of a table, where rows have moved since: they find their rows, or are refused."""

from typing import Any

import pytest

from accounts.models import User
from artifacts.kinds.catalogue import parse_operations
from artifacts.rows.enums import KindName
from artifacts.rows.errors import VersionConflict
from artifacts.rows.models import ArtifactVersion
from artifacts.versions.reading import open_version
from artifacts.versions.write import revise_artifact
from tests.artifacts.conftest import MakeArtifact

TABLE = "| Item | Price |\n|---|---|\n| Pen | 2 |\n| Book | 10 |\n| Lamp | 30 |\n"
ABOVE = {"op": "insert_rows", "at": 1, "values": [["Cup", 4]]}
pytestmark = pytest.mark.django_db


@pytest.fixture
def table(make_artifact: MakeArtifact) -> ArtifactVersion:
    return make_artifact(TABLE, KindName.TABLE)


def revise(version: ArtifactVersion, user: User, expected: int, *raw: dict[str, Any]) -> list[list[Any]]:
    """Apply operations made on version `expected`, and return the rows."""
    operations = parse_operations(list(raw))
    new = revise_artifact(artifact=version.artifact, actor=user, expected_version=expected, operations=operations)
    version.artifact.refresh_from_db()
    return [list(row) for row in open_version(new).iter_rows()]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("operation", "rows"),
    [
        ({"op": "set_cells", "at": "B2", "values": [[11]]}, [["Cup", 4], ["Pen", 2], ["Book", 11], ["Lamp", 30]]),
        ({"op": "clear_cells", "range": "B2:B3"}, [["Cup", 4], ["Pen", 2], ["Book", None], ["Lamp", None]]),
        ({"op": "delete_rows", "at": 3}, [["Cup", 4], ["Pen", 2], ["Book", 10]]),
        (
            {"op": "insert_rows", "at": 2, "values": [["Mug", 5]]},
            [["Cup", 4], ["Pen", 2], ["Mug", 5], ["Book", 10], ["Lamp", 30]],
        ),
        (
            {"op": "insert_columns", "at": 3, "columns": [{"name": "VAT"}], "values": [["a"], ["b"], ["c"]]},
            [["Cup", 4, None], ["Pen", 2, "a"], ["Book", 10, "b"], ["Lamp", 30, "c"]],
        ),
    ],
)
def test_an_edit_finds_its_rows_below_a_new_one(
    table: ArtifactVersion, user: User, operation: dict[str, Any], rows: list[list[Any]]
) -> None:
    revise(table, user, 1, ABOVE)
    assert revise(table, user, 1, operation) == rows


@pytest.mark.parametrize(
    "changed",
    [
        {"op": "set_cells", "at": "B3", "values": [[12]]},
        {"op": "delete_rows", "at": 3},
        {"op": "delete_columns", "at": 2},
    ],
)
def test_an_edit_of_what_was_changed_is_refused(table: ArtifactVersion, user: User, changed: dict[str, Any]) -> None:
    revise(table, user, 1, ABOVE)
    revise(table, user, 2, changed)
    with pytest.raises(VersionConflict):
        revise(table, user, 1, {"op": "set_cells", "at": "B2", "values": [[11]]})


def test_what_follows_an_operation_that_moves_rows_has_no_place(table: ArtifactVersion, user: User) -> None:
    revise(table, user, 1, ABOVE)
    with pytest.raises(VersionConflict):
        revise(table, user, 1, {"op": "delete_rows", "at": 1}, {"op": "set_cells", "at": "B1", "values": [[11]]})


def test_a_row_among_equal_ones_of_which_one_was_changed_is_not_guessed(
    make_artifact: MakeArtifact, user: User
) -> None:
    version = make_artifact("| Item | Price |\n|---|---|\n| Pen | 2 |\n| Pen | 2 |\n", KindName.TABLE)
    revise(version, user, 1, {"op": "set_cells", "at": "B1", "values": [[3]]})

    with pytest.raises(VersionConflict):
        revise(version, user, 1, {"op": "set_cells", "at": "B1", "values": [[4]]})
    assert revise(version, user, 1, {"op": "set_cells", "at": "B2", "values": [[5]]}) == [["Pen", 3], ["Pen", 5]]
