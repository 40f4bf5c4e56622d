"""The offline assistant as a provider: composes an answer without a model and streams it at a human pace."""

import asyncio
import re
from collections.abc import AsyncGenerator, Mapping

from django.conf import settings

from llm import limits
from llm.errors import ProviderUnreachable
from llm.offline import answers, edits
from llm.protocol import ChatRequest, Finished, FinishReason, LLMEvent, Proposal, Tell, TextDelta

_TOKEN = re.compile(r"\s*\S{1,6}|\s+")  # about as long as a model's tokens; joined again they are the text


class Offline:
    """Deterministic answers; says on every one that no model wrote it."""

    async def stream(self, request: ChatRequest) -> AsyncGenerator[LLMEvent, None]:
        """Yield the answer at OFFLINE_TOKENS_PER_SECOND, a long one faster; 0 gives it whole."""
        text = await asyncio.to_thread(answers.compose, request)
        pieces, seconds = paced(text, settings.OFFLINE_TOKENS_PER_SECOND)
        for piece in pieces:
            yield TextDelta(piece)
            await asyncio.sleep(seconds)
        yield Finished(FinishReason.STOP)

    async def propose(self, request: ChatRequest, tell: Tell | None = None) -> Proposal:
        """Return the operations of a plainly worded edit, at once."""
        return await asyncio.to_thread(edits.propose, request)

    async def complete_json(
        self, prompt: str, schema: Mapping[str, object], *, model: str | None, timeout_seconds: float
    ) -> dict[str, object]:
        """Refuse: there is no model to ask."""
        raise ProviderUnreachable


def build() -> Offline:
    """Make the provider; called once by the registry."""
    return Offline()


def paced(text: str, tokens_per_second: float) -> tuple[list[str], float]:
    """Return the pieces of the text and the seconds between two of them."""
    if tokens_per_second <= 0:
        return [text], 0.0
    tokens = _TOKEN.findall(text)
    pace = max(tokens_per_second, len(tokens) / limits.OFFLINE_MOST_SECONDS)
    size = max(1, round(pace * limits.OFFLINE_TICK_SECONDS))
    return ["".join(tokens[start : start + size]) for start in range(0, len(tokens), size)], size / pace
