"""What processes counted that have ended: added up in one file of each kind, so that their own files need not stay.

A worker's child is replaced after some hundred tasks, and each left two files that every look at the metrics read.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from prometheus_client.mmap_dict import MmapedDict

SUMMED_KINDS = ("counter", "histogram", "summary")
SUM = "ended"


@contextmanager
def sole_reader(folder: Path) -> Iterator[None]:
    """Hold the folder, so that nothing is read while it is added up."""
    with (folder / "fold.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def fold_ended(folder: Path) -> None:
    """Add the files of processes of this machine that have ended to their sums, and remove them."""
    for path in folder.glob("*_*.db"):
        kind, _, process = path.stem.rpartition("_")
        if kind in SUMMED_KINDS and process.isdigit() and not _is_running(int(process)):
            _add(path, folder / f"{kind}_{SUM}.db")
            path.unlink(missing_ok=True)


def _add(path: Path, sums: Path) -> None:
    into = MmapedDict(str(sums))  # type: ignore[no-untyped-call]
    for key, value, _timestamp, _position in MmapedDict.read_all_values_from_file(str(path)):  # type: ignore[no-untyped-call]
        before, _ = into.read_value(key)  # type: ignore[no-untyped-call]
        into.write_value(key, before + value, 0.0)  # type: ignore[no-untyped-call]
    into.close()  # type: ignore[no-untyped-call]


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
