"""`manage.py doctor` against real parts, and against parts that do not work."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django.fixtures import Settings

from config import doctor

pytestmark = pytest.mark.django_db


def findings() -> dict[str, doctor.Finding]:
    return {finding.name: finding for finding in doctor.examine()}


@pytest.fixture(autouse=True)
def _folders(settings: Settings, tmp_path: Path) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}},
    }


def test_all_parts_are_good_on_a_machine_that_was_set_up() -> None:
    assert [finding for finding in findings().values() if not finding.is_good] == []


def test_storage_check_leaves_no_file(tmp_path: Path) -> None:
    assert findings()["storage"].text == str(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_storage_that_cannot_be_written_is_a_fault(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "file"},
        },
    }

    finding = findings()["storage"]

    assert not finding.is_good
    assert finding.text.startswith(("FileExistsError", "NotADirectoryError"))


def test_model_that_nobody_serves_is_a_fault(settings: Settings) -> None:
    settings.OPENAI_BASE_URL = "http://127.0.0.1:9/v1"
    settings.OPENAI_API_KEY = "unused"

    finding = findings()["model"]

    assert not finding.is_good
    assert finding.text.startswith(settings.CHAT_MODEL)


def test_command_prints_one_line_a_part_and_fails_with_a_fault(settings: Settings) -> None:
    settings.OPENAI_BASE_URL = "http://127.0.0.1:9/v1"
    output = StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command("doctor", stdout=output)

    lines = output.getvalue().splitlines()
    assert ended.value.code == 1
    assert [line.split()[1] for line in lines] == list(doctor.CHECKS)
    assert [line.split()[0] for line in lines] == ["FAULT" if "model" in line.split()[1] else "ok" for line in lines]
