"""Redis is restarted and loses its queue: the jobs are there all the same, by real workers."""

import contextlib
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.redis_server import running_redis
from tests.fakes.site import ROOT, free_port, site_environment

JOBS = 3
QUEUE_JOBS = f"""
import django; django.setup()
from django.core.management import call_command
from tests.fakes.killed_workers import make_jobs
call_command("migrate", verbosity=0)
make_jobs({JOBS})
"""
SECONDS = 120


@contextlib.contextmanager
def worker(environment: dict[str, str], log: Path, *arguments: str) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a Celery worker as a server does."""
    command = [sys.executable, "-m", "celery", "--app", "config", "worker", "--loglevel", "info", *arguments]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(60)


def wait_until(condition: object, log: Path) -> None:
    deadline = time.monotonic() + SECONDS
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline, log.read_text(errors="replace")[-4_000:]
        time.sleep(0.2)


@pytest.mark.slow
def test_jobs_that_were_queued_in_a_redis_that_restarted_are_done(tmp_path: Path) -> None:
    port = free_port()
    environment = site_environment(
        tmp_path,
        0,
        REDIS_URL=f"redis://127.0.0.1:{port}/0",
        SECRET_KEY="x" * 60,
        DJANGO_SETTINGS_MODULE="config.settings",
    )
    logs = tmp_path / "sweeper.log", tmp_path / "maker.log"
    with contextlib.ExitStack() as stack:
        with running_redis(port):
            subprocess.run([sys.executable, "-c", QUEUE_JOBS], cwd=ROOT, env=environment, check=True)
            sweeper = stack.enter_context(worker(environment, logs[0], "-Q", "default", "-c", "1", "--beat"))
            wait_until(lambda: "task_succeeded" in logs[0].read_text(), logs[0])
        database = stack.enter_context(contextlib.closing(sqlite3.connect(tmp_path / "diptych.sqlite3", timeout=30)))
        stack.enter_context(running_redis(port))
        stack.enter_context(worker(environment, logs[1], "-Q", "exports", "-c", "1"))

        def states() -> list[tuple[str, int]]:
            return database.execute("SELECT status, attempt FROM exports_exportjob").fetchall()

        assert states() == [("pending", 0)] * JOBS
        # As if a minute had passed: the sweep sends again what is silent for so long.
        database.execute("UPDATE exports_exportjob SET sent_at = datetime(sent_at, '-61 seconds')")
        database.commit()

        wait_until(lambda: not {status for status, _ in states()} & {"pending", "processing"}, logs[0])

        assert states() == [("completed", 1)] * JOBS
        assert sweeper.poll() is None
