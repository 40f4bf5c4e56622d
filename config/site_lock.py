"""Who uses a data folder: one running site, or one command that must not meet a running site."""

import contextlib
import fcntl
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import CommandError

LOCK = "up.lock"


@contextlib.contextmanager
def sole_user_of(folder: Path) -> Iterator[int]:
    """Hold the data folder, so that two sites never share a broker folder and a beat; CommandError when it is held.

    Yield the descriptor that holds it.
    """
    with (folder / LOCK).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            message = f"Diptych already runs on the folder {folder}; stop it, or choose another DATA_DIR."
            raise CommandError(message) from None
        yield file.fileno()
