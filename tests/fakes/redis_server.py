"""A Redis of the test's own, on a free port, without a file."""

import contextlib
import subprocess
import time
from collections.abc import Iterator

import redis

from tests.fakes.site import free_port

START_TIMEOUT_SECONDS = 10


@contextlib.contextmanager
def running_redis(port: int | None = None) -> Iterator[str]:
    """Start a server, on a free port unless one is given; yield its address and kill it."""
    port = port or free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--daemonize", "no"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    address = f"redis://127.0.0.1:{port}/0"
    try:
        _wait_for(address)
        yield address
    finally:
        process.kill()
        process.wait()


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + START_TIMEOUT_SECONDS
    with redis.Redis.from_url(address) as client:
        while True:
            try:
                client.ping()
            except redis.ConnectionError:
                assert time.monotonic() < deadline
                time.sleep(0.05)
            else:
                return
