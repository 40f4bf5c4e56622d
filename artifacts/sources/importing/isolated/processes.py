"""Reading processes: at most a few, started when first needed, each thrown away when a file kills it.

The file goes in and the answer comes out in pieces; the process that asks holds neither of them whole.
"""

import json
import threading
import time
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from django.conf import settings
from django.utils.translation import get_language

from artifacts.rows.enums import KindName
from artifacts.rows.errors import ImportBusy, ImportFailed
from artifacts.rows.limits import (
    IMPORT_ANSWER_BYTES,
    IMPORT_BYTES,
    IMPORT_SECONDS,
    IMPORT_WAIT_SECONDS,
    IMPORTS_AT_ONCE,
    IMPORTS_WAITING,
)
from artifacts.sources.importing.choices import Choices
from artifacts.sources.importing.isolated.answers import ReadContent, answer_size, read_answer
from common.bounded.parents import ChildProcess, IdleProcesses

_HEAD_BYTES = 16 * 1024 * 1024
_slots = threading.BoundedSemaphore(IMPORTS_AT_ONCE)
_callers = threading.BoundedSemaphore(IMPORTS_AT_ONCE + IMPORTS_WAITING)
_idle = IdleProcesses(Path(__file__).with_name("program.py"))


def _ask_process(process: ChildProcess, head: dict[str, object], data: Iterable[bytes]) -> ReadContent:
    """Return what was read; raise the refusal that it answers, TimeoutError, OSError or ValueError."""
    writer = process.send(chain([json.dumps(head).encode() + b"\n"], data))
    file = TemporaryFile()  # noqa: SIM115  the content is read from it as long as it is needed
    deadline = time.monotonic() + IMPORT_WAIT_SECONDS
    answer, start = _receive(process, file, deadline)
    writer.join(timeout=max(0, deadline - time.monotonic()))
    return read_answer(file, answer, start)


def _receive(process: ChildProcess, file: IO[bytes], deadline: float) -> tuple[dict[str, object], int]:
    """Take the answer into the file; return its first line, and where its bytes begin."""
    head, size, most = None, 0, IMPORT_ANSWER_BYTES
    begun = b""
    while head is None or size < most:
        part = process.part(deadline)
        file.write(part)
        size += len(part)
        if head is None:
            begun += part
            line, end, _rest = begun.partition(b"\n")
            if end:
                head = json.loads(line)
                start = len(line) + 1
                most, begun = start + answer_size(head), b""
            if size > IMPORT_ANSWER_BYTES or most > IMPORT_ANSWER_BYTES or len(begun) > _HEAD_BYTES:
                raise ValueError("too long an answer")
    return head, start


def read_isolated(
    name: str,
    data: Iterable[bytes],
    size: int,
    *,
    kind: KindName | None = None,
    is_pasted: bool = False,
    choices: Choices = Choices(),  # noqa: B008  frozen
) -> ReadContent:
    """Return what a file of `size` bytes holds, read in a process of its own.

    Raise what `read_file` and `read_pasted` raise, ImportFailed when the process dies of the file or takes too long,
    ImportBusy when too many wait already.
    """
    head: dict[str, object] = {"name": name, "bytes": size, "kind": kind.value if kind else "", "is_pasted": is_pasted}
    head["choices"] = choices.to_json()
    if not _callers.acquire(blocking=False):
        raise ImportBusy
    try:
        with _slots:
            return _ask({**head, "language": get_language() or "en"}, data)
    finally:
        _callers.release()


def _ask(head: dict[str, object], data: Iterable[bytes]) -> ReadContent:
    process = _idle.take(*_arguments())
    try:
        found = _ask_process(process, head, data)
    except (TimeoutError, OSError, ValueError, LookupError, TypeError) as error:
        process.stop()
        raise ImportFailed from error
    except Exception:
        _idle.give_back(process)
        raise
    except BaseException:
        process.stop()
        raise
    _idle.give_back(process)
    return found


def stop_idle() -> None:
    """End the processes that read nothing now."""
    _idle.stop()


def _arguments() -> tuple[str, ...]:
    return str(settings.BASE_DIR), str(settings.LOCALE_PATHS[0]), str(IMPORT_BYTES), str(IMPORT_SECONDS)
