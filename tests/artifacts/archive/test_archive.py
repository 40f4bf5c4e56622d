"""Artifacts archived, deleted and restored, in a folder and in the storage, also after an interruption."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from accounts.models import User
from artifacts.archive import services
from artifacts.archive.places import place_of
from artifacts.images.references import image_reference
from artifacts.images.services import store_image
from artifacts.kinds.catalogue import read_operations
from artifacts.rows.enums import AuthorKind, KindName
from artifacts.rows.models import Artifact, ArtifactFile, ArtifactVersion, ContentBlock
from artifacts.versions.write import delete_artifact, revise_artifact
from tests.artifacts.conftest import MakeArtifact


@pytest.fixture
def artifacts(user: User, other_user: User, make_artifact: MakeArtifact) -> list[Artifact]:
    """A table of two versions, a sheet, a document with an image, and somebody else's table."""
    picture = BytesIO()
    Image.new("RGB", (4, 3), "teal").save(picture, "PNG")
    picture.seek(0)
    stored = store_image(owner=user, file=picture, size_bytes=len(picture.getvalue()))
    made = [
        make_artifact("| Van |\n| --- |\n| A |\n| Ü 名 |\n"),
        make_artifact({"sheets": [{"name": "Home", "cells": {"A1": 2, "A2": "=A1*3"}}]}, KindName.SPREADSHEET),
        make_artifact(f"# Report\n\n{image_reference(stored.digest)}\n", KindName.DOCUMENT),
        make_artifact("| Car |\n| --- |\n| B |\n", owner=other_user),
    ]
    table = made[0].artifact
    operations = read_operations([{"op": "set_cells", "at": "A1", "values": [["C"]]}], KindName.TABLE)
    revise_artifact(artifact=table, actor=user, expected_version=1, operations=operations, author=AuthorKind.USER)
    return [version.artifact for version in made]


def state() -> list[dict[str, Any]]:
    """Return all that must come back."""
    artifacts = [
        {"id": one.pk, "owner": one.owner.email, "head": one.head_number, "title": one.title, "made": one.created_at}
        for one in Artifact.objects.filter(deleted_at=None).select_related("owner").order_by("pk")
    ]
    versions = list(ArtifactVersion.objects.order_by("artifact", "number").values().iterator())
    return [*artifacts, *({**version, "id": None} for version in versions)]


def remove_everything() -> None:
    """Empty the tables as a lost database would."""
    Artifact.objects.all().delete()
    ContentBlock.objects.all().delete()
    ArtifactFile.objects.all().delete()


@pytest.fixture(params=["folder", "storage"])
def target(request: pytest.FixtureRequest, tmp_path: Path, settings: Any) -> str:
    place = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "files"}}
    settings.STORAGES = {**settings.STORAGES, "default": place}
    return str(tmp_path / "archive") if request.param == "folder" else "storage:archives/may"


def test_what_was_archived_and_lost_comes_back_as_it_was(target: str, artifacts: list[Artifact]) -> None:
    before = state()
    call_command("archive_artifacts", target)
    remove_everything()
    call_command("restore_artifacts", target)
    assert state() == before
    assert ArtifactFile.objects.count() == 1


def test_a_deleted_artifact_lives_again_and_the_others_stay(target: str, artifacts: list[Artifact]) -> None:
    before = state()
    call_command("archive_artifacts", target)
    for artifact in artifacts:
        delete_artifact(artifact=artifact, actor=artifact.owner)
    call_command("restore_artifacts", target)
    assert state() == before
    outcomes = list(services.restore(place_of(target)))
    assert [outcome.is_done for outcome in outcomes] == [False] * 4


def test_an_interrupted_archive_goes_on_where_it_stopped(
    target: str, artifacts: list[Artifact], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines_of, seen = services.lines_of, []

    def interrupted(artifact: Artifact) -> Iterator[bytes]:
        seen.append(artifact.pk)
        for line in lines_of(artifact):
            yield line
            if len(seen) == 3:
                raise KeyboardInterrupt

    monkeypatch.setattr(services, "lines_of", interrupted)
    with pytest.raises(KeyboardInterrupt):
        call_command("archive_artifacts", target)
    assert len(place_of(target).names()) == 2
    monkeypatch.setattr(services, "lines_of", lines_of)
    outcomes = list(services.archive(place_of(target), Artifact.objects.all()))
    assert [outcome.is_done for outcome in outcomes] == [False, False, True, True]


def test_only_one_users_artifacts(tmp_path: Path, artifacts: list[Artifact], other_user: User) -> None:
    call_command("archive_artifacts", str(tmp_path), user=other_user.email)
    assert {name.split(".")[0] for name in place_of(str(tmp_path)).names()} == {str(artifacts[3].pk)}
    with pytest.raises(CommandError, match=r"There is no user nobody@example\.org"):
        call_command("archive_artifacts", str(tmp_path), user="nobody@example.org")


def test_a_newer_version_is_archived_anew_and_kept_by_a_restore(tmp_path: Path, make_artifact: MakeArtifact) -> None:
    version = make_artifact("| Van |\n| --- |\n| A |\n")
    call_command("archive_artifacts", str(tmp_path))
    operations = read_operations([{"op": "set_cells", "at": "A1", "values": [["C"]]}], KindName.TABLE)
    revise_artifact(
        artifact=version.artifact,
        actor=version.artifact.owner,
        expected_version=1,
        operations=operations,
        author=AuthorKind.USER,
    )
    call_command("restore_artifacts", str(tmp_path))
    assert Artifact.objects.get().head_number == 2
    call_command("archive_artifacts", str(tmp_path))
    assert place_of(str(tmp_path)).names() == {f"{version.artifact_id}.2.jsonl"}


@pytest.mark.parametrize(("old", "new"), [(r"\"A\"", r"\"X\""), ('"is": "artifact"', '"is": "x"'), ("{", "")])
def test_a_damaged_file_is_refused_and_the_others_come_back(
    tmp_path: Path, artifacts: list[Artifact], old: str, new: str
) -> None:
    call_command("archive_artifacts", str(tmp_path))
    [path] = tmp_path.glob(f"{artifacts[0].pk}.*")
    path.write_text(path.read_text().replace(old, new, 1))
    remove_everything()
    with pytest.raises(CommandError, match="1 artifacts could not be restored"):
        call_command("restore_artifacts", str(tmp_path))
    assert set(Artifact.objects.values_list("pk", flat=True)) == {artifact.pk for artifact in artifacts[1:]}


def test_an_id_of_somebody_else_is_not_taken(tmp_path: Path, make_artifact: MakeArtifact, other_user: User) -> None:
    version = make_artifact("| Van |\n| --- |\n| A |\n")
    call_command("archive_artifacts", str(tmp_path))
    Artifact.objects.update(owner=other_user)
    with pytest.raises(CommandError):
        call_command("restore_artifacts", str(tmp_path))
    assert Artifact.objects.get(pk=version.artifact_id).owner == other_user


def test_nothing_to_restore_is_told(tmp_path: Path, db: None) -> None:
    with pytest.raises(CommandError, match="There is no archive"):
        call_command("restore_artifacts", str(tmp_path / "nowhere"))
