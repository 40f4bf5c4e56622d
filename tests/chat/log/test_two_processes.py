"""Two web processes, one Redis, one PostgreSQL: any process serves any turn, and a dead owner loses nothing shown."""

import asyncio
import os
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.fakes.openai_endpoint import OpenAIEndpoint
from tests.fakes.openai_scripts import Script
from tests.fakes.postgres import running_postgres
from tests.fakes.redis_server import running_redis
from tests.fakes.site import manage
from tests.fakes.web_process import Event, WebProcess, follow, web_process

pytestmark = pytest.mark.slow
WORDS = [f"word{number} " for number in range(240)]
RECONNECTIONS = 200
QUESTION = "What moves the tides?"


@dataclass(frozen=True)
class Pair:
    """Two processes that share everything but memory."""

    first: WebProcess
    second: WebProcess
    environment: dict[str, str]


@pytest.fixture(scope="module")
def endpoint() -> Iterator[OpenAIEndpoint]:
    with OpenAIEndpoint() as running:
        yield running


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    with running_postgres() as address:
        yield address


@pytest.fixture
def pair(tmp_path: Path, endpoint: OpenAIEndpoint, database: str) -> Iterator[Pair]:
    endpoint.script("slow", Script(pieces=WORDS, tokens_per_second=60))
    with running_redis() as address:
        environment = {
            **os.environ,
            "DATA_DIR": str(tmp_path),
            "ENV_FILE": str(tmp_path / "none"),
            "DATABASE_URL": database,
            "REDIS_URL": address,
            "SECRET_KEY": "tests only",
            "ALLOWED_HOSTS": "127.0.0.1",
            "HTTPS": "false",
            "LIMIT_CHAT": "10000/m",
            "OPENAI_BASE_URL": endpoint.base_url,
            "OPENAI_API_KEY": "test",
            "CHAT_MODEL": "slow",
        }
        manage(environment, "migrate", "--verbosity", "0")
        token = manage(environment, "create_token", "alice@example.org", "--create-user").split()[-1]
        with web_process(environment, token) as first, web_process(environment, token) as second:
            yield Pair(first, second, environment)


def text_of(events: list[Event]) -> str:
    return "".join(data["text"] for _, name, data in events if name == "text")


async def moved(pair: Pair, turn: str, at: int) -> list[Event]:
    """Follow on the first process up to event `at`, then go on with the second."""
    begin = await follow(pair.first, turn, until=at)
    last = begin[-1][0] if begin else 0
    return begin + await follow(pair.second, turn, after=last)


async def test_a_client_that_moves_to_the_other_process_gets_exactly_the_same_text(pair: Pair):
    turn = await asyncio.to_thread(pair.first.say, QUESTION)
    chance = random.Random(7)
    points = [chance.randint(1, 90) for _ in range(RECONNECTIONS)]
    async with asyncio.timeout(120):
        followed = await asyncio.gather(*(moved(pair, turn, at) for at in points))
    for events in followed:
        assert events[-1][1] == "turn_completed"
        assert text_of(events) == "".join(WORDS).rstrip()
        assert [number for number, _, _ in events] == list(range(1, len(events) + 1))


async def test_killing_the_owner_keeps_what_was_shown_and_says_interrupted(pair: Pair):
    turn = await asyncio.to_thread(pair.first.say, QUESTION)
    shown = text_of(await follow(pair.first, turn, until=30))
    await asyncio.sleep(0.6)
    pair.first.kill()
    killed_at = time.monotonic()
    while True:
        _, state = await asyncio.to_thread(pair.second.call, "GET", f"/api/chat/turns/{turn}")
        if state["status"] != "streaming":
            break
        assert time.monotonic() - killed_at < 15
        await asyncio.sleep(0.3)
    assert state["status"] == "interrupted"
    assert state["text"].startswith(shown.strip())


async def test_a_follower_on_the_other_process_is_told_of_the_interruption(pair: Pair):
    turn = await asyncio.to_thread(pair.first.say, QUESTION)
    following = asyncio.create_task(follow(pair.second, turn))
    await follow(pair.first, turn, until=20)
    pair.first.kill()
    async with asyncio.timeout(25):
        events = await following
    assert events[-1][1] == "turn_interrupted"


async def test_stop_from_the_other_process_cancels_the_model_call(pair: Pair, endpoint: OpenAIEndpoint):
    turn = await asyncio.to_thread(pair.first.say, QUESTION)
    await follow(pair.first, turn, until=10)
    status, _ = await asyncio.to_thread(pair.second.call, "POST", f"/api/chat/turns/{turn}/stop")
    assert status == 202
    async with asyncio.timeout(10):
        events = await follow(pair.second, turn)
        while not endpoint.received[-1].is_cancelled:  # noqa: ASYNC110 - the endpoint lives in another thread
            await asyncio.sleep(0.05)
    assert events[-1][1] == "turn_cancelled"
    assert "".join(WORDS).startswith(text_of(events))
