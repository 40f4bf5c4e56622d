"""What the supervisor's children run: `python -m config.child web FD` or `... worker`, with the parent's id in the
environment. Each ends by itself when the supervisor is gone."""

import os
import socket
import sys
import warnings

from celery.platforms import SecurityWarning

from config.celery import app as celery_app
from config.lifeline import die_with_parent

WORKER_ARGUMENTS = [
    *("--quiet", "worker", "--beat", "--concurrency=2", "--queues=exports,default", "--loglevel=warning"),
    *("--without-gossip", "--without-mingle", "--without-heartbeat"),
]
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


def main() -> None:
    if parent_pid := os.environ.get("SUPERVISOR_PID"):
        die_with_parent(int(parent_pid))
    match sys.argv[1:]:
        case ["web", descriptor]:
            run_web(int(descriptor))
        case ["worker"]:
            # Messages are JSON, so that the account the worker runs under does not matter to Celery's warning.
            warnings.simplefilter("ignore", SecurityWarning)
            celery_app.worker_main(WORKER_ARGUMENTS)
        case _:
            sys.exit("usage: python -m config.child web FD | worker")


if __name__ == "__main__":
    main()
