"""Keep a set of child processes running until told to stop, and leave none behind.

Each child leads its own session, so that Ctrl-C reaches the supervisor alone and a group can be killed whole. A
child that ends is started again after a growing delay, its group killed first: a killed `worker --beat` would
otherwise leave its beat. What this does not know: what the children do.
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

LOOK_SECONDS = 0.2
STOP_GRACE_SECONDS = 8
FIRST_DELAY_SECONDS = 1
LONGEST_DELAY_SECONDS = 30
STEADY_SECONDS = 60  # a child that ran this long starts again without a growing delay


@dataclass
class Child:
    """One process and the group it leads; it is started when it is first wanted, and kept running from then on."""

    name: str
    arguments: Sequence[str]
    descriptors: Sequence[int] = ()
    is_wanted: Callable[[], bool] = lambda: True
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    restarts: int = 0
    start_at: float = 0.0

    def start(self) -> None:
        """Start the process, which knows its parent's id and inherits `descriptors` alone."""
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603  our own arguments
            [sys.executable, *self.arguments],
            env=child_environment(),
            stdin=subprocess.DEVNULL,
            pass_fds=self.descriptors,
            start_new_session=True,
        )

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def terminate(self) -> None:
        """Ask the process, not its group, to end: it ends its own children in order."""
        if self.process and self.is_running():
            self.process.terminate()

    def kill_group(self) -> None:
        """Kill whatever is left of the group and wait for the process."""
        if self.process:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def next_delay_seconds(self) -> float:
        """Return how long to wait before the next start: doubled each time, forgotten after a steady run."""
        is_steady = time.monotonic() - self.started_at > STEADY_SECONDS
        self.restarts = 0 if is_steady else self.restarts + 1
        return float(min(FIRST_DELAY_SECONDS * 2 ** max(self.restarts - 1, 0), LONGEST_DELAY_SECONDS))


@dataclass
class Supervisor:
    """Run `children` until SIGINT, SIGTERM or SIGHUP; `say` prints one line to the person who started it."""

    children: Sequence[Child]
    say: Callable[[str], None]
    on_look: Callable[[], None] = lambda: None
    is_stopping: bool = field(default=False, init=False)

    def run(self) -> None:
        """Return when all children are gone. Calls `on_look` several times a second meanwhile."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        try:
            while not self.is_stopping:
                for child in self.children:
                    self._keep_running(child)
                self.on_look()
                time.sleep(LOOK_SECONDS)
        finally:
            self._stop_children()

    def _stop(self, _number: int, _frame: object) -> None:
        self.is_stopping = True

    def _keep_running(self, child: Child) -> None:
        if child.is_running():
            return
        if not child.started_at and not child.is_wanted():
            return
        if child.process:
            child.kill_group()
            delay = child.next_delay_seconds()
            how = ending(child.process.returncode)
            self.say(f"The {child.name} process ended ({how}); it starts again in {delay:g} s.")
            child.process, child.start_at = None, time.monotonic() + delay
        elif time.monotonic() >= child.start_at:
            child.start()

    def _stop_children(self) -> None:
        for child in self.children:
            child.terminate()
        deadline = time.monotonic() + STOP_GRACE_SECONDS
        while time.monotonic() < deadline and any(child.is_running() for child in self.children):
            time.sleep(LOOK_SECONDS)
        for child in self.children:
            child.kill_group()


def ending(returncode: int) -> str:
    """Say in words how a process ended."""
    return f"exit code {returncode}" if returncode >= 0 else f"signal {signal.Signals(-returncode).name}"


def child_environment() -> dict[str, str]:
    """Return the environment of a child; on macOS also what forking and finding Pango need there.

    Linux otherwise gives each of some twenty threads a heap of its own, whose free parts no other one uses.
    """
    environment = {"MALLOC_ARENA_MAX": "2", **os.environ, "SUPERVISOR_PID": str(os.getpid())}
    if sys.platform == "darwin":
        environment.setdefault("OBJC_DISABLE_INITIALIZE_FORK_SAFETY", "YES")
        environment.setdefault("DYLD_FALLBACK_LIBRARY_PATH", "/opt/homebrew/lib:/usr/local/lib")
    return environment
