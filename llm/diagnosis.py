"""What works on the connected endpoint, tried for real: for the staff page that connects a model."""

import time
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass
from enum import StrEnum

from artifacts.extraction.extractor import Extractor
from artifacts.extraction.pieces import CloseReason
from artifacts.rows.enums import KindName
from llm import client
from llm.catalogue import default_model
from llm.errors import ProviderError, ProviderMalformed
from llm.protocol import ChatMessage, ChatRequest, Role, TextDelta, Usage

_SCHEMA = {"type": "object", "properties": {"answer": {"type": "integer"}}, "required": ["answer"]}
_SECONDS = 30.0


class Ability(StrEnum):
    """What a model can be good for here."""

    STREAMS = "streams"
    COUNTS_TOKENS = "counts_tokens"
    FOLLOWS_MARKERS = "follows_markers"
    ANSWERS_JSON = "answers_json"


@dataclass(frozen=True, slots=True)
class Check:
    """One ability: found or not; `fault` when the endpoint failed, its own words in `fault.endpoint_message`."""

    ability: Ability
    is_found: bool
    milliseconds: float
    fault: ProviderError | None = None


async def check_endpoint(model: str | None = None) -> list[Check]:
    """Try each ability with one short request, none after a first that failed; never raises ProviderError."""
    name = model or default_model()
    checks: dict[Ability, Callable[[str], Awaitable[bool]]] = {
        Ability.STREAMS: _streams,
        Ability.COUNTS_TOKENS: _counts_tokens,
        Ability.FOLLOWS_MARKERS: _follows_markers,
        Ability.ANSWERS_JSON: _answers_json,
    }
    found: list[Check] = []
    for ability, try_it in checks.items():
        found.append(await _check(ability, try_it, name))
        if found[0].fault:
            break
    return found


async def _check(ability: Ability, try_it: Callable[[str], Awaitable[bool]], model: str) -> Check:
    started = time.perf_counter()
    fault: ProviderError | None = None
    is_found = False
    try:
        is_found = await try_it(model)
    except ProviderError as error:
        fault = error
    return Check(ability, is_found, (time.perf_counter() - started) * 1000, fault)


async def _streams(model: str) -> bool:
    """Tell whether the answer comes in more than one piece."""
    request = ChatRequest((ChatMessage(Role.USER, "Count from 1 to 10, in words."),), model=model)
    pieces = 0
    async with aclosing(client.stream(request)) as events:
        async for event in events:
            pieces += isinstance(event, TextDelta)
    return pieces > 1


async def _counts_tokens(model: str) -> bool:
    request = ChatRequest((ChatMessage(Role.USER, "Say hello."),), model=model)
    async with aclosing(client.stream(request)) as events:
        return any([isinstance(event, Usage) async for event in events])


async def _follows_markers(model: str) -> bool:
    """Tell whether a small table comes between the markers that it was asked for with."""
    message = ChatMessage(Role.USER, "Make a table of two fruits with the columns name and colour.")
    extractor = Extractor(None)
    async with aclosing(client.stream(ChatRequest((message,), kind=KindName.TABLE, model=model))) as events:
        async for event in events:
            if isinstance(event, TextDelta):
                extractor.feed(event.text)
    extractor.close(CloseReason.COMPLETE)
    return len(extractor.artifacts) == 1


async def _answers_json(model: str) -> bool:
    prompt = 'What is 2 + 3? Answer with one JSON object: {"answer": number}'
    try:
        answer = await client.complete_json(prompt, _SCHEMA, model=model, timeout_seconds=_SECONDS)
    except ProviderMalformed:
        return False
    return answer.get("answer") == 5
