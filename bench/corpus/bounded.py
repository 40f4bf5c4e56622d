"""A piece of work in a fork with bounds on memory and time: what kills it is an outcome of the file."""

import os
import pickle
import resource
import select
import signal
import time
import traceback
from collections.abc import Callable
from typing import Any

MEMORY_BYTES = 3 * 1024**3
CPU_SECONDS = 90
WALL_SECONDS = 240


def bounded(work: Callable[[], Any]) -> tuple[Any, str]:
    """Return what the work gives, or None and what ended it."""
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reads)
        _run(work, writes)
    os.close(writes)
    data, is_late = _received(reads)
    os.close(reads)
    if is_late:
        os.kill(child, signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    if is_late:
        return None, f"no end within {WALL_SECONDS} s"
    if not data:
        return None, f"the process died ({os.waitstatus_to_exitcode(status)})"
    found, fault = pickle.loads(data)
    return found, fault


def _run(work: Callable[[], Any], writes: int) -> None:
    os.setsid()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, resource.RLIM_INFINITY))
    try:
        answer = work(), ""
    except BaseException as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        answer = None, f"{type(error).__name__}: {error!s:.100} ({place.name})"
    with os.fdopen(writes, "wb") as out:
        out.write(pickle.dumps(answer))
    os._exit(0)


def _received(reads: int) -> tuple[bytes, bool]:
    data, end = b"", time.monotonic() + WALL_SECONDS
    while select.select([reads], [], [], max(0, end - time.monotonic()))[0]:
        part = os.read(reads, 1 << 20)
        if not part:
            return data, False
        data += part
    return data, True
