"""Static files are collected at the first start and after a change, not at each start."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from config.static_files import collect_if_changed


@pytest.fixture(autouse=True)
def source(settings: Settings, tmp_path: Path) -> Path:
    """One source file, and a folder of its own for what is collected."""
    (tmp_path / "source").mkdir()
    file = tmp_path / "source" / "one.txt"
    file.write_text("first")
    settings.STATICFILES_DIRS = [file.parent]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    return file


def test_files_are_collected_once(tmp_path: Path) -> None:
    collect_if_changed()
    (tmp_path / "collected" / "one.txt").unlink()

    collect_if_changed()

    assert not (tmp_path / "collected" / "one.txt").exists()


def test_changed_file_is_collected_again(tmp_path: Path, source: Path) -> None:
    collect_if_changed()
    source.write_text("second")

    collect_if_changed()

    assert (tmp_path / "collected" / "one.txt").read_text() == "second"
