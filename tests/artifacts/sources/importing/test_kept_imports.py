"""Files kept with what was made of them: looked at first, read again otherwise, gone with their artifact."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import User
from artifacts.kinds.table.content import ColumnType
from artifacts.kinds.values.numbers import Decimal
from artifacts.rows.errors import VersionConflict
from artifacts.rows.limits import PREVIEW_BYTES, WAITING_IMPORTS
from artifacts.rows.models import Artifact, ImportedFile
from artifacts.sources.importing.choices import Choices
from artifacts.sources.importing.kept_files import data_of, find_waiting_file, forget_waiting, keep_waiting
from artifacts.sources.importing.kept_imports import (
    import_upload,
    import_waiting,
    preview_file,
    preview_upload,
    reread_artifact,
)
from artifacts.sources.importing.services import read_upload
from artifacts.versions.reading import find_version, open_version
from common.errors import NotFound

pytestmark = pytest.mark.usefixtures("open_site")
GRAIN = b"Sorte,Menge\nRoggen,1.250\nHafer,3.400\n"


def upload(data: bytes = GRAIN, name: str = "grain.csv") -> Any:
    return SimpleUploadedFile(name, data)


def made(user: User, data: bytes = GRAIN) -> Artifact:
    file = upload(data)
    return import_upload(owner=user, file=file, imported=read_upload(file)).artifact


def rows(artifact: Artifact) -> list[list[Any]]:
    return open_version(find_version(artifact)).window(0, 100)  # type: ignore[no-any-return, union-attr]


def test_the_file_stays_with_its_artifact_byte_by_byte(user: User) -> None:
    artifact = made(user)
    assert data_of(artifact.imported_file) == GRAIN
    assert data_of(artifact.imported_file, 5) == GRAIN[:5]
    artifact.delete()
    assert not ImportedFile.objects.exists()


def test_only_delimited_files_are_kept(user: User) -> None:
    file = upload(b"# Grain\n", "grain.md")
    import_upload(owner=user, file=file, imported=read_upload(file))
    assert not ImportedFile.objects.exists()


def test_a_wrong_guess_is_read_again_as_the_next_version(user: User) -> None:
    artifact = made(user)
    assert rows(artifact) == [["Roggen", "1.250"], ["Hafer", "3.400"]]
    version = reread_artifact(artifact=artifact, actor=user, choices=Choices(decimal=Decimal.COMMA))
    assert (version.number, rows(artifact)) == (2, [["Roggen", 1250], ["Hafer", 3400]])
    again = reread_artifact(artifact=artifact, actor=user, choices=Choices(decimal=Decimal.POINT, header=False))
    assert (again.number, rows(artifact)[1]) == (3, ["Roggen", "1.250"])
    artifact.imported_file.refresh_from_db()
    assert artifact.imported_file.choices["decimal"] == "."


def test_reading_again_minds_newer_versions(user: User) -> None:
    artifact = made(user)
    with pytest.raises(VersionConflict):
        reread_artifact(artifact=artifact, actor=user, choices=Choices(), expected_version=2)


def test_reading_again_needs_the_file(user: User) -> None:
    artifact = made(user)
    artifact.imported_file.delete()
    with pytest.raises(NotFound):
        reread_artifact(artifact=artifact, actor=user, choices=Choices())


def test_a_file_is_looked_at_before_it_becomes_an_artifact(user: User) -> None:
    kept = keep_waiting(owner=user, name="grain.csv", chunks=[GRAIN])
    found = preview_file(kept, Choices(types=(None, ColumnType.TEXT)))
    assert (found.guesses.delimiter, found.guesses.has_header, found.is_beginning) == (",", True, False)
    assert not Artifact.objects.exists()
    version = import_waiting(kept=kept, choices=Choices(decimal=Decimal.COMMA))
    assert rows(version.artifact) == [["Roggen", 1250], ["Hafer", 3400]]
    with pytest.raises(NotFound):
        find_waiting_file(user, kept.pk)


def test_a_preview_reads_the_beginning_of_a_large_file(user: User) -> None:
    line = b"Roggen;1,5\n"
    data = b"Sorte;Menge\n" + line * (PREVIEW_BYTES // len(line) + 100)
    found = preview_upload(upload(data), Choices())
    assert found.is_beginning
    assert {len(row) for row in found.table.iter_rows()} == {2}
    assert found.table.columns[1].type is ColumnType.NUMBER
    assert found.guesses.decimal is Decimal.COMMA


def test_of_many_files_that_wait_the_oldest_ones_go(user: User, other_user: User) -> None:
    other = keep_waiting(owner=other_user, name="b.csv", chunks=[GRAIN])
    kept = [keep_waiting(owner=user, name="a.csv", chunks=[GRAIN]) for _number in range(WAITING_IMPORTS + 2)]
    left = set(ImportedFile.objects.values_list("pk", flat=True))
    assert left == {other.pk, *(one.pk for one in kept[2:])}


def test_what_nobody_came_back_to_is_forgotten(user: User) -> None:
    artifact, kept = made(user), keep_waiting(owner=user, name="a.csv", chunks=[GRAIN])
    ImportedFile.objects.update(created_at=timezone.now() - timedelta(days=2))
    forget_waiting()
    assert not ImportedFile.objects.filter(pk=kept.pk).exists()
    assert ImportedFile.objects.filter(artifact=artifact).exists()
