"""A whole site in processes of its own, as `make run` starts it: browser tests and walks over the API use it."""

import atexit
import contextlib
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
READY_SECONDS = 180
STOP_SECONDS = 30
# What would turn the embedded default into something else, or reach a model that the tests do not run.
FOREIGN = ("DATABASE_URL", "REDIS_URL", "OPENAI_BASE_URL", "OPENAI_API_KEY", "SECRET_KEY", "ALLOWED_HOSTS", "HTTPS")


@dataclass(frozen=True)
class Site:
    """A running site. `output` is what it has printed so far."""

    base_url: str
    process: subprocess.Popen[bytes]
    data_dir: Path
    log: Path
    root: Path = ROOT

    @property
    def output(self) -> str:
        return self.log.read_text(errors="replace")

    @property
    def staff_password(self) -> str:
        """Return the one-time password of the staff account, as the first start printed it."""
        found = re.search(r"with the password (\S+) ", self.output)
        assert found, self.output
        return found[1]

    def manage(self, *arguments: str) -> str:
        """Run a management command on the data of this site and return what it printed."""
        environment = site_environment(self.data_dir, self.base_url.rsplit(":", 1)[1])
        answer = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=self.root,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert answer.returncode == 0, answer.stderr
        return answer.stdout.strip()

    def create_token(self, email: str) -> str:
        """Return a personal token of a user, who is made if missing."""
        return self.manage("create_token", email, "--create-user").splitlines()[-1].split()[-1]

    def wait_for(self, sentence: str, seconds: float = READY_SECONDS) -> None:
        """Return when the site has printed `sentence`; fail when it ends or the time is over."""
        deadline = time.monotonic() + seconds
        while sentence not in self.output:
            assert self.process.poll() is None, self.output
            assert time.monotonic() < deadline, self.output
            time.sleep(0.1)

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Send a signal and return the exit code."""
        self.process.send_signal(number)
        return self.process.wait(STOP_SECONDS)


class StaticFiles:
    """The collected static files of the first site of this test process, given to the next ones: it saves seconds."""

    folder: Path | None = None

    @classmethod
    def give(cls, data_dir: Path) -> None:
        if cls.folder and not (data_dir / "static").exists():
            shutil.copytree(cls.folder, data_dir / "static")

    @classmethod
    def keep(cls, data_dir: Path) -> None:
        if not cls.folder:
            cls.folder = Path(tempfile.mkdtemp(prefix="static-")) / "static"
            shutil.copytree(data_dir / "static", cls.folder)
            atexit.register(shutil.rmtree, cls.folder.parent, ignore_errors=True)


def free_port() -> int:
    """Return a port nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def manage(environment: dict[str, str], *arguments: str) -> str:
    """Run a management command in an environment and return what it printed."""
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True).stdout


def site_environment(data_dir: Path, port: int | str, **changes: str) -> dict[str, str]:
    """Return the environment of the embedded default on one data folder, with `changes`."""
    inherited = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    own = {"DATA_DIR": str(data_dir), "PORT": str(port), "HOST": "127.0.0.1", "ENV_FILE": str(data_dir / "no.env")}
    return {**inherited, **own, **changes}


@contextlib.contextmanager
def started_site(
    folder: Path,
    *,
    data_dir: Path | None = None,
    port: int | str | None = None,
    root: Path = ROOT,
    command: Sequence[str] = (sys.executable, "manage.py", "up"),
    **changes: str,
) -> Iterator[Site]:
    """Start `manage.py up`, by default on a free port and a new folder; stop it, or kill it when it does not stop.

    `changes` are further environment variables; what it prints goes to a file in `folder`.
    """
    name = f"site-{secrets.token_hex(4)}"
    data_dir, port = data_dir or folder / name, port or free_port()
    environment = site_environment(data_dir, port, **changes)
    log = folder / f"{name}.log"
    StaticFiles.give(data_dir)
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=root,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    site = Site(f"http://127.0.0.1:{port}", process, data_dir, log, root)
    try:
        yield site
    finally:
        if process.poll() is None:
            try:
                site.stop()
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextlib.contextmanager
def running_site(folder: Path, *, ready_seconds: float = READY_SECONDS, **start: Any) -> Iterator[Site]:
    """Like `started_site`, with the same arguments, but only handed over when the site answers."""
    with started_site(folder, **start) as site:
        site.wait_for("Diptych is ready at", ready_seconds)
        if site.root == ROOT:
            StaticFiles.keep(site.data_dir)
        yield site
