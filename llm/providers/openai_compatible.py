"""Any endpoint of the OpenAI chat protocol: OpenAI, compatible endpoints of others, Ollama, vLLM, llama.cpp."""

import asyncio
import re
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import aclosing
from typing import Any

import httpx2
from django.conf import settings

from llm import limits, prompts
from llm.catalogue import default_model
from llm.context import fitted
from llm.errors import (
    ProviderCutOff,
    ProviderError,
    ProviderMalformed,
    ProviderStalled,
    ProviderTimeout,
)
from llm.protocol import ChatRequest, LLMEvent, Proposal, TextDelta, Usage
from llm.wire.answers import AnswerReader, WholeAnswerReader, parse_object
from llm.wire.connections import Connections, Params, bytes_of
from llm.wire.deadline import MovingDeadline

_FENCED = re.compile(r"```[a-z]*\s*\n(.*?)\n\s*```", re.DOTALL)


class OpenAICompatible:
    """The provider behind OPENAI_BASE_URL and OPENAI_API_KEY."""

    async def stream(self, request: ChatRequest) -> AsyncGenerator[LLMEvent, None]:
        """Yield the answer; leaving early closes the connection, which stops the model."""
        deadline = MovingDeadline(limits.first_token_seconds())
        response = await _opened(request, deadline.at)
        del request  # it holds the conversation, for as long as the answer streams
        async with deadline, aclosing(response), aclosing(bytes_of(response)) as body:
            reader, stall_seconds = _reader_for(response), limits.stall_seconds()
            while not reader.is_done and (data := await _next_bytes(body, reader, deadline)):
                signs_before = reader.signs_of_life
                try:
                    reader.feed(data)
                finally:  # a fault ends the loop after the text that came before it
                    for event in reader.take_ready():
                        yield event
                if reader.is_finished or reader.signs_of_life > signs_before:
                    deadline.move(limits.USAGE_SECONDS if reader.is_finished else stall_seconds)
            try:
                reader.close()
            finally:
                for event in reader.take_ready():
                    yield event

    async def propose(self, request: ChatRequest) -> Proposal:
        """Ask for operations as JSON; an answer without an operations list is malformed."""
        model = request.model or default_model()
        messages = await fitted(prompts.proposal_messages(request))
        answer, usage = await self._complete(
            messages, prompts.PROPOSAL_SCHEMA, model, limits.COMPLETION_SECONDS, limits.ATTEMPTS
        )
        operations, note = answer.get("operations"), answer.get("note", "")
        if not isinstance(operations, list) or not all(isinstance(operation, dict) for operation in operations):
            raise ProviderMalformed
        return Proposal(operations, str(note), usage)

    async def complete_json(
        self, prompt: str, schema: Mapping[str, Any], *, model: str | None, timeout_seconds: float
    ) -> dict[str, Any]:
        """Ask once, at temperature 0, for one JSON object."""
        messages = [{"role": "user", "content": prompt}]
        answer, _usage = await self._complete(messages, schema, model or settings.GATEKEEPER_MODEL, timeout_seconds, 1)
        return answer

    async def _complete(
        self, messages: list[dict[str, str]], schema: Mapping[str, Any], model: str, seconds: float, attempts: int
    ) -> tuple[dict[str, Any], Usage | None]:
        params: Params = {
            "model": model,
            "messages": messages,
            "temperature": 0,
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "answer", "schema": dict(schema)},
            },
        }
        deadline = _now() + seconds
        response = await Connections.current().open(params, deadline=deadline, attempts=attempts)
        async with aclosing(response):
            body = await _read_whole(response, deadline)
        return _parse_completion(body)


def build() -> OpenAICompatible:
    """Make the provider; called once by the registry."""
    return OpenAICompatible()


async def _opened(request: ChatRequest, deadline: float) -> httpx2.Response:
    required = 2 if request.continues else 1  # what is continued, and the request to go on
    params: Params = {
        "model": request.model or default_model(),
        "messages": await fitted(prompts.chat_messages(request), required=required),
        "stream": True,
        "stream_options": {"include_usage": True},
    }
    return await Connections.current().open(params, deadline=deadline, attempts=limits.ATTEMPTS)


def _reader_for(response: httpx2.Response) -> AnswerReader:
    """Return the reader for the answer's type; a web page means that the base URL is wrong."""
    content_type = response.headers.get("content-type", "")
    if "html" in content_type:
        raise ProviderMalformed(endpoint_message="a web page: is OPENAI_BASE_URL right?")
    return WholeAnswerReader() if "application/json" in content_type else AnswerReader()


async def _next_bytes(body: AsyncIterator[bytes], reader: AnswerReader, deadline: MovingDeadline) -> bytes | None:
    """Return the next bytes, None at the end; a finished answer is not held up by what an endpoint still owes."""
    try:
        return await deadline.wait(anext(body, None))
    except (TimeoutError, httpx2.TransportError) as error:
        if reader.is_finished:
            return None
        raise _fault_of(error, reader) from error
    except httpx2.DecodingError as error:
        raise ProviderMalformed from error


def _fault_of(error: Exception, reader: AnswerReader) -> ProviderError:
    if isinstance(error, httpx2.TransportError):
        return ProviderCutOff(endpoint_message=str(error))
    return ProviderStalled() if reader.signs_of_life else ProviderTimeout()


async def _read_whole(response: httpx2.Response, deadline: float) -> bytes:
    try:
        async with asyncio.timeout_at(deadline):
            return await response.aread()
    except TimeoutError as error:
        raise ProviderTimeout from error
    except httpx2.TransportError as error:
        raise ProviderCutOff(endpoint_message=str(error)) from error


def _parse_completion(body: bytes) -> tuple[dict[str, Any], Usage | None]:
    """Return the JSON object of a completion's text, fenced or bare, and what it cost; raises ProviderError."""
    reader = WholeAnswerReader()
    reader.feed(body)
    reader.close()
    events = reader.take_ready()
    text = "".join(event.text for event in events if isinstance(event, TextDelta))
    return _parse_spoken_object(text), next((event for event in events if isinstance(event, Usage)), None)


def _parse_spoken_object(text: str) -> dict[str, Any]:
    """Return the first JSON object of a model's words: bare, fenced, or between other words."""
    fenced = _FENCED.search(text)
    for candidate in (text, fenced.group(1) if fenced else "", text[text.find("{") : text.rfind("}") + 1]):
        try:
            return parse_object(candidate)
        except ProviderMalformed:
            continue
    raise ProviderMalformed


def _now() -> float:
    return asyncio.get_running_loop().time()
