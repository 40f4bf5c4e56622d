"""Files of a site copied from its folder into another storage; what is there with the same size is not sent again."""

from pathlib import Path

from django.core.files import File
from django.core.files.storage import Storage


def copy_files(folder: Path, storage: Storage) -> tuple[int, int]:
    """Copy all files below the folder; return how many there are and how many were sent."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    sent = sum(_copy(path, path.relative_to(folder).as_posix(), storage) for path in paths)
    return len(paths), sent


def _copy(path: Path, name: str, storage: Storage) -> bool:
    if storage.exists(name):
        if storage.size(name) == path.stat().st_size:
            return False
        storage.delete(name)
    with path.open("rb") as file:
        storage.save(name, File(file))
    return True
