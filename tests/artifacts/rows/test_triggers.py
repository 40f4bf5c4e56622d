"""What triggers refuse, on SQLite with each bad row, and on PostgreSQL, where the same rows are tried in one go."""

import os
import subprocess
import sys
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from accounts.models import User
from artifacts.rows.models import Artifact, ArtifactVersion, ContentBlock
from artifacts.rows.triggers import GUARDS
from artifacts.versions.write import rename_artifact
from tests.artifacts.conftest import MakeArtifact
from tests.fakes.postgres import running_postgres
from tests.fakes.site import ROOT

VANS = "| Van | Price |\n|---|--:|\n| A | 1 |\n"
TRY_ALL = """
from django.db import IntegrityError, transaction
from accounts.models import User
from artifacts.rows.enums import AuthorKind, KindName, Origin
from artifacts.kinds.registry import kind
from artifacts.models import Artifact, ArtifactVersion, ContentBlock
from artifacts.versions.write import create_artifact, rename_artifact
user = User.objects.create_user("a@example.org")
content = kind(KindName.TABLE).parse_text("a,b\\n1,2\\n3,4").content
made = create_artifact(
    owner=user, kind=KindName.TABLE, title="t", content=content, origin=Origin.API, author=AuthorKind.USER
)
rename_artifact(artifact=made.artifact, actor=user, title="u")
rows = {"artifact_id": made.artifact_id, "number": 3, "shape_number": 1, "author_kind": "user", "manifest": {}}
for bad in (
    lambda: Artifact.objects.update(kind="document"),
    lambda: Artifact.objects.update(head_number=1),
    lambda: ArtifactVersion.objects.create(title="t", state_digest="0", **rows),
    lambda: ArtifactVersion.objects.update(manifest={}),
    lambda: ContentBlock.objects.update(data=b""),
):
    try:
        with transaction.atomic():
            bad()
    except IntegrityError as error:
        print("refused:", str(error).splitlines()[0])
user.delete()
print("left:", Artifact.objects.count())
"""


def write_beyond_head(version: ArtifactVersion) -> None:
    fields: dict[str, Any] = {"number": 2, "shape_number": 1, "author_kind": "user", "manifest": {}}
    ArtifactVersion.objects.create(artifact=version.artifact, title="t", state_digest="0", **fields)


BAD_ROWS = {
    "artifact_kind_stays": lambda _version: Artifact.objects.update(kind="document"),
    "artifact_head_never_falls": lambda _version: Artifact.objects.update(head_number=0),
    "version_not_beyond_head": write_beyond_head,
    "version_never_rewritten": lambda _version: ArtifactVersion.objects.update(is_partial=True),
    "block_never_rewritten": lambda _version: ContentBlock.objects.update(size_bytes=1),
}


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.name)
def test_database_refuses_the_row(make_artifact: MakeArtifact, guard: Any) -> None:
    version = make_artifact(VANS)
    with pytest.raises(IntegrityError, match=guard.sentence), transaction.atomic():
        BAD_ROWS[guard.name](version)


def test_what_is_meant_to_change_may(make_artifact: MakeArtifact, user: User) -> None:
    version = make_artifact(VANS)
    rename_artifact(artifact=version.artifact, actor=user, title="Lorries")
    version.artifact.save()
    ArtifactVersion.objects.update(author=None)
    version.artifact.delete()
    assert not ArtifactVersion.objects.exists()


def test_a_migration_that_rebuilt_the_table_does_not_lose_them(make_artifact: MakeArtifact) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER version_never_rewritten")
    call_command("migrate", verbosity=0)
    make_artifact(VANS)
    with pytest.raises(IntegrityError), transaction.atomic():
        ArtifactVersion.objects.update(title="x")


@pytest.mark.slow
def test_postgresql_refuses_the_same_rows() -> None:
    with running_postgres() as address:
        needed = {"REDIS_URL": "redis://127.0.0.1:1/0", "ALLOWED_HOSTS": "127.0.0.1", "EMAIL_VERIFICATION": "none"}
        environment = {**os.environ, **needed, "DATABASE_URL": address, "SECRET_KEY": "t" * 50}

        def manage(*arguments: str) -> str:
            command = [sys.executable, "manage.py", *arguments]
            answer = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
            assert answer.returncode == 0, answer.stderr
            return answer.stdout

        manage("migrate", "--verbosity=0")
        manage("migrate", "--verbosity=0")
        answer = manage("shell", "--verbosity=0", "-c", TRY_ALL)
    assert answer.splitlines() == [*(f"refused: {guard.sentence}" for guard in GUARDS), "left: 0"]
