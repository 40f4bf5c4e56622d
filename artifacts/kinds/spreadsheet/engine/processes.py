"""Warm engine processes: at most a few, started when first needed, killed when one takes too long.

A process belongs to the process that started it; after a fork the child starts its own.
"""

import fcntl
import json
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import IO

from artifacts.kinds.spreadsheet.engine.books import Books
from artifacts.kinds.spreadsheet.workbook import StoredSpreadsheet
from artifacts.rows.errors import CalculationBusy, CalculationFailed
from artifacts.rows.limits import (
    CALCULATION_BYTES,
    CALCULATION_SECONDS,
    CALCULATION_WAIT_SECONDS,
    CALCULATIONS_AT_ONCE,
    CALCULATIONS_WAITING,
)

_PIPE_BYTES = 1024 * 1024  # what Linux gives without privileges
_ROOT = Path(__file__).parents[4]
_START = (
    "import runpy, sys; sys.path.insert(0, sys.argv.pop(1)); runpy.run_module(sys.argv.pop(1), run_name='__main__')"
)
_ENGINE = "artifacts.kinds.spreadsheet.engine.process"
_slots = threading.BoundedSemaphore(CALCULATIONS_AT_ONCE)
_callers = threading.BoundedSemaphore(CALCULATIONS_AT_ONCE + CALCULATIONS_WAITING)
_taking = threading.Lock()
_has_time: ContextVar[bool] = ContextVar("has_time", default=False)
_idle: list["EngineProcess"] = []


class EngineProcess:
    """One running engine."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self.books = Books()
        self.popen = subprocess.Popen(  # noqa: S603
            [
                sys.executable,
                "-I",
                "-c",
                _START,
                str(_ROOT),
                _ENGINE,
                str(CALCULATION_BYTES),
                str(CALCULATION_SECONDS),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"LANG": "C.UTF-8", "RUST_BACKTRACE": "0"},
            bufsize=0,
        )
        for pipe in (self.popen.stdin, self.popen.stdout):
            _widen(pipe)

    @property
    def is_usable(self) -> bool:
        """Say whether this process started it and it still runs."""
        return self.owner == os.getpid() and self.popen.poll() is None

    def ask(self, request: dict[str, object]) -> dict[str, object]:
        """Return the answer; raise TimeoutError or OSError."""
        line = json.dumps(request, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        answer: dict[str, object] = json.loads(self._exchange(line, CALCULATION_WAIT_SECONDS))
        return answer

    def _exchange(self, request: bytes, seconds: float) -> bytes:
        deadline = time.monotonic() + seconds
        writer = threading.Thread(target=self._write, args=(request,), daemon=True)
        writer.start()
        parts: list[bytes] = []
        assert self.popen.stdout is not None  # noqa: S101
        while True:
            ready = select.select([self.popen.stdout], [], [], max(0, deadline - time.monotonic()))[0]
            if not ready:
                raise TimeoutError
            part = self.popen.stdout.read(1 << 20)
            if not part:
                raise BrokenPipeError
            parts.append(part)
            if part.endswith(b"\n"):
                return b"".join(parts)

    def _write(self, request: bytes) -> None:
        """Write the request beside the reading, so that neither side waits for the other's full pipe."""
        with suppress(OSError):
            assert self.popen.stdin is not None  # noqa: S101
            rest = memoryview(request)
            while rest:
                rest = rest[self.popen.stdin.write(rest) or 0 :]

    def stop(self) -> None:
        """Kill the process and take its end."""
        self.popen.kill()
        self.popen.wait()
        for pipe in (self.popen.stdin, self.popen.stdout):
            if pipe is not None:
                pipe.close()


def _widen(pipe: IO[bytes] | None) -> None:
    """Let a whole workbook pass without waiting for the other side, where the system can."""
    widen = getattr(fcntl, "F_SETPIPE_SZ", None)
    if pipe is not None and widen is not None:
        with suppress(OSError):
            fcntl.fcntl(pipe, widen, _PIPE_BYTES)


def compute(book: StoredSpreadsheet) -> StoredSpreadsheet:
    """Return the workbook with what the engine computes filled in.

    Raise CalculationFailed if that takes too much time or memory, CalculationBusy if too many wait already.
    """
    with _place_in_line(), _slots:
        process = _take(book)
        is_fresh = process.books.is_fresh
        try:
            return _computed_by(process, book)
        except CalculationFailed as failure:
            if is_fresh or failure.__cause__ is not None:
                raise
            return _computed_by(EngineProcess(), book)  # what others computed had left too little memory


def _computed_by(process: EngineProcess, book: StoredSpreadsheet) -> StoredSpreadsheet:
    """Let a process compute; one that fails is ended, with all the memory that it took."""
    try:
        computed = process.books.compute(book, process.ask)
    except (TimeoutError, OSError) as error:
        process.stop()
        raise CalculationFailed(facts={"seconds": CALCULATION_SECONDS}) from error
    except BaseException:
        process.stop()
        raise
    _idle.append(process)
    return computed


def stop_idle() -> None:
    """End the engines that nobody waits for; the next calculation starts one that knows no workbook."""
    with _taking:
        while _idle:
            _idle.pop().stop()


@contextmanager
def waiting_for_engines() -> Iterator[None]:
    """Let calculations inside wait for their turn, however many wait: for work that holds no thread of pages."""
    token = _has_time.set(True)
    try:
        yield
    finally:
        _has_time.reset(token)


@contextmanager
def _place_in_line() -> Iterator[None]:
    if not _callers.acquire(blocking=_has_time.get()):
        raise CalculationBusy
    try:
        yield
    finally:
        _callers.release()


def _take(book: StoredSpreadsheet) -> EngineProcess:
    """Return an idle process that still runs, best one that may know the workbook; a new one if there is none."""
    with _taking:
        for process in list(_idle):
            if not process.is_usable:
                _idle.remove(process)
                if process.owner == os.getpid():
                    process.stop()
        known = [process for process in _idle if process.books.may_know(book)]
        if not _idle:
            return EngineProcess()
        process = known[-1] if known else _idle[-1]
        _idle.remove(process)
        return process
