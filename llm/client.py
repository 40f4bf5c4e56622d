"""The one door to a model: picks the provider from the settings; nothing outside `llm` knows which one it is."""

from collections.abc import AsyncGenerator, Mapping

from llm.endpoint import current_endpoint
from llm.protocol import ChatRequest, LLMEvent, Proposal, Provider, Tell
from llm.providers.registry import ProviderName, provider


def is_offline() -> bool:
    """Tell whether no endpoint is connected and the offline assistant answers."""
    return current_endpoint() is None


def stream(request: ChatRequest) -> AsyncGenerator[LLMEvent, None]:
    """Return the answer as events (see `llm.protocol`).

    Use `contextlib.aclosing`: closing the generator closes the connection, and so stops the model.
    """
    return _provider().stream(request)


async def propose(request: ChatRequest, tell: Tell | None = None) -> Proposal:
    """Return the changes that the last message asks for on the open artifact.

    A proposal without operations says in `note` or `text` why; raises ProviderError. `tell` hears of the work on it.
    """
    return await _provider().propose(request, tell)


async def complete_json(
    prompt: str, schema: Mapping[str, object], *, model: str | None = None, timeout_seconds: float
) -> dict[str, object]:
    """Return one JSON object that follows `schema`, from one call that is never tried again.

    Raises ProviderError: ProviderTimeout when late, ProviderMalformed when it is no JSON object, and at once when
    offline.
    """
    return await _provider().complete_json(prompt, schema, model=model, timeout_seconds=timeout_seconds)


def warm() -> None:
    """Load the provider's library, which takes a second that the first message would wait."""
    _provider()


def _provider() -> Provider:
    return provider(ProviderName.OFFLINE if is_offline() else ProviderName.OPENAI_COMPATIBLE)
