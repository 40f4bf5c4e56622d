"""A backup of an embedded site holds all of it, is its owner's alone, and never meets another site."""

import sqlite3
import tarfile
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from config.site_lock import sole_user_of


def site(folder: Path, *emails: str) -> Path:
    """Make the data folder of a site with these users and one file."""
    folder.mkdir()
    with closing(sqlite3.connect(folder / "diptych.sqlite3")) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE accounts_user (email TEXT)")
        database.executemany("INSERT INTO accounts_user VALUES (?)", [(email,) for email in emails])
        database.commit()
    (folder / "files" / "artifacts").mkdir(parents=True)
    (folder / "files" / "artifacts" / "photo.png").write_bytes(b"bytes of a photo")
    (folder / "secret_key").write_text("kept")
    return folder


def users(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / "diptych.sqlite3")) as database:
        return [email for (email,) in database.execute("SELECT email FROM accounts_user")]


def run(settings: Settings, data: Path, command: str, file: Path) -> str:
    settings.DATA_DIR, settings.DATABASE_URL = data, ""
    out = StringIO()
    call_command(command, str(file), stdout=out)
    return out.getvalue()


def test_a_site_comes_back_with_rows_files_and_key(tmp_path: Path, settings: Settings) -> None:
    data, file = site(tmp_path / "one", "ada@example.org"), tmp_path / "site.tar.gz"
    with sole_user_of(data), closing(sqlite3.connect(data / "diptych.sqlite3")) as running:
        running.execute("INSERT INTO accounts_user VALUES ('lin@example.org')")
        running.commit()
        assert "keep it private" in run(settings, data, "back_up", file)
    assert file.stat().st_mode & 0o077 == 0

    empty = tmp_path / "two"
    (empty / "files").mkdir(parents=True)
    (empty / "secret_key").write_text("made by the command's own start")
    run(settings, empty, "restore", file)

    assert users(empty) == ["ada@example.org", "lin@example.org"]
    assert (empty / "files/artifacts/photo.png").read_bytes() == b"bytes of a photo"
    assert (empty / "secret_key").read_text() == "kept"
    assert sorted(path.name for path in empty.iterdir()) == ["diptych.sqlite3", "files", "secret_key", "up.lock"]


def test_a_folder_with_a_site_is_left_as_it_is(tmp_path: Path, settings: Settings) -> None:
    data, file = site(tmp_path / "one", "ada@example.org"), tmp_path / "site.tar.gz"
    run(settings, data, "back_up", file)
    other = site(tmp_path / "two", "eve@example.org")
    with pytest.raises(CommandError, match="holds a site"):
        run(settings, other, "restore", file)
    with sole_user_of(other), pytest.raises(CommandError, match="already runs"):
        run(settings, other, "restore", file)
    assert users(other) == ["eve@example.org"]


@pytest.mark.parametrize("kind", ["text", "cut", "other archive", "damaged", "missing"])
def test_what_is_no_backup_is_refused_and_leaves_nothing(tmp_path: Path, settings: Settings, kind: str) -> None:
    data, file = site(tmp_path / "one", "ada@example.org"), tmp_path / "site.tar.gz"
    run(settings, data, "back_up", file)
    match kind:
        case "text":
            file.write_text("no archive")
        case "cut":
            file.write_bytes(file.read_bytes()[:200])
        case "missing":
            file.unlink()
        case _:
            (tmp_path / "x").write_bytes(b"no database" * 1000)
            with tarfile.open(file, "w:gz") as archive:
                archive.add(tmp_path / "x", "diptych.sqlite3" if kind == "damaged" else "x")
    empty = tmp_path / "two"
    empty.mkdir()
    with pytest.raises(CommandError, match="Nothing was restored"):
        run(settings, empty, "restore", file)
    assert [path.name for path in empty.iterdir()] == ["up.lock"]


@pytest.mark.parametrize("command", ["back_up", "restore"])
def test_a_site_whose_rows_are_elsewhere_is_told_what_to_use(settings: Settings, tmp_path: Path, command: str) -> None:
    settings.DATABASE_URL = "postgres://example.org/x"
    with pytest.raises(CommandError, match="pg_"):
        call_command(command, str(tmp_path / "x"))
