"""Edits made on an older version: which of them still fit the newest one. Kinds have tests of their own."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import User
from artifacts.kinds.catalogue import parse_operations
from artifacts.rows.enums import KindName
from artifacts.rows.errors import VersionConflict
from artifacts.rows.models import Artifact, ArtifactVersion
from artifacts.versions.reading import find_version
from artifacts.versions.rebase import fitting
from artifacts.versions.write import revise_artifact
from tests.artifacts.conftest import MakeArtifact

After = Callable[..., ArtifactVersion]
SHEETS = {"sheets": [{"name": "S", "cells": {"A1": 1, "B1": 2, "A2": 3, "B2": 4}}]}


def set_cell(at: str, value: Any = "x") -> dict[str, Any]:
    return {"op": "set_cells", "at": at, "values": [[value]]}


def rows_at(at: int) -> dict[str, Any]:
    return {"op": "insert_rows", "sheet": "S", "at": at, "count": 1}


@pytest.fixture
def after(make_artifact: MakeArtifact, user: User) -> After:
    """Return a function that makes a sheet, edits it, each edit a version, and returns the newest one."""

    def make(*edits: dict[str, Any]) -> ArtifactVersion:
        artifact = make_artifact(SHEETS, KindName.SPREADSHEET).artifact
        for number, edit in enumerate(edits, 1):
            operations = parse_operations([edit])
            revise_artifact(artifact=artifact, actor=user, expected_version=number, operations=operations)
        return find_version(Artifact.objects.get(pk=artifact.pk))

    return make


def fits(head: ArtifactVersion, expected: int, *raw: dict[str, Any]) -> bool:
    """Tell whether they are taken as they are; a conflict names the newest version."""
    operations = parse_operations(list(raw))
    try:
        return list(fitting(head, expected, operations)) == list(operations)
    except VersionConflict as conflict:
        return conflict.facts != {"current_version": head.number}


def test_what_was_made_on_the_newest_fits_whatever_it_is(after: After) -> None:
    assert fits(after(rows_at(1)), 2, set_cell("A1"), rows_at(1))


@pytest.mark.parametrize(
    ("edit", "operation", "is_fit"),
    [
        (set_cell("A1"), set_cell("B2"), True),
        (set_cell("A1"), set_cell("A1"), False),
        (set_cell("A1", 1), set_cell("A2"), True),
        (rows_at(1), set_cell("B2"), False),
        (set_cell("A1"), {"op": "rename_artifact", "title": "New"}, True),
        ({"op": "rename_artifact", "title": "Theirs"}, {"op": "rename_artifact", "title": "Mine"}, False),
        ({"op": "rename_artifact", "title": "Theirs"}, set_cell("A1"), True),
    ],
    ids=["elsewhere", "same place", "as it was", "moved", "untouched title", "both titles", "title and cell"],
)
def test_an_edit_of_the_version_before_fits_where_its_place_reads_as_it_did(
    after: After, edit: dict[str, Any], operation: dict[str, Any], is_fit: bool
) -> None:
    assert fits(after(edit), 1, operation) is is_fit


def test_one_operation_that_does_not_fit_is_enough(after: After) -> None:
    head = after(set_cell("A1"))

    assert fits(head, 1, set_cell("B1"), set_cell("B2"))
    for operations in ((set_cell("A1"), set_cell("B2")), (set_cell("B2"), set_cell("A1"))):
        assert not fits(head, 1, *operations)


def test_what_moved_before_the_version_does_not_matter(after: After) -> None:
    head = after(rows_at(1), set_cell("A1"))

    assert fits(head, 2, set_cell("B3"))
    assert not fits(head, 1, set_cell("B3"))


def test_rows_behind_the_last_one_fit_where_it_is_the_last_still(make_artifact: MakeArtifact, user: User) -> None:
    def table_after(edit: dict[str, Any]) -> ArtifactVersion:
        artifact = make_artifact("| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n").artifact
        operations = parse_operations([edit])
        revise_artifact(artifact=artifact, actor=user, expected_version=1, operations=operations)
        return find_version(Artifact.objects.get(pk=artifact.pk))

    behind = {"op": "insert_rows", "at": 3, "count": 1}
    assert fits(table_after(set_cell("A1", "9")), 1, behind)
    assert not fits(table_after(set_cell("A1", "9")), 2 + 1, behind)


@pytest.mark.parametrize("expected", [0, 3, 99])
def test_a_version_that_is_not_there_is_a_conflict(after: After, expected: int) -> None:
    assert not fits(after(set_cell("A1")), expected, set_cell("B2"))
