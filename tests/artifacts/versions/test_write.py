import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from accounts.models import DailyUsage, User
from accounts.quotas import QuotaReached
from artifacts.kinds.catalogue import parse_operations
from artifacts.kinds.registry import kind
from artifacts.rows.completeness import Completeness
from artifacts.rows.enums import AuthorKind, KindName, Origin
from artifacts.rows.errors import VersionConflict
from artifacts.rows.models import Artifact, ArtifactVersion, ContentBlock
from artifacts.versions.reading import find_artifact, find_version, open_version
from artifacts.versions.write import (
    create_artifact,
    delete_artifact,
    prepare_replacement,
    record_opened,
    rename_artifact,
    restore_version,
    revise_artifact,
    write_prepared,
)
from common import events
from common.errors import NotFound
from tests.artifacts.conftest import MakeArtifact

Capture = Callable[..., Any]
VANS = "| Van | Price |\n|---|--:|\n| A | 1 |\n| B | 2 |\n"


def edit(artifact: Artifact, user: User, expected: int, *raw: dict[str, Any], **more: Any) -> ArtifactVersion:
    operations = parse_operations(list(raw))
    return revise_artifact(artifact=artifact, actor=user, expected_version=expected, operations=operations, **more)


def set_cell(at: str, value: Any) -> dict[str, Any]:
    return {"op": "set_cells", "at": at, "values": [[value]]}


def rows(version: ArtifactVersion) -> Any:
    return open_version(version).window(0, 100)  # type: ignore[union-attr]


def text(version: ArtifactVersion) -> str:
    return open_version(version).text  # type: ignore[union-attr]


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[events.Event]:
    """What was emitted."""
    found: list[events.Event] = []
    monkeypatch.setattr(events, "_sinks", [found.append])
    return found


def test_create_stores_typed_rows_and_search_text(make_artifact: MakeArtifact) -> None:
    version = make_artifact(VANS)
    artifact = Artifact.objects.get(pk=version.artifact_id)
    assert rows(find_version(artifact)) == [["A", 1], ["B", 2]]
    assert artifact.search_text == "Vans\nVan Price A B"
    assert (version.number, artifact.head_number, version.shape_number) == (1, 1, 1)


def test_create_takes_one_of_the_quota_only_if_it_succeeds(make_artifact: MakeArtifact, user: User) -> None:
    make_artifact(VANS)
    DailyUsage.objects.update(count=100)
    with pytest.raises(QuotaReached):
        make_artifact(VANS)
    assert Artifact.objects.count() == 1
    assert DailyUsage.objects.get(user=user).count == 100


def test_create_keeps_completeness_and_losses(user: User) -> None:
    version = create_artifact(
        owner=user,
        kind=KindName.TABLE,
        title=" A\ntitle\x00 ",
        content=kind("table").parse_text(VANS).content,
        origin=Origin.CHAT,
        author=AuthorKind.ASSISTANT,
        completeness=Completeness(50, 2, is_partial=True, unit="rows"),
        losses=["Something."],
    )
    assert (version.asked_for, version.delivered, version.is_partial) == (50, 2, True)
    assert (version.title, version.losses) == ("A title", ["Something."])


