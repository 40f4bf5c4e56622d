"""Reading processes: at most a few, started when first needed, each thrown away when a file kills it.

The file goes in and the answer comes out in pieces; the process that asks holds neither of them whole.
"""

import json
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
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

_PROGRAM = Path(__file__).with_name("program.py")
_CHUNK_BYTES = 256 * 1024
_HEAD_BYTES = 16 * 1024 * 1024
_slots = threading.BoundedSemaphore(IMPORTS_AT_ONCE)
_callers = threading.BoundedSemaphore(IMPORTS_AT_ONCE + IMPORTS_WAITING)
_taking = threading.Lock()
_idle: list["ReadingProcess"] = []


class ReadingProcess:
    """One process that reads files."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        folders = [str(settings.BASE_DIR), str(settings.LOCALE_PATHS[0])]
        self.popen = subprocess.Popen(  # noqa: S603
            [sys.executable, "-I", str(_PROGRAM), *folders, str(IMPORT_BYTES), str(IMPORT_SECONDS)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "2"},
            bufsize=0,
            start_new_session=True,  # so that its forks end with it
        )

    @property
    def is_usable(self) -> bool:
        """Say whether this process started it and it still runs."""
        return self.owner == os.getpid() and self.popen.poll() is None

    def ask(self, head: dict[str, object], data: Iterable[bytes]) -> ReadContent:
        """Return what was read; raise the refusal that it answers, TimeoutError, OSError or ValueError."""
        writer = threading.Thread(target=self._write, args=(head, data), daemon=True)
        writer.start()
        file = TemporaryFile()  # noqa: SIM115  the content is read from it as long as it is needed
        deadline = time.monotonic() + IMPORT_WAIT_SECONDS
        answer, start = self._receive(file, deadline)
        writer.join(timeout=max(0, deadline - time.monotonic()))
        return read_answer(file, answer, start)

    def _write(self, head: dict[str, object], data: Iterable[bytes]) -> None:
        """Write the request beside the reading, so that neither side waits for the other's full pipe."""
        assert self.popen.stdin is not None  # noqa: S101
        with suppress(OSError):
            for piece in (json.dumps(head).encode() + b"\n", *data):
                rest = memoryview(piece)
                while rest:
                    rest = rest[self.popen.stdin.write(rest) or 0 :]

    def _receive(self, file: IO[bytes], deadline: float) -> tuple[dict[str, object], int]:
        """Take the answer into the file; return its first line, and where its bytes begin."""
        head, size, most = None, 0, IMPORT_ANSWER_BYTES
        begun = b""
        while head is None or size < most:
            part = self._part(deadline)
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

    def _part(self, deadline: float) -> bytes:
        assert self.popen.stdout is not None  # noqa: S101
        if not select.select([self.popen.stdout], [], [], max(0, deadline - time.monotonic()))[0]:
            raise TimeoutError
        part = self.popen.stdout.read(_CHUNK_BYTES)
        if not part:
            raise BrokenPipeError
        return part

    def stop(self) -> None:
        """Kill the process with its forks, and take its end."""
        with suppress(OSError):
            os.killpg(self.popen.pid, signal.SIGKILL)
        self.popen.wait()
        for pipe in (self.popen.stdin, self.popen.stdout):
            if pipe is not None:
                pipe.close()


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
    process = _take()
    try:
        found = process.ask(head, data)
    except (TimeoutError, OSError, ValueError, LookupError, TypeError) as error:
        process.stop()
        raise ImportFailed from error
    except Exception:
        _idle.append(process)
        raise
    except BaseException:
        process.stop()
        raise
    _idle.append(process)
    return found


def stop_idle() -> None:
    """End the processes that read nothing now."""
    with _taking:
        while _idle:
            _idle.pop().stop()


def _take() -> ReadingProcess:
    """Return an idle process that still runs; a new one if there is none."""
    with _taking:
        while _idle:
            process = _idle.pop()
            if process.is_usable:
                return process
            if process.owner == os.getpid():
                process.stop()
    return ReadingProcess()
