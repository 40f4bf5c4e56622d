"""Any endpoint of the OpenAI chat protocol: OpenAI, compatible endpoints of others, Ollama, vLLM, llama.cpp."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing

from llm import limits, prompts
from llm.catalogue import default_model, gate_model
from llm.errors import ContextTooLong, ProviderMalformed, ProviderTimeout
from llm.protocol import ChatRequest, LLMEvent, Proposal, TakenBack, Tell, TextDelta, Thinking, Usage
from llm.spoken_json import proposal_in, spoken_object
from llm.wire.call import Call
from llm.wire.connections import Connections
from llm.wire.deadline import MovingDeadline
from llm.wire.exchange import Exchange
from llm.wire.parameters import LENGTH, Params

STREAMED: Params = {"stream": True, "stream_options": {"include_usage": True}, LENGTH: limits.ANSWER_TOKENS}


class OpenAICompatible:
    """The provider behind OPENAI_BASE_URL and OPENAI_API_KEY."""

    def stream(self, request: ChatRequest) -> AsyncGenerator[LLMEvent, None]:
        """Return the answer as events; leaving early closes the connection, which stops the model."""
        required = 2 if request.continues else 1  # what is continued, and the request to go on
        model = request.model or default_model()
        return _events(Call(request, model, prompts.chat_messages, dict(STREAMED), required=required))

    async def propose(self, request: ChatRequest, tell: Tell | None = None) -> Proposal:
        """Ask for operations as JSON; whatever else comes is in the proposal's `text`."""
        params = {**STREAMED, "temperature": 0, "response_format": _json_format(prompts.PROPOSAL_SCHEMA)}
        call = Call(request, request.model or default_model(), prompts.proposal_messages, params)
        try:
            async with asyncio.timeout(limits.COMPLETION_SECONDS):
                text, usage = await _spoken(_events(call), tell)
        except TimeoutError as error:
            raise ProviderTimeout from error
        return proposal_in(text, usage)

    async def complete_json(
        self, prompt: str, schema: Mapping[str, object], *, model: str | None, timeout_seconds: float
    ) -> dict[str, object]:
        """Ask once, at temperature 0, for one JSON object."""
        params: Params = {
            "model": model or gate_model(),
            "messages": [{"role": "user", "content": prompt}],
            "temperature": 0,
            "response_format": _json_format(schema),
        }
        try:
            async with asyncio.timeout(timeout_seconds):
                text, _usage = await _spoken(_single_answer(params, timeout_seconds))
        except TimeoutError as error:
            raise ProviderTimeout from error
        found = spoken_object(text)
        if found is None:
            raise ProviderMalformed
        return found


def build() -> OpenAICompatible:
    """Make the provider; called once by the registry."""
    return OpenAICompatible()


async def _events(call: Call) -> AsyncGenerator[LLMEvent, None]:
    """Yield the events of a call, of a shorter one if the first is refused for its length."""
    async with MovingDeadline(limits.first_token_seconds()) as deadline:
        exchange = Exchange(await call.open(deadline.at), deadline)
        again: Call | None = call
        del call  # it holds the conversation, which is let go as soon as the model has begun
        try:
            while True:
                try:
                    events = await exchange.next_events()
                except ContextTooLong as refusal:
                    if again is None:
                        raise
                    await exchange.aclose()
                    exchange = Exchange(await again.open_shorter(refusal, deadline.at), deadline)
                    continue
                if events is None:
                    return
                if again is not None and exchange.has_begun:
                    again = None
                for event in events:
                    yield event
        finally:
            await exchange.aclose()


async def _single_answer(params: Params, seconds: float) -> AsyncGenerator[LLMEvent, None]:
    """Yield the events of one call that is never tried again."""
    async with (
        MovingDeadline(seconds) as deadline,
        Exchange(await Connections.current().open(params, deadline=deadline.at, attempts=1), deadline) as exchange,
    ):
        while (events := await exchange.next_events()) is not None:
            for event in events:
                yield event


async def _spoken(events: AsyncGenerator[LLMEvent, None], tell: Tell | None = None) -> tuple[str, Usage | None]:
    """Return what a model says in all, and what it cost."""
    text, usage = "", None
    async with aclosing(events):
        async for event in events:
            match event:
                case TextDelta() | Thinking():
                    text += event.text if isinstance(event, TextDelta) else ""
                    if tell:
                        tell(event)
                case TakenBack(keep=keep):
                    text = text[:keep]
                case Usage():
                    usage = event
                case _:
                    pass
    return text, usage


def _json_format(schema: Mapping[str, object]) -> dict[str, object]:
    return {"type": "json_schema", "json_schema": {"name": "answer", "schema": dict(schema)}}
