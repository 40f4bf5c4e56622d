"""Conversations, with every feature on and an assistant that does not dawdle."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator

import pytest

from accounts.models import User
from chat.rows.models import Conversation, Message
from chat.turns import engine
from rollout.services import ensure_flags
from tests.fakes.openai_endpoint import OpenAIEndpoint


@pytest.fixture(autouse=True)
def quick_assistant(settings) -> None:
    settings.OPENAI_BASE_URL = settings.OPENAI_API_KEY = ""
    settings.OFFLINE_TOKENS_PER_SECOND = 0
    settings.LIMITS = {**settings.LIMITS, "chat": "1000/m"}


@pytest.fixture
def features_on(db: None) -> None:
    ensure_flags(everyone=True)


@pytest.fixture
def conversation(user: User, features_on: None) -> Conversation:
    """Alice's empty conversation."""
    return Conversation.objects.create(owner=user)


@pytest.fixture
def connected(settings) -> Iterator[OpenAIEndpoint]:
    """An endpoint of the tests' own that answers instead of the offline assistant, as model `m`."""
    with OpenAIEndpoint() as endpoint:
        settings.OPENAI_BASE_URL = endpoint.base_url
        settings.OPENAI_API_KEY = "test"
        settings.CHAT_MODEL = "m"
        yield endpoint


@pytest.fixture
def ended() -> Callable[[Message], Awaitable[Message]]:
    """Return a function that waits for a turn's end and gives its row."""

    async def wait(turn: Message) -> Message:
        async with asyncio.timeout(20):
            await engine.wait_for(turn.pk, 20)
        await turn.arefresh_from_db()
        return turn

    return wait
