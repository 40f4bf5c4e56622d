"""The side that asks: a few processes, started when first needed, each thrown away when what it was given kills it."""

import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

_CHUNK_BYTES = 256 * 1024


class ChildProcess:
    """One process that runs a program isolated from the site's environment, in a session of its own."""

    def __init__(self, program: Path, *arguments: str) -> None:
        self.owner = os.getpid()
        self.popen = subprocess.Popen(  # noqa: S603
            [sys.executable, "-I", str(program), *arguments],
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

    def send(self, pieces: Iterable[bytes]) -> threading.Thread:
        """Write beside the reading, so that neither side waits for a full pipe; return the writing thread."""
        writer = threading.Thread(target=self._write, args=(pieces,), daemon=True)
        writer.start()
        return writer

    def write(self, pieces: Iterable[bytes], deadline: float) -> None:
        """Write in this thread, for a program that answers when it has read all; raise TimeoutError or OSError."""
        assert self.popen.stdin is not None  # noqa: S101
        place = self.popen.stdin.fileno()
        os.set_blocking(place, False)
        for piece in pieces:
            rest = memoryview(piece)
            while rest:
                if not select.select([], [place], [], max(0, deadline - time.monotonic()))[1]:
                    raise TimeoutError
                rest = rest[os.write(place, rest) :]

    def part(self, deadline: float) -> bytes:
        """Return what it answers next; raise TimeoutError at the deadline (monotonic), BrokenPipeError at its end."""
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

    def _write(self, pieces: Iterable[bytes]) -> None:
        assert self.popen.stdin is not None  # noqa: S101
        with suppress(OSError):
            for piece in pieces:
                rest = memoryview(piece)
                while rest:
                    rest = rest[self.popen.stdin.write(rest) or 0 :]


class IdleProcesses:
    """Processes of one program that wait for work."""

    def __init__(self, program: Path) -> None:
        self._program = program
        self._taking = threading.Lock()
        self._idle: list[ChildProcess] = []

    def take(self, *arguments: str) -> ChildProcess:
        """Return an idle process that still runs; a new one if there is none."""
        with self._taking:
            while self._idle:
                process = self._idle.pop()
                if process.is_usable:
                    return process
                if process.owner == os.getpid():
                    process.stop()
        return ChildProcess(self._program, *arguments)

    def give_back(self, process: ChildProcess) -> None:
        """Keep a process that has done its work for the next one who asks."""
        with self._taking:
            self._idle.append(process)

    def __iter__(self) -> Iterator[ChildProcess]:
        return iter(tuple(self._idle))

    def stop(self) -> None:
        """End the processes that do nothing now."""
        with self._taking:
            while self._idle:
                self._idle.pop().stop()
