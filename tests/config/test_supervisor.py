"""Children that end are started again after a growing delay, and none is left; for `up` see test_running_site.py."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from config import supervisor
from config.supervisor import (
    FIRST_DELAY_SECONDS,
    LONGEST_DELAY_SECONDS,
    STEADY_SECONDS,
    Child,
    Supervisor,
    child_environment,
    ending,
)
from tests.fakes.processes import is_alive

WAIT = ["-c", "import time; time.sleep(600)"]


class Clock:
    """A clock that goes on by what is slept, and by what it is set to."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    still = Clock()
    monkeypatch.setattr(supervisor, "time", still)
    return still


@pytest.fixture(autouse=True)
def signals() -> Iterator[None]:
    """The supervisor takes the process's signals; they are given back."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.getsignal(number) for number in numbers}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def test_delay_doubles_up_to_the_longest(clock: Clock) -> None:
    child = Child("web", [])
    child.started_at = clock.now

    delays = [child.next_delay_seconds() for _ in range(8)]

    assert delays == [1, 2, 4, 8, 16, 30, 30, 30]
    assert (FIRST_DELAY_SECONDS, LONGEST_DELAY_SECONDS) == (1, 30)


@pytest.mark.parametrize(("ran_seconds", "delay"), [(STEADY_SECONDS, 8), (STEADY_SECONDS + 1, 1)])
def test_delay_is_forgotten_after_a_steady_run(clock: Clock, ran_seconds: float, delay: float) -> None:
    child = Child("web", [], restarts=3)
    child.started_at = clock.now
    clock.now += ran_seconds

    assert child.next_delay_seconds() == delay


def test_second_delay_after_a_steady_run_grows_again(clock: Clock) -> None:
    child = Child("web", [], restarts=5)
    child.started_at = clock.now
    clock.now += STEADY_SECONDS + 1

    assert child.next_delay_seconds() == 1
    child.started_at = clock.now
    assert [child.next_delay_seconds() for _ in range(3)] == [1, 2, 4]


def test_started_child_leads_a_session_of_its_own_and_knows_its_parent(tmp_path: Path, clock: Clock) -> None:
    said = tmp_path / "said"
    script = f"import os; open({str(said)!r}, 'w').write(f'{{os.getsid(0)}} {{os.environ[\"SUPERVISOR_PID\"]}}')"
    child = Child("web", ["-c", script])

    child.start()
    assert child.process is not None
    assert child.process.wait(30) == 0

    assert said.read_text() == f"{child.process.pid} {os.getpid()}"
    assert child.started_at == clock.now
    assert not child.is_running()


def test_child_inherits_its_descriptors_alone() -> None:
    (read, write), (kept_read, kept_write) = os.pipe(), os.pipe()
    for one in (write, kept_write):
        os.set_inheritable(one, True)
    child = Child("web", ["-c", f"import os; os.write({write}, b'x'); os.write({kept_write}, b'y')"], [write])

    child.start()
    assert child.process is not None
    assert child.process.wait(30) == 1  # the second write has nowhere to go
    os.close(write)
    os.close(kept_write)

    assert (os.read(read, 9), os.read(kept_read, 9)) == (b"x", b"")
    os.close(read)
    os.close(kept_read)


def test_child_that_never_started_is_not_running_and_may_be_ended() -> None:
    child = Child("web", WAIT)

    child.terminate()
    child.kill_group()

    assert not child.is_running()


def test_ended_child_and_its_group_are_gone(tmp_path: Path) -> None:
    """A child is killed with what it had started itself."""
    said = tmp_path / "pid"
    script = (
        "import subprocess, sys, time\n"
        f"one = subprocess.Popen([sys.executable, {WAIT[0]!r}, {WAIT[1]!r}])\n"
        f"open({str(said)!r}, 'w').write(str(one.pid) + '.')\n"
        "time.sleep(600)"
    )
    child = Child("worker", ["-c", script])
    child.start()
    until(lambda: said.exists() and said.read_text().endswith("."))
    grandchild = int(said.read_text()[:-1])
    assert child.is_running()
    assert is_alive(grandchild)

    child.kill_group()

    assert not child.is_running()
    until(lambda: not is_alive(grandchild))


def test_terminated_child_ends_by_itself(tmp_path: Path) -> None:
    child = Child("web", WAIT)
    child.start()

    child.terminate()

    assert child.process is not None
    assert child.process.wait(30) == -signal.SIGTERM
    child.terminate()  # and again, without an effect


def test_ended_child_is_started_again_after_its_delay_and_said(clock: Clock, tmp_path: Path) -> None:
    """Its clock goes on by each look, so nothing here waits for a second."""
    starts = tmp_path / "starts"
    child = Child("worker", ["-c", f"open({str(starts)!r}, 'a').write('x'); raise SystemExit(3)"])
    said: list[str] = []
    times: list[float] = []
    running = Supervisor([child], said.append)

    def look() -> None:
        if child.process:
            child.process.wait(30)
            times.append(child.started_at)
        running.is_stopping = len(said) == 3

    running.on_look = look
    running.run()

    assert said == [f"The worker process ended (exit code 3); it starts again in {n} s." for n in (1, 2, 4)]
    assert starts.read_text() == "xxx"
    first, second, third = sorted(set(times))
    assert 1 <= second - first <= 1.6
    assert 2 <= third - second <= 2.6


def test_running_child_is_left_alone_and_ends_with_its_supervisor() -> None:
    child, looks = Child("web", WAIT), list[int]()
    running = Supervisor([child], pytest.fail)

    def look() -> None:
        assert child.process is not None
        looks.append(child.process.pid)
        if len(looks) == 2:
            os.kill(os.getpid(), signal.SIGTERM)

    running.on_look = look
    running.run()

    assert len(set(looks)) == 1
    assert not is_alive(looks[0])
    assert child.process is not None
    assert child.process.returncode == -signal.SIGTERM


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_each_signal_stops(number: signal.Signals, clock: Clock) -> None:
    looks: list[int] = []

    def look() -> None:
        looks.append(1)
        os.kill(os.getpid(), number)

    Supervisor([], pytest.fail, on_look=look).run()

    assert looks == [1]


def test_child_that_does_not_end_is_killed_when_the_grace_is_over(clock: Clock, tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN)"
    child = Child("web", ["-c", f"{deaf}; open({str(ready)!r}, 'w'); time.sleep(600)"])
    running = Supervisor([child], pytest.fail)

    def look() -> None:
        until(ready.exists)
        running.is_stopping = True

    running.on_look = look
    began = clock.now
    running.run()

    assert child.process is not None
    assert child.process.returncode == -signal.SIGKILL
    assert supervisor.STOP_GRACE_SECONDS <= clock.now - began < supervisor.STOP_GRACE_SECONDS + 1


def test_children_end_although_one_of_them_cannot_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    child = Child("web", WAIT)
    broken = Child("worker", ["-c", "pass"], descriptors=[-5])

    with pytest.raises((ValueError, OSError)):
        Supervisor([child, broken], pytest.fail).run()

    assert not child.is_running()


@pytest.mark.parametrize(
    ("returncode", "words"), [(0, "exit code 0"), (3, "exit code 3"), (-9, "signal SIGKILL"), (-1, "signal SIGHUP")]
)
def test_ending_is_said_in_words(returncode: int, words: str) -> None:
    assert ending(returncode) == words


def test_environment_of_a_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("MALLOC_ARENA_MAX", raising=False)
    monkeypatch.setenv("DATA_DIR", "/somewhere")
    given = child_environment()
    assert (given["MALLOC_ARENA_MAX"], given["DATA_DIR"], given["SUPERVISOR_PID"]) == (
        "2",
        "/somewhere",
        str(os.getpid()),
    )
    assert "OBJC_DISABLE_INITIALIZE_FORK_SAFETY" not in given

    monkeypatch.setenv("MALLOC_ARENA_MAX", "4")
    monkeypatch.setattr(sys, "platform", "darwin")
    given = child_environment()
    assert (given["MALLOC_ARENA_MAX"], given["OBJC_DISABLE_INITIALIZE_FORK_SAFETY"]) == ("4", "YES")
    assert given["DYLD_FALLBACK_LIBRARY_PATH"] == "/opt/homebrew/lib:/usr/local/lib"


def until(condition: Callable[[], bool]) -> None:
    """Return when it is true; fail when it does not become so."""
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline


def test_a_child_is_started_when_it_is_first_wanted_and_kept_from_then_on(clock: Clock) -> None:
    wanted = [False]
    child = Child("large worker", WAIT, is_wanted=lambda: wanted[0])
    site = Supervisor([child], say=lambda _line: None)
    try:
        site._keep_running(child)
        assert child.process is None
        wanted[0] = True
        site._keep_running(child)
        assert child.is_running()
        wanted[0] = False
        child.kill_group()
        site._keep_running(child)
        clock.now += LONGEST_DELAY_SECONDS
        site._keep_running(child)
        assert child.is_running()
    finally:
        child.kill_group()
