"""An embedded site is moved to PostgreSQL and a bucket: every row as it was, the next takes the next number."""

import subprocess
import sys
from pathlib import Path

import pytest

from config.stored_copies import copy_files
from tests.fakes.bucket import running_bucket
from tests.fakes.postgres import running_postgres
from tests.fakes.site import ROOT, site_environment

FILL = """
import django; django.setup()
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from accounts.staff import make_admin
from artifacts.versions.write import create_artifact
from tests.fakes.killed_workers import make_jobs
from accounts.models import User
make_admin("ada@example.org")
make_jobs(2)
default_storage.save("artifacts/photo.png", ContentFile(b"bytes"))
"""
FACTS = """
import django; django.setup()
from django.apps import apps
from accounts.models import User
from accounts.tokens import create_token
from artifacts.rows.models import Artifact
from artifacts.versions.reading import find_version, open_version
from config.moving import _models
counts = [(label, model._base_manager.count()) for label, model in _models() if label != "account.EmailConfirmation"]
dates = [str(user.date_joined) for user in User.objects.order_by("pk")]
rights = [str(p) for u in User.objects.order_by("pk") for p in u.user_permissions.all()]
kept = [(str(a.pk), a.title, find_version(a).state_digest, str(a.created_at)) for a in Artifact.objects.order_by("pk")]
print(sorted(counts), dates, rights, kept)
create_token(User.objects.order_by("pk").first(), "a row after the move")
"""


def python(environment: dict[str, str], *arguments: str, is_good: bool = True) -> str:
    answer = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert (answer.returncode == 0) == is_good, answer.stdout + answer.stderr
    return answer.stdout if is_good else answer.stderr


@pytest.mark.slow
def test_a_site_is_moved_with_all_it_holds(tmp_path: Path) -> None:
    here = site_environment(tmp_path / "site", 0, DJANGO_SETTINGS_MODULE="config.settings")
    python(here, "manage.py", "migrate", "-v", "0")
    before = python(here, "-c", FILL + FACTS.rsplit("\n", 2)[0])
    with running_postgres() as database, running_bucket(tmp_path / "s3") as bucket:
        told = python({**here, **bucket.variables}, "manage.py", "move_to", database)
        assert "counts agree" in told
        assert "1 files, 1 of them sent to bucket" in told
        assert "not empty" in python(here, "manage.py", "move_to", database, is_good=False)
        secret = (tmp_path / "site" / "secret_key").read_text()
        there = {**here, "DATA_DIR": str(tmp_path / "new"), "DATABASE_URL": database, "SECRET_KEY": secret}
        assert python(there, "-c", FACTS) == before
        assert (bucket.folder / "artifacts" / "photo.png").read_bytes() == b"bytes"


def test_files_that_are_there_are_not_sent_again(tmp_path: Path) -> None:
    from django.core.files.storage import FileSystemStorage

    folder, storage = tmp_path / "here", FileSystemStorage(tmp_path / "there")
    for name in ("a.txt", "deep/b.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    assert copy_files(folder, storage) == (2, 2)
    assert copy_files(folder, storage) == (2, 0)
    (tmp_path / "there" / "a.txt").write_text("half")
    assert copy_files(folder, storage) == (2, 1)
    assert (tmp_path / "there" / "a.txt").read_text() == "a.txt"
