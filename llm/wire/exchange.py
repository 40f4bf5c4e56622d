"""One answer while it is read: bytes to events under a clock that every sign of life sets anew."""

import asyncio
from types import TracebackType
from typing import Self

import httpx2

from llm import limits
from llm.errors import (
    ProviderCutOff,
    ProviderEmpty,
    ProviderError,
    ProviderMalformed,
    ProviderStalled,
    ProviderTimeout,
)
from llm.protocol import Finished, LLMEvent, Thinking
from llm.wire.answers import WEB_PAGE, AnswerReader
from llm.wire.connections import bytes_of
from llm.wire.deadline import MovingDeadline
from llm.wire.spoken import Spoken

THINKING_SECONDS = 1.0


class Exchange:
    """Gives the events of an answer as they come; leaving it closes the connection, which stops the model."""

    def __init__(self, response: httpx2.Response, deadline: MovingDeadline) -> None:
        self._response = response
        self._body = bytes_of(response)
        self._deadline = deadline
        self._reader = AnswerReader()
        self._spoken = Spoken()
        is_page = "html" in response.headers.get("content-type", "")
        self._fault: ProviderError | None = ProviderMalformed(endpoint_message=WEB_PAGE) if is_page else None
        self._is_over = False
        self._stall_seconds = limits.stall_seconds()
        self._began_at = self._told_at = asyncio.get_running_loop().time()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connection."""
        try:
            await self._body.aclose()
        finally:
            await self._response.aclose()

    @property
    def has_begun(self) -> bool:
        """Whether the model thought or said something."""
        return self._reader.has_begun

    async def next_events(self) -> list[LLMEvent] | None:
        """Return what came next, which may be nothing; None at the end.

        Raises ProviderError, a fault after the text that came before it.
        """
        if self._fault:
            raise self._fault
        if self._is_over:
            return None
        reader, data = self._reader, None
        signs_before = reader.signs_of_life
        try:
            data = None if reader.is_done else await self._next_bytes()
            if data is None:
                reader.close()
            else:
                reader.feed(data)
        except ProviderError as fault:
            self._fault = fault
        if data is None or self._fault:
            return self._last(reader.take_ready())
        if reader.signs_of_life > signs_before:
            self._set_clock()
        if events := reader.take_ready():
            return self._without_rest(self._spoken.pass_on(events))
        return self._thinking()

    def _last(self, events: list[LLMEvent]) -> list[LLMEvent]:
        """Return the last events, with what was held back before the end; without any word the answer is empty."""
        end = events.pop() if events and isinstance(events[-1], Finished) else None
        shown = [*self._spoken.pass_on(events), *self._spoken.close()]
        self._is_over = True
        if end and not self._spoken.has_said:
            self._fault = ProviderEmpty()
        elif end and not self._spoken.has_looped:
            shown.append(end)
        return shown

    def _without_rest(self, events: list[LLMEvent]) -> list[LLMEvent]:
        if self._spoken.has_looped:
            self._is_over = True
        return events

    def _thinking(self) -> list[LLMEvent]:
        """Tell once a second that the model is at work."""
        now = asyncio.get_running_loop().time()
        if self._reader.has_text or now - self._told_at < THINKING_SECONDS:
            return []
        if now - self._began_at > limits.SILENT_SECONDS:
            raise ProviderTimeout
        self._told_at = now
        return [Thinking(round(now - self._began_at))]

    def _set_clock(self) -> None:
        if self._reader.is_waiting_for_usage:
            self._deadline.move(limits.USAGE_SECONDS)
        else:
            self._deadline.move(self._stall_seconds if self._reader.has_begun else limits.first_token_seconds())

    async def _next_bytes(self) -> bytes | None:
        """Return the next bytes, None at the end; a finished answer is not held up by what an endpoint still owes."""
        try:
            return await self._deadline.wait(anext(self._body, None))
        except TimeoutError as error:
            if self._reader.is_finished:
                return None
            raise (ProviderStalled if self._reader.has_begun else ProviderTimeout) from error
        except httpx2.DecodingError as error:
            raise ProviderMalformed from error
        except httpx2.TransportError as error:
            if self._reader.is_trustworthy:
                return None
            raise ProviderCutOff(endpoint_message=str(error)) from error
