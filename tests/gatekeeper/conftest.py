"""The gate without leftovers of another test, and an endpoint for its LLM stage."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from pytest_django import Settings

from gatekeeper.stages import semantic
from tests.fakes.openai_endpoint import OpenAIEndpoint


@pytest.fixture(autouse=True)
def _fresh_gate(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """No cached decision, no model endpoint, and the weights that need no extra."""
    cache.clear()
    settings.OPENAI_BASE_URL = settings.OPENAI_API_KEY = ""
    monkeypatch.setitem(semantic._state, "is_off", True)


@pytest.fixture
def with_semantic(monkeypatch: pytest.MonkeyPatch) -> None:
    """The weights that use embeddings."""
    monkeypatch.setitem(semantic._state, "is_off", False)


@pytest.fixture
def endpoint(settings: Settings) -> Iterator[OpenAIEndpoint]:
    """A real HTTP endpoint that the LLM stage asks."""
    with OpenAIEndpoint() as running:
        settings.OPENAI_BASE_URL = running.base_url
        settings.OPENAI_API_KEY = "test-key"
        settings.GATEKEEPER_MODEL = "gate-model"
        settings.GATEKEEPER_LLM_TIMEOUT_MS = 20_000
        yield running
