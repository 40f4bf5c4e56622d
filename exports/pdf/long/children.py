"""Child processes that lay out parts side by side, one for each processor; none outlives the job."""

import os
import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from exports.pdf.long.order import DONE
from exports.rows.limits import PARTS_AT_ONCE

LOOK_SECONDS = 0.5  # at least that often the caller hears how far it is, and may raise to end it
_ROOT = Path(__file__).resolve().parents[3]

Heard = Callable[[float], None]


class PartFailed(Exception):
    """A child process ended before its part was done; its own words are in the log of the worker."""


class Children:
    """A context manager: children start when there is work for them and are gone when it ends, whatever happened."""

    def __init__(self) -> None:
        self._children: list[subprocess.Popen[str]] = []
        self._lines: queue.SimpleQueue[tuple[subprocess.Popen[str], str]] = queue.SimpleQueue()
        self._most = min(PARTS_AT_ONCE, os.cpu_count() or 1)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        for child in self._children:
            child.kill()
        for child in self._children:
            child.wait()

    def work_off(self, orders: Sequence[Path], heard: Heard) -> None:
        """Have all orders done; `heard` is called again and again with the share that is. Raises PartFailed."""
        waiting = deque(orders)
        while len(self._children) < min(self._most, len(orders)):
            self._start()
        done, percents = 0, dict.fromkeys(self._children, 0)
        for child in self._children:
            self._tell(child, waiting)
        while done < len(orders):
            heard((done + sum(percents.values()) / 100) / len(orders))
            try:
                child, line = self._lines.get(timeout=LOOK_SECONDS)
            except queue.Empty:
                continue
            match line.strip():
                case "":
                    raise PartFailed(child.wait())
                case words if words == DONE:
                    done, percents[child] = done + 1, 0
                    self._tell(child, waiting)
                case percent:
                    percents[child] = int(percent)

    def _start(self) -> None:
        child = subprocess.Popen(
            [sys.executable, "-m", "exports.pdf.long.child"],
            cwd=_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        self._children.append(child)
        threading.Thread(target=self._listen, args=(child,), name="export-part", daemon=True).start()

    def _listen(self, child: "subprocess.Popen[str]") -> None:
        assert child.stdout is not None  # noqa: S101
        for line in child.stdout:
            self._lines.put((child, line))
        self._lines.put((child, ""))

    def _tell(self, child: "subprocess.Popen[str]", waiting: deque[Path]) -> None:
        if waiting:
            assert child.stdin is not None  # noqa: S101
            child.stdin.write(f"{waiting.popleft()}\n")
            child.stdin.flush()