def test_events_tell_ids_and_enums(
    make_artifact: MakeArtifact,
    user: User,
    heard: list[events.Event],
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        artifact = make_artifact(VANS).artifact
        record_opened(artifact=artifact, user=user)
        edit(artifact, user, 1, set_cell("A1", "x"))
        edit(artifact, user, 2, set_cell("A1", "x"))
        restore_version(artifact=artifact, actor=user, number=1)
        delete_artifact(artifact=artifact, actor=user)
        delete_artifact(artifact=artifact, actor=user)
    assert [event.name for event in heard] == [
        "artifact_created",
        "artifact_opened",
        "artifact_edited",
        "artifact_restored",
        "artifact_deleted",
    ]
    assert heard[0].payload()["latency_ms"] > 0
    assert heard[2].payload() == {
        "user_id": user.pk,
        "artifact_id": str(artifact.pk),
        "kind": "table",
        "author": "user",
        "version": 2,
        "operations": 1,
    }


def test_revise_keeps_the_old_version(make_artifact: MakeArtifact, user: User) -> None:
    artifact = make_artifact(VANS).artifact
    second = edit(artifact, user, 1, set_cell("B1", 9))
    assert (second.number, rows(second)) == (2, [["A", 9], ["B", 2]])
    assert rows(find_version(artifact, 1)) == [["A", 1], ["B", 2]]


def test_revise_without_a_change_makes_no_version(make_artifact: MakeArtifact, user: User) -> None:
    artifact = make_artifact(VANS).artifact
    assert edit(artifact, user, 1, set_cell("B1", 1)).number == 1
    assert ArtifactVersion.objects.count() == 1


def test_revise_of_the_same_stale_cell_conflicts(make_artifact: MakeArtifact, user: User) -> None:
    artifact = make_artifact(VANS).artifact
    edit(artifact, user, 1, set_cell("B1", 9))
    with pytest.raises(VersionConflict) as caught:
        edit(artifact, user, 1, set_cell("B1", 1))
    assert caught.value.facts == {"current_version": 2}


def test_revise_of_another_stale_cell_is_rebased(make_artifact: MakeArtifact, user: User) -> None:
    artifact = make_artifact(VANS).artifact
    edit(artifact, user, 1, set_cell("B1", 9))
    assert rows(edit(artifact, user, 1, set_cell("A2", "C"))) == [["A", 9], ["C", 2]]


@pytest.mark.parametrize(
    ("between", "kept"),
    [
        ({"op": "insert_rows", "at": 1}, [[None, None], ["A", 1], ["C", 2]]),
        ({"op": "sort", "by": [{"column": 2, "descending": True}]}, [["C", 2], ["A", 1]]),
    ],
)
def test_revise_finds_a_row_that_moved(
    make_artifact: MakeArtifact, user: User, between: dict[str, Any], kept: list[list[Any]]
) -> None:
    artifact = make_artifact(VANS).artifact
    edit(artifact, user, 1, between)
    assert rows(edit(artifact, user, 1, set_cell("A2", "C"))) == kept


def test_revise_with_a_version_to_come_conflicts(make_artifact: MakeArtifact, user: User) -> None:
    artifact = make_artifact(VANS).artifact
    with pytest.raises(VersionConflict):
        edit(artifact, user, 2, set_cell("A2", "C"))


def test_revise_of_another_stale_section_is_rebased(make_artifact: MakeArtifact, user: User) -> None:
    artifact = make_artifact("# A\n\na\n\n# B\n\nb\n", KindName.DOCUMENT).artifact
    edit(artifact, user, 1, {"op": "replace_section", "section": "a", "text": "# A\n\nnew"})
    third = edit(artifact, user, 1, {"op": "replace_section", "section": "b", "text": "# B\n\nnew"})
    assert text(third) == "# A\n\nnew\n\n# B\n\nnew\n"
    with pytest.raises(VersionConflict):
        edit(artifact, user, 1, {"op": "replace_section", "section": "a", "text": "# A\n\nother"})


def test_revise_of_another_stale_sheet_cell_is_rebased(make_artifact: MakeArtifact, user: User) -> None:
    book = {"sheets": [{"name": "S", "cells": {"A1": 1, "A2": "=A1+B1"}}]}
    artifact = make_artifact(book, KindName.SPREADSHEET).artifact
    edit(artifact, user, 1, set_cell("A1", 5))
    third = edit(artifact, user, 1, set_cell("B1", 2))
    assert open_version(third).content().sheets[0].cells[2, 1].value == 7  # type: ignore[union-attr]
    with pytest.raises(VersionConflict):
        edit(artifact, user, 1, set_cell("A1", 6))


def test_revise_writes_one_block_for_one_cell(make_artifact: MakeArtifact, user: User) -> None:
    source = {"columns": ["a", "b"], "rows": [[number, f"v{number}"] for number in range(5_000)]}
    artifact = make_artifact(source).artifact
    before = ContentBlock.objects.count()
    edit(artifact, user, 1, set_cell("B2500", "x"))
    assert (before, ContentBlock.objects.count()) == (5, 6)


def test_rename_is_a_version_with_the_same_blocks(make_artifact: MakeArtifact, user: User) -> None:
    first = make_artifact(VANS)
    second = rename_artifact(artifact=first.artifact, actor=user, title="Lorries")
    artifact = Artifact.objects.get(pk=first.artifact_id)
    assert (second.number, second.title, artifact.title) == (2, "Lorries", "Lorries")
    assert second.blocks == first.blocks
    assert artifact.search_text.startswith("Lorries\n")


def test_restore_adds_a_version(make_artifact: MakeArtifact, user: User) -> None:
    artifact = make_artifact(VANS).artifact
    edit(artifact, user, 1, set_cell("B1", 9))
    third = restore_version(artifact=artifact, actor=user, number=1)
    assert (third.number, rows(third)) == (3, [["A", 1], ["B", 2]])
    assert restore_version(artifact=artifact, actor=user, number=1).number == 3
    with pytest.raises(NotFound):
        restore_version(artifact=artifact, actor=user, number=9)


def test_replacement_is_written_once_on_its_head(make_artifact: MakeArtifact, user: User) -> None:
    head = make_artifact("# A\n", KindName.DOCUMENT)
    content = kind("document").parse_text("# B\n").content
    first, late = (
        prepare_replacement(head=head, actor=user, content=content, author=AuthorKind.ASSISTANT) for _ in range(2)
    )
    assert text(write_prepared(first)) == "# B\n"
    with pytest.raises(VersionConflict):
        write_prepared(late)


def test_partial_stays_partial_after_an_edit(user: User) -> None:
    version = create_artifact(
        owner=user,
        kind=KindName.TABLE,
        title="t",
        content=kind("table").parse_text(VANS).content,
        origin=Origin.CHAT,
        author=AuthorKind.ASSISTANT,
        completeness=Completeness(50, 2, is_partial=True, unit="rows"),
    )
    second = edit(version.artifact, user, 1, set_cell("A1", "x"))
    assert (second.asked_for, second.delivered, second.is_partial) == (50, 2, True)


def test_delete_hides_and_stops_edits(make_artifact: MakeArtifact, user: User) -> None:
    artifact = make_artifact(VANS).artifact
    delete_artifact(artifact=artifact, actor=user)
    with pytest.raises(NotFound):
        find_artifact(user, artifact.pk)
    with pytest.raises(NotFound):
        edit(artifact, user, 1, set_cell("A1", "x"))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("cells", "made"), [(("A1", "A1"), 1), (("A1", "B2"), 2)])
def test_two_edits_at_once(make_artifact: MakeArtifact, user: User, cells: tuple[str, str], made: int) -> None:
    artifact = make_artifact(VANS).artifact
    start, outcomes = threading.Barrier(2), []

    def run(at: str, value: str) -> None:
        try:
            start.wait()
            outcomes.append(edit(Artifact.objects.get(pk=artifact.pk), user, 1, set_cell(at, value)).number)
        except VersionConflict:
            outcomes.append(None)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(at, f"by {number}")) for number, at in enumerate(cells)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(number for number in outcomes if number) == list(range(2, 2 + made))
    assert Artifact.objects.get(pk=artifact.pk).head_number == 1 + made
