"""The fake endpoint, with the settings pointing at it."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from llm.protocol import ChatMessage, ChatRequest, Role
from tests.fakes.openai_endpoint import OpenAIEndpoint


@pytest.fixture
def openai_endpoint(settings: Settings) -> Iterator[OpenAIEndpoint]:
    """A running fake endpoint that the site is connected to."""
    with OpenAIEndpoint() as endpoint:
        settings.OPENAI_BASE_URL = endpoint.base_url
        settings.OPENAI_API_KEY = "test-key"
        settings.CHAT_MODEL = "test-model"
        settings.GATEKEEPER_MODEL = "gate-model"
        yield endpoint


@pytest.fixture
def offline(settings: Settings) -> None:
    """No endpoint, no delay."""
    settings.OPENAI_BASE_URL = settings.OPENAI_API_KEY = ""
    settings.OFFLINE_TOKENS_PER_SECOND = 0


def ask(text: str, **fields: object) -> ChatRequest:
    """Return a request with one message."""
    return ChatRequest(messages=(ChatMessage(Role.USER, text),), **fields)  # type: ignore[arg-type]
