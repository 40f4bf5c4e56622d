"""Processes that outlive the command which starts them: a number in `run`, lines in `log`, an end within a grace."""

import contextlib
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

READY_SECONDS = 120
GRACE_SECONDS = 40
LOOK_SECONDS = 0.1


class NotReady(Exception):
    """A part did not start; the message says which, and the end of what it printed."""


def start(folder: Path, name: str, command: Sequence[str], environment: Mapping[str, str], cwd: Path) -> None:
    """Start the process in a session of its own, unless it runs."""
    if is_running(folder, name):
        return
    with (folder / "log" / f"{name}.log").open("ab") as log:
        process = subprocess.Popen(  # noqa: S603 - our own commands
            command, env=environment, cwd=cwd, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )
    (folder / "run" / f"{name}.pid").write_text(str(process.pid))


def stop(folder: Path, name: str) -> None:
    """Ask the process to end, once, and wait; kill its group after the grace."""
    stop_all(folder, [name])


def stop_all(folder: Path, names: Sequence[str]) -> None:
    """Do so with all of them at once: a second signal would break off what a worker still makes."""
    for name in names:
        if (number := _number(folder, name)) is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(number, signal.SIGTERM)
    for name in names:
        wait_until(lambda name=name: not is_running(folder, name), GRACE_SECONDS)  # type: ignore[misc]
        if is_running(folder, name) and (number := _number(folder, name)) is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(number, signal.SIGKILL)
        (folder / "run" / f"{name}.pid").unlink(missing_ok=True)


def is_running(folder: Path, name: str) -> bool:
    """Tell whether the process runs; one that has ended but was not waited for does not."""
    number = _number(folder, name)
    if number is None:
        return False
    with contextlib.suppress(ChildProcessError):
        os.waitpid(number, os.WNOHANG)
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


def wait_for_port(folder: Path, name: str, port: int) -> None:
    """Wait until the process listens; raise NotReady when it ends or takes too long."""
    if wait_until(lambda: _listens(port) or not is_running(folder, name), READY_SECONDS) and is_running(folder, name):
        return
    printed = (folder / "log" / f"{name}.log").read_text(errors="replace")
    raise NotReady(f"{name} did not start on port {port}:\n{printed[-2_000:]}")


def wait_until(is_true: Callable[[], bool], seconds: float) -> bool:
    """Look until it is true; return False after so many seconds."""
    give_up_at = time.monotonic() + seconds
    while not is_true():
        if time.monotonic() > give_up_at:
            return False
        time.sleep(LOOK_SECONDS)
    return True


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _number(folder: Path, name: str) -> int | None:
    path = folder / "run" / f"{name}.pid"
    return int(path.read_text()) if path.exists() else None
