"""The side that works: it loads what it needs once, and does each piece of work in a fork of its own.

A fork has bounds on its address space, its processor time and what it may write to disk, knows no secret of the site
and sees nobody else's work. When one dies this process ends too, because nobody knows how much of the input it took.
"""

import gc
import json
import os
import resource
import select
from collections.abc import Callable
from typing import IO, Any

IDLE_SECONDS = 300
_HEAD_BYTES = 64 * 1024
Work = Callable[[dict[str, Any], IO[bytes], IO[bytes]], None]
"""Takes a request, its input, and where the answer goes; what it raises ends the fork without an answer."""


def serve(work: Work, most_bytes: int, most_seconds: int) -> None:
    """Answer one request, a line of JSON, after the other until the input closes or nobody asks for a while."""
    while select.select([0], [], [], IDLE_SECONDS)[0]:
        line = _head_line()
        if not line:
            return
        child = os.fork()
        if child == 0:
            _bound(most_bytes, most_seconds)
            _do(work, json.loads(line))
        _pid, status = os.waitpid(child, 0)
        if status:
            os._exit(1)


def _head_line() -> bytes:
    """Return a request's first line, without taking anything of what the fork is to read."""
    line = b""
    while not line.endswith(b"\n") and len(line) < _HEAD_BYTES:
        byte = os.read(0, 1)
        if not byte:
            return b""
        line += byte
    return line


def _bound(most_bytes: int, most_seconds: int) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + 1 + most_seconds
    resource.setrlimit(resource.RLIMIT_AS, (most_bytes, most_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _do(work: Work, request: dict[str, Any]) -> None:
    """Do the work and end this process: with 1 if there is no answer."""
    gc.disable()  # it takes half of the time of a long table, and this process ends with the work
    status = 1
    try:
        with os.fdopen(0, "rb", closefd=False) as source, os.fdopen(1, "wb", closefd=False) as out:
            work(request, source, out)
        status = 0
    finally:
        os._exit(status)
