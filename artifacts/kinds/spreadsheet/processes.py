"""Warm engine processes: at most a few, started when first needed, killed when one takes too long.

A process belongs to the process that started it; after a fork the child starts its own.
"""

import json
import os
import select
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from artifacts.errors import CalculationFailed
from artifacts.limits import CALCULATION_BYTES, CALCULATION_SECONDS

MOST_PROCESSES = 2
_ENGINE = Path(__file__).with_name("engine.py")
_slots = threading.BoundedSemaphore(MOST_PROCESSES)
_idle: list["EngineProcess"] = []


class EngineProcess:
    """One running engine."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self.popen = subprocess.Popen(  # noqa: S603
            [sys.executable, "-I", str(_ENGINE), str(CALCULATION_BYTES)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"LANG": "C.UTF-8", "RUST_BACKTRACE": "0"},
            bufsize=0,
        )

    @property
    def is_usable(self) -> bool:
        """Say whether this process started it and it still runs."""
        return self.owner == os.getpid() and self.popen.poll() is None

    def ask(self, request: bytes, seconds: float) -> bytes:
        """Return the answer's line; raise TimeoutError or BrokenPipeError."""
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


def compute(workbook: dict[str, Any]) -> list[list[Any]]:
    """Return the computed cells of a workbook; raise CalculationFailed when it takes too much time or memory."""
    request = json.dumps(workbook, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    with _slots:
        process = _take()
        try:
            answer = json.loads(process.ask(request, CALCULATION_SECONDS))
        except (TimeoutError, OSError) as error:
            process.stop()
            raise CalculationFailed(facts={"seconds": CALCULATION_SECONDS}) from error
        except BaseException:
            process.stop()
            raise
        _idle.append(process)
    if "failed" in answer:
        raise CalculationFailed
    cells: list[list[Any]] = answer["cells"]
    return cells


def _take() -> EngineProcess:
    """Return an idle process that still runs, or a new one."""
    while True:
        try:
            process = _idle.pop()
        except IndexError:
            return EngineProcess()
        if process.is_usable:
            return process
        if process.owner == os.getpid():
            process.stop()
