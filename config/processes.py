"""What the supervisor's children run: `python -m config.processes web FD`, `... worker` or `... large-worker`.

The parent's id is in the environment. Each ends by itself when the supervisor is gone.
"""

import os
import socket
import sys
import warnings

from celery.platforms import SecurityWarning

from config.celery import app as celery_app
from config.lifeline import die_with_parent

QUIET = ["--loglevel=warning", "--without-gossip", "--without-mingle", "--without-heartbeat"]
WORKER = ["--quiet", "worker", "--beat", "--concurrency=2", "--queues=exports,previews,default", *QUIET]
# One large file at a time, and behind everything else: pages and small files stay quick meanwhile.
LARGE_WORKER = ["--quiet", "worker", "--hostname=large@%h", "--concurrency=1", "--queues=exports-large", *QUIET]
LARGE_WORKER_NICENESS = 10
OPEN_STREAMS_GRACE_SECONDS = 3


def run_web(descriptor: int) -> None:
    """Serve the site on the listening socket that the supervisor holds open across restarts."""
    import uvicorn

    listener = socket.socket(fileno=descriptor)
    config = uvicorn.Config(
        "config.asgi:application",
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=OPEN_STREAMS_GRACE_SECONDS,
    )
    uvicorn.Server(config).run(sockets=[listener])


def run_worker(arguments: list[str]) -> None:
    """Run a Celery worker until it is told to end."""
    # Messages are JSON, so that the account the worker runs under does not matter to Celery's warning.
    warnings.simplefilter("ignore", SecurityWarning)
    celery_app.worker_main(arguments)


def main() -> None:
    if parent_pid := os.environ.get("SUPERVISOR_PID"):
        die_with_parent(int(parent_pid))
    match sys.argv[1:]:
        case ["web", descriptor]:
            run_web(int(descriptor))
        case ["worker"]:
            run_worker(WORKER)
        case ["large-worker"]:
            os.nice(LARGE_WORKER_NICENESS)
            run_worker(LARGE_WORKER)
        case _:
            sys.exit("usage: python -m config.processes web FD | worker | large-worker")


if __name__ == "__main__":
    main()
