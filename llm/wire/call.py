"""One call of a model, from a request to its open answer: fitted to what the model holds, shorter if it refuses."""

from collections.abc import Callable

import httpx2

from llm import limits
from llm.context import budget_of, fitted, message_tokens, with_room
from llm.errors import ContextTooLong, ProviderError
from llm.protocol import ChatRequest
from llm.wire.connections import Connections
from llm.wire.dialects import CONTEXT_FIELDS
from llm.wire.learned import learned
from llm.wire.messages import WireMessage
from llm.wire.parameters import LENGTH, Params

Build = Callable[[ChatRequest], list[WireMessage]]


class Call:
    """What is sent for one answer, built by `build`; a refusal for its length is answered once by sending less."""

    def __init__(self, request: ChatRequest, model: str, build: Build, params: Params, *, required: int = 1) -> None:
        self._request = request
        self._model = model
        self._build = build
        self._params = params
        self._required = required
        self._sent_tokens = 0
        self._is_shortened = False

    async def open(self, deadline: float) -> httpx2.Response:
        """Send it and return the answer, headers read; raises ProviderError."""
        try:
            return await self._send(budget_of(self._model), deadline)
        except ContextTooLong as refusal:
            if "endpoint_status" not in refusal.facts:
                raise  # nothing was sent: the newest message alone is too long
            return await self.open_shorter(refusal, deadline)

    async def open_shorter(self, refusal: ContextTooLong, deadline: float) -> httpx2.Response:
        """Send less than was refused, once; raises the refusal when that is not possible."""
        if self._is_shortened:
            raise refusal
        self._is_shortened = True
        limit = refusal.facts.get("limit_tokens")
        half = max(limits.LEAST_CONTEXT_TOKENS, self._sent_tokens // 2)
        learned(self._model).context_tokens = limit or half * 4 // 3
        if limit is None:
            self._params.pop(LENGTH, None)  # it may have been the length of the answer that did not fit
        try:
            return await self._send(budget_of(self._model), deadline)
        except ContextTooLong as again:
            raise again if "endpoint_status" in again.facts else refusal from again

    async def _send(self, budget: int, deadline: float) -> httpx2.Response:
        messages = self._build(with_room(self._request, budget))
        if message_tokens(messages) > limits.UNKNOWN_CONTEXT_TOKENS and await _ask_for_context(self._model):
            budget = budget_of(self._model)
            messages = self._build(with_room(self._request, budget))
        messages = await fitted(messages, budget, required=self._required)
        self._sent_tokens = message_tokens(messages)
        params = {**self._params, "model": self._model, "messages": messages}
        if LENGTH in params:
            params[LENGTH] = _room_for_answer(self._model, self._sent_tokens)
        return await Connections.current().open(params, deadline=deadline, attempts=limits.ATTEMPTS)


def _room_for_answer(model: str, sent_tokens: int) -> int:
    known = learned(model).context_tokens
    return limits.ANSWER_TOKENS if known is None else max(1, min(limits.ANSWER_TOKENS, known - sent_tokens))


async def _ask_for_context(model: str) -> bool:
    """Learn from the endpoint's list how much the model holds, once; return whether it says so."""
    known = learned(model)
    if known.was_asked_for or known.context_tokens:
        return False
    known.was_asked_for = True
    try:
        listed = await Connections.current().models()
    except ProviderError:
        return False
    known.context_tokens = _context_of(model, listed)
    return known.context_tokens is not None


def _context_of(model: str, listed: object) -> int | None:
    entries = listed.get("data") if isinstance(listed, dict) else None
    entry = next((entry for entry in entries or () if isinstance(entry, dict) and entry.get("id") == model), {})
    places = [place for place in (entry, entry.get("meta")) if isinstance(place, dict)]
    values = (place.get(row.word) for row in CONTEXT_FIELDS for place in places)
    return next((value for value in values if isinstance(value, int) and value >= limits.LEAST_CONTEXT_TOKENS), None)
