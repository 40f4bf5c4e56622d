"""An embedded site in one file and back: database, files and secret key.

The database is copied by SQLite itself, so a site may run meanwhile; its files come after it, so that every file
that a row names is there.
"""

import os
import sqlite3
import tarfile
import tempfile
from contextlib import closing
from pathlib import Path

DATABASE, FILES, SECRET = "diptych.sqlite3", "files", "secret_key"
OWNER_ONLY = 0o600


class RestoreRefused(Exception):
    """The file or the folder is not what a backup needs; the message says why."""


def back_up(data: Path, target: Path) -> int:
    """Write the backup, whole or not at all, for its owner alone; return its size in bytes."""
    part = target.with_name(f"{target.name}.part")
    with tempfile.TemporaryDirectory(dir=data) as folder:
        copy = Path(folder) / DATABASE
        with closing(sqlite3.connect(data / DATABASE)) as source, closing(sqlite3.connect(copy)) as sink:
            source.backup(sink)
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY)
        with os.fdopen(descriptor, "wb") as file, tarfile.open(fileobj=file, mode="w:gz", compresslevel=1) as archive:
            archive.add(copy, DATABASE)
            for name in (SECRET, FILES):
                if (data / name).exists():
                    archive.add(data / name, name)
    part.replace(target)
    return target.stat().st_size


def restore(source: Path, data: Path) -> None:
    """Put the backup into a folder that holds no site yet; raise RestoreRefused and leave the folder as it was."""
    if (data / DATABASE).exists() and _has_users(data / DATABASE):
        raise RestoreRefused(f"{data} holds a site; choose an empty DATA_DIR")
    with tempfile.TemporaryDirectory(dir=data) as folder:
        made = Path(folder)
        try:
            with tarfile.open(source) as archive:
                archive.extractall(made, filter="data")
        except (tarfile.TarError, EOFError, OSError) as error:
            raise RestoreRefused(f"{source} cannot be read: {error}") from error
        _check(made / DATABASE, source)
        for name in (DATABASE, FILES, SECRET):
            if (made / name).exists():
                _replace(made / name, data / name)


def _check(database: Path, source: Path) -> None:
    if not database.exists():
        raise RestoreRefused(f"{source} is no backup of Diptych")
    try:
        with closing(sqlite3.connect(database)) as opened:
            told = opened.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        told = str(error)
    if told != "ok":
        raise RestoreRefused(f"the database in {source} is damaged: {told}")


def _replace(made: Path, place: Path) -> None:
    for leftover in (place, place.with_name(f"{place.name}-wal"), place.with_name(f"{place.name}-shm")):
        if leftover.is_file():
            leftover.unlink()
        elif leftover.is_dir():
            leftover.rmdir()  # an empty one; a folder with files refuses
    made.rename(place)


def _has_users(database: Path) -> bool:
    with closing(sqlite3.connect(database)) as opened:
        try:
            return bool(opened.execute("SELECT 1 FROM accounts_user LIMIT 1").fetchone())
        except sqlite3.OperationalError:
            return False
