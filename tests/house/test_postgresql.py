"""Races are decided by the database, and words are found by it, so both are run on the other one, too."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fakes.postgres import running_postgres
from tests.fakes.redis_server import running_redis
from tests.fakes.site import ROOT


@pytest.mark.slow
def test_races_end_as_they_do_on_sqlite(tmp_path: Path) -> None:
    with running_postgres() as database, running_redis() as redis:
        environment = {
            **os.environ,
            "DATA_DIR": str(tmp_path),
            "ENV_FILE": str(tmp_path / "none"),
            "DATABASE_URL": database,
            "REDIS_URL": redis,
            "SECRET_KEY": "tests only",
            "ALLOWED_HOSTS": "127.0.0.1,testserver",
            "EMAIL_VERIFICATION": "none",
            "HTTPS": "false",
        }
        command = [sys.executable, "-m", "pytest", "-q", "-m", "races and not slow", "-p", "no:xdist"]
        rooms = ["tests/accounts", "tests/artifacts/versions", "tests/chat/turns", "tests/exports/jobs"]
        answer = subprocess.run(
            [*command, *rooms], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        found = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "tests/chat/rows/test_search.py"],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    assert found.returncode == 0, found.stdout[-4000:]
    assert answer.returncode == 0, answer.stdout[-4000:]
    assert " passed" in answer.stdout
