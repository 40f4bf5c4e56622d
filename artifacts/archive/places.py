"""Where an archive lies: a folder, or a place in the site's storage."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Protocol

from django.core.files import File
from django.core.files.storage import default_storage

STORAGE = "storage:"
STAFF_ARCHIVE = f"{STORAGE}archives/artifacts"
"""Where the actions of the admin archive."""
_SUFFIX = ".jsonl"


class Place(Protocol):
    """Files by name; a name that is there is whole."""

    def names(self) -> set[str]:
        """Return the names of all files."""
        ...

    def open(self, name: str) -> IO[bytes]:
        """Return a file to read."""
        ...

    def write(self, name: str, lines: Iterator[bytes]) -> None:
        """Write a file, whole or not at all."""
        ...

    def remove(self, name: str) -> None:
        """Remove a file."""
        ...


def place_of(target: str) -> Place:
    """Return the place that a target names: `storage:archives/may` in the site's storage, else a folder."""
    if target.startswith(STORAGE):
        return _InStorage(target.removeprefix(STORAGE).strip("/"))
    return _InFolder(Path(target))


class _InFolder:
    """A folder that its owner alone can read."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def names(self) -> set[str]:
        return {path.name for path in self._path.glob(f"*{_SUFFIX}")}

    def open(self, name: str) -> IO[bytes]:
        return (self._path / name).open("rb")

    def write(self, name: str, lines: Iterator[bytes]) -> None:
        self._path.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self._path, prefix=".part-", delete=False) as part:
            try:
                part.writelines(lines)
                part.flush()
                os.fsync(part.fileno())
                os.replace(part.name, self._path / name)
            except BaseException:
                Path(part.name).unlink(missing_ok=True)
                raise

    def remove(self, name: str) -> None:
        (self._path / name).unlink(missing_ok=True)


class _InStorage:
    """A folder in the default storage, on the disk or in a bucket."""

    def __init__(self, folder: str) -> None:
        self._folder = folder

    def names(self) -> set[str]:
        try:
            _folders, files = default_storage.listdir(self._folder)
        except FileNotFoundError:
            return set()
        return {name for name in files if name.endswith(_SUFFIX)}

    def open(self, name: str) -> IO[bytes]:
        return default_storage.open(self._key(name), "rb")

    def write(self, name: str, lines: Iterator[bytes]) -> None:
        with tempfile.TemporaryFile() as part:
            part.writelines(lines)
            part.seek(0)
            self.remove(name)
            default_storage.save(self._key(name), File(part, name=name))

    def remove(self, name: str) -> None:
        default_storage.delete(self._key(name))

    def _key(self, name: str) -> str:
        return f"{self._folder}/{name}" if self._folder else name
