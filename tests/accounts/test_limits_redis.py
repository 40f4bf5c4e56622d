"""The limits on the cache of production: a real Redis, and the same one killed."""

import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import redis
import time_machine
from django.db import connection
from django.http import HttpRequest
from pytest_django.fixtures import Settings

from accounts.errors import RateLimitReached
from accounts.limits import Limit, check_and_hit, counted
from accounts.models import User
from common.errors import Invalid, Unavailable

RequestOf = Callable[..., HttpRequest]
START_TIMEOUT_SECONDS = 10


@pytest.fixture
def server(settings: Settings) -> Iterator[subprocess.Popen[bytes]]:
    """Run a Redis of our own and count in it."""
    port = free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--daemonize", "no"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    address = f"redis://127.0.0.1:{port}/0"
    wait_for(address)
    backend = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": address}
    settings.CACHES = {**settings.CACHES, "limits": backend}
    settings.LIMITS = {**settings.LIMITS, "create": "5/m", "export": "5/m"}
    yield process
    process.kill()
    process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(address: str) -> None:
    with redis.Redis.from_url(address) as client:
        deadline = time.monotonic() + START_TIMEOUT_SECONDS
        while True:
            try:
                client.ping()
            except redis.ConnectionError:
                assert time.monotonic() < deadline
            else:
                return


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("server")
def test_parallel_requests_never_pass_together(request_of: RequestOf) -> None:
    user = User.objects.create_user("alice@example.org")

    def attempt(_number: int) -> bool:
        try:
            check_and_hit(request_of(user), Limit.CREATE)
        except RateLimitReached:
            return False
        finally:
            connection.close()
        return True

    with time_machine.travel("2026-11-23T10:00:00Z", tick=False), ThreadPoolExecutor(8) as pool:
        passed = list(pool.map(attempt, range(24)))

    assert passed.count(True) == 5


@pytest.mark.usefixtures("server")
def test_what_fails_is_given_back(user: User, request_of: RequestOf) -> None:
    with time_machine.travel("2026-11-23T10:00:00Z", tick=False):
        for _ in range(8):
            with pytest.raises(Invalid), counted(request_of(user), Limit.CREATE):
                raise Invalid


def test_when_it_dies_chat_goes_on_and_exports_stop(
    user: User, request_of: RequestOf, server: subprocess.Popen[bytes]
) -> None:
    check_and_hit(request_of(user), Limit.EXPORT)

    server.kill()
    server.wait()

    check_and_hit(request_of(user), Limit.CHAT)
    with pytest.raises(Unavailable):
        check_and_hit(request_of(user), Limit.EXPORT)
