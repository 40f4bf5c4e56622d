"""The checks of a whole process, because settings are read once."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

PRODUCTION = {
    "DATABASE_URL": "postgres://diptych:secret@127.0.0.1/diptych",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "SECRET_KEY": "n3K-" * 20 + "unique.letters",
    "ALLOWED_HOSTS": "diptych.example",
    "EMAIL_URL": "smtp+tls://mail:secret@mail.example:587",
}


def check(folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **{name: value for name, value in os.environ.items() if name not in PRODUCTION},
        "DATA_DIR": str(folder),
        "ENV_FILE": str(folder / "none"),
        **variables,
    }
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False)


def test_a_production_configuration_is_clean(tmp_path: Path) -> None:
    result = check(tmp_path, **PRODUCTION)

    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [
        ("SECRET_KEY", "", "Set SECRET_KEY"),
        ("ALLOWED_HOSTS", "", "Set ALLOWED_HOSTS"),
        ("REDIS_URL", "", "Set REDIS_URL"),
        ("DATABASE_URL", "", "Set DATABASE_URL"),
        ("EMAIL_URL", "consolemail://", "Mail is printed, not sent"),
        ("LIMIT_CREATE", "5/min", "LIMIT_CREATE: '5/min' is not a rate"),
        ("FLAG_OVERRIDES", "exports=off", "FLAG_OVERRIDES: 'exports=off'"),
    ],
)
def test_a_wrong_configuration_is_named(tmp_path: Path, variable: str, value: str, sentence: str) -> None:
    result = check(tmp_path, **{**PRODUCTION, variable: value})

    assert result.returncode != 0
    assert sentence in result.stderr
