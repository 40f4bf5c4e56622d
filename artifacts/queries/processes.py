"""Query processes: at most a few at once, thrown away when a query kills them."""

import json
import threading
import time
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Any

from django.conf import settings

from artifacts.queries import sandbox
from artifacts.queries.result import Told
from artifacts.queries.sandbox.exchange import read_answer
from artifacts.rows.errors import QueryBusy, QueryRefused, QueryTimeout
from artifacts.rows.limits import (
    QUERIES_AT_ONCE,
    QUERIES_WAITING,
    QUERY_ANSWER_BYTES,
    QUERY_BYTES,
    QUERY_SECONDS,
    QUERY_WAIT_SECONDS,
)
from common.bounded.parents import ChildProcess, IdleProcesses
from common.errors import ApplicationError

_idle = IdleProcesses(Path(sandbox.__file__).with_name("program.py"))
_slots = threading.BoundedSemaphore(QUERIES_AT_ONCE)
_callers = threading.BoundedSemaphore(QUERIES_AT_ONCE + QUERIES_WAITING)


def ask_isolated(head: dict[str, object], blocks: Iterable[bytes], size: int) -> Told:
    """Return what a query process answers; `size` is that of all blocks.

    Raise QueryRefused, QueryTimeout, ResultTooLarge, or QueryBusy when too many wait already.
    """
    if not _callers.acquire(blocking=False):
        raise QueryBusy
    try:
        with _slots:
            return _ask(json.dumps(head, ensure_ascii=False).encode(), blocks, size)
    finally:
        _callers.release()


def stop_idle() -> None:
    """End the processes that answer nothing now."""
    _idle.stop()


def _ask(head: bytes, blocks: Iterable[bytes], size: int) -> Told:
    process = _idle.take(str(settings.BASE_DIR), str(settings.LOCALE_PATHS[0]), str(QUERY_BYTES), str(QUERY_SECONDS))
    try:
        request = json.dumps({"head": len(head), "bytes": len(head) + size}).encode() + b"\n"
        deadline = time.monotonic() + QUERY_WAIT_SECONDS
        process.write(chain([request, head], blocks), deadline)  # blocks are read here, where the database is
        found = read_answer(_receive(process, deadline))
    except TimeoutError as error:
        process.stop()
        raise QueryTimeout from error
    except OSError as error:
        process.stop()
        raise QueryRefused from error
    except ApplicationError:
        _idle.give_back(process)
        raise
    except BaseException:
        process.stop()
        raise
    _idle.give_back(process)
    return found


def _receive(process: ChildProcess, deadline: float) -> Any:
    line = b""
    while not line.endswith(b"\n"):
        line += process.part(deadline)
        if len(line) > QUERY_ANSWER_BYTES:
            raise BrokenPipeError
    return json.loads(line)
