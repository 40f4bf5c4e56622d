"""A small Celery app over the folder broker: `python -m tests.fakes.queue_app FOLDER` runs its worker."""

import os
import signal
import sys
from pathlib import Path

from celery import Celery

import config.broker  # noqa: F401  registers folder://


def make_app(folder: Path) -> Celery:
    """Return the app whose queue, and the files its tasks write, are under `folder`."""
    app = Celery("queue", set_as_current=False)
    app.conf.update(
        broker_url="folder://localhost",
        broker_transport_options={"folder": str(folder / "broker"), "polling_interval": 0.05},
        task_acks_late=True,
        task_ignore_result=True,
        task_reject_on_worker_lost=True,
        worker_enable_remote_control=False,
        worker_prefetch_multiplier=1,
    )

    @app.task(name="note")
    def note(number: int) -> None:
        _append(folder / "notes", str(number))

    @app.task(name="die_once")
    def die_once() -> None:
        _append(folder / "deaths", str(os.getpid()))
        if len((folder / "deaths").read_text().splitlines()) == 1:
            os.kill(os.getpid(), signal.SIGKILL)

    return app


def _append(path: Path, line: str) -> None:
    with path.open("a") as file:
        file.write(f"{line}\n")


if __name__ == "__main__":
    worker_arguments = ["worker", "--concurrency=2", "--loglevel=error"]
    make_app(Path(sys.argv[1])).worker_main([*worker_arguments, "--without-gossip", "--without-mingle"])
