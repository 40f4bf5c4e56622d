from typing import Any

import pytest

from accounts.models import User
from artifacts.enums import KindName
from artifacts.errors import VersionConflict
from artifacts.models import ArtifactVersion
from artifacts.operations import parse_operations
from artifacts.reading import find_version, open_version
from artifacts.services import revise_artifact
from tests.artifacts.conftest import MakeArtifact

VANS = "| Van | Price |\n|---|--:|\n| A | 1 |\n| B | 2 |\n"


def set_cells(at: str, *values: Any) -> list[Any]:
    return parse_operations([{"op": "set_cells", "at": at, "values": [list(values)]}])


def rows(version: ArtifactVersion) -> Any:
    return open_version(version).window(0, 100)


def test_create_artifact_stores_typed_rows(make_artifact: MakeArtifact) -> None:
    version = make_artifact(VANS)
    assert rows(find_version(version.artifact)) == [["A", 1], ["B", 2]]
    assert version.artifact.search_text.startswith("Vans")


def test_revise_makes_next_version_and_keeps_old(make_artifact: MakeArtifact, user: User) -> None:
    first = make_artifact(VANS)
    second = revise_artifact(artifact=first.artifact, actor=user, expected_version=1, operations=set_cells("B1", 9))
    assert second.number == 2
    assert rows(second) == [["A", 9], ["B", 2]]
    assert rows(find_version(first.artifact, 1)) == [["A", 1], ["B", 2]]


def test_revise_stale_on_same_cell_conflicts(make_artifact: MakeArtifact, user: User) -> None:
    first = make_artifact(VANS)
    revise_artifact(artifact=first.artifact, actor=user, expected_version=1, operations=set_cells("B1", 9))
    with pytest.raises(VersionConflict) as caught:
        revise_artifact(artifact=first.artifact, actor=user, expected_version=1, operations=set_cells("B1", 1))
    assert caught.value.facts == {"current_version": 2}


def test_revise_stale_on_other_cell_is_rebased(make_artifact: MakeArtifact, user: User) -> None:
    first = make_artifact(VANS)
    revise_artifact(artifact=first.artifact, actor=user, expected_version=1, operations=set_cells("B1", 9))
    third = revise_artifact(artifact=first.artifact, actor=user, expected_version=1, operations=set_cells("A2", "C"))
    assert rows(third) == [["A", 9], ["C", 2]]


def test_sheet_create_computes_and_revises(make_artifact: MakeArtifact, user: User) -> None:
    first = make_artifact(
        {"sheets": [{"name": "S", "cells": {"A1": 40, "A2": 2, "A3": "=SUM(A1:A2)"}}]}, KindName.SPREADSHEET
    )
    assert open_version(find_version(first.artifact)).content().sheets[0].cells[3, 1].value == 42
    second = revise_artifact(artifact=first.artifact, actor=user, expected_version=1, operations=set_cells("A1", 1))
    assert open_version(second).content().sheets[0].cells[3, 1].value == 3


def test_document_section_is_replaced(make_artifact: MakeArtifact, user: User) -> None:
    first = make_artifact("# Note\n\nHello\n\n## Next\n\n- a\n", KindName.DOCUMENT)
    ops = parse_operations([{"op": "replace_section", "section": "next", "text": "## Next\n\n- b"}])
    second = revise_artifact(artifact=first.artifact, actor=user, expected_version=1, operations=ops)
    assert open_version(second).text == "# Note\n\nHello\n\n## Next\n\n- b\n"
