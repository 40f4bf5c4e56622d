"""Pooled connections to the endpoint: one client per event loop, requests tried again before their first token.

The client's own retries and timeouts are switched off: they know nothing of the first token.
"""

import asyncio
import random
from collections.abc import AsyncGenerator
from typing import Any, cast
from weakref import WeakKeyDictionary

import httpx2
import openai
import structlog

from llm import limits
from llm.endpoint import current_endpoint
from llm.errors import ProviderError, ProviderMalformed, ProviderRateLimited, ProviderTimeout, ProviderUnreachable
from llm.wire.delays import delay_in_headers
from llm.wire.faults import parse_fault
from llm.wire.learned import learned
from llm.wire.parameters import Params, bare, is_in_doubt, learn, left_out_of, understood

PATH = "/chat/completions"
UNREAD: openai.RequestOptions = {"headers": {"X-Stainless-Raw-Response": "stream"}}
"""Makes the client hand out the response with its body unread. Its typed `create` does the same after walking through
every message by type, which costs a third of a request."""
_log = structlog.get_logger("diptych.llm")


class Connections:
    """The client of one event loop."""

    _by_loop: WeakKeyDictionary[asyncio.AbstractEventLoop, "Connections"] = WeakKeyDictionary()

    def __init__(self, base_url: str, key: str) -> None:
        self.address = (base_url, key)
        self.client = openai.AsyncOpenAI(
            base_url=base_url or None,
            api_key=key or "none",  # a local endpoint asks for no key, the client insists on one
            max_retries=0,
            http_client=openai.DefaultAioHttpClient(
                limits=httpx2.Limits(max_connections=limits.MAX_CONNECTIONS, max_keepalive_connections=100),
                timeout=httpx2.Timeout(None, connect=limits.CONNECT_SECONDS),
            ),
        )

    @classmethod
    def current(cls) -> "Connections":
        """Return the running loop's connections; another endpoint makes new ones."""
        loop = asyncio.get_running_loop()
        found = cls._by_loop.get(loop)
        endpoint = current_endpoint()
        address = (endpoint.base_url, endpoint.key) if endpoint else ("", "")
        if found is None or found.address != address:
            found = cls._by_loop[loop] = cls(*address)
        return found

    async def open(self, params: Params, *, deadline: float, attempts: int) -> httpx2.Response:
        """Send a chat completion and return its answer, headers read; its `aclose` closes the connection.

        Tries again up to `attempts` times and never beyond `deadline` (loop time); raises ProviderError.
        """
        for attempt in range(1, attempts + 1):
            try:
                return await self._open_understood(params, deadline, is_last=attempt == attempts)
            except ProviderError as error:
                wait = _seconds_before_retry(error, attempt)
                if attempt == attempts or wait is None or _now() + wait > deadline:
                    raise
                _log.info("provider_retry", code=error.code, attempt=attempt, wait_seconds=round(wait, 2))
            await asyncio.sleep(wait)
        raise ProviderError

    async def _open_understood(self, params: Params, deadline: float, *, is_last: bool) -> httpx2.Response:
        """Send in the shape that this endpoint takes for this model, as far as that is known or can be learnt."""
        known = learned(params["model"])
        while True:
            sent = understood(params, known)
            try:
                return await self._open(sent, deadline)
            except openai.APIStatusError as error:
                status, body = error.status_code, _body_of(error)
                if learn(known, sent, status, body):
                    continue
                if is_in_doubt(status, body, sent, is_last=is_last):
                    return await self._open_bare(sent, deadline)
                raise _fault_of(error) from error

    async def _open_bare(self, sent: Params, deadline: float) -> httpx2.Response:
        """Send without optional parameters; if it helps, this model is never sent them again."""
        try:
            response = await self._open(bare(sent), deadline)
        except openai.APIStatusError as error:
            raise _fault_of(error) from error
        left_out = left_out_of(sent)
        _log.info("provider_parameters_left_out", names=sorted(left_out))
        learned(sent["model"]).refused |= left_out
        return response

    async def models(self) -> object:
        """Return the endpoint's list of models as it came; raises ProviderError."""
        try:
            async with asyncio.timeout(limits.MODEL_LIST_SECONDS):
                return await self.client.get("/models", cast_to=object)
        except (TimeoutError, openai.APIError, httpx2.HTTPError, ValueError) as error:
            raise ProviderUnreachable from error

    async def _open(self, params: Params, deadline: float) -> httpx2.Response:
        try:
            async with asyncio.timeout_at(deadline):
                unread: Any = await self.client.post(PATH, body=params, cast_to=object, options=UNREAD)
        except TimeoutError as error:
            raise ProviderTimeout from error
        except openai.APITimeoutError as error:
            raise ProviderUnreachable from error  # the connect timeout: the only one the client has
        except openai.APIConnectionError as error:
            raise ProviderUnreachable(endpoint_message=str(error.__cause__ or error)) from error
        except (httpx2.InvalidURL, httpx2.UnsupportedProtocol) as error:
            raise ProviderUnreachable(endpoint_message=str(error)) from error
        response = cast(httpx2.Response, unread.http_response)
        # The request holds the conversation, for as long as the answer streams.
        response.request = httpx2.Request(response.request.method, response.request.url)
        return response


def bytes_of(response: httpx2.Response) -> AsyncGenerator[bytes, None]:
    """Return the answer's bytes as they come; a plain one spares the client's ways for encoded ones."""
    if "content-encoding" in response.headers:
        return response.aiter_bytes()
    return cast(AsyncGenerator[bytes, None], aiter(cast(httpx2.AsyncByteStream, response.stream)))


def _body_of(error: openai.APIStatusError) -> object:
    return error.body if error.body is not None else error.message


def _fault_of(error: openai.APIStatusError) -> ProviderError:
    if error.status_code < 400:
        return ProviderMalformed(facts={"endpoint_status": error.status_code})
    return parse_fault(error.status_code, _body_of(error), delay_in_headers(error.response.headers))


def _seconds_before_retry(error: ProviderError, attempt: int) -> float | None:
    """Return how long to wait before the next attempt, None when another attempt is pointless or too far away."""
    backoff = limits.BACKOFF_SECONDS * 2 ** (attempt - 1) * random.uniform(0.8, 1.2)  # noqa: S311 - spreads retries
    if error.facts.get("never_heals"):
        return None
    if isinstance(error, ProviderRateLimited):
        wait = float(error.facts.get("retry_after_seconds", backoff))
        return wait if wait <= limits.RETRY_AFTER_SECONDS else None
    is_server_fault = error.facts.get("endpoint_status", 0) >= 500
    return backoff if is_server_fault or isinstance(error, ProviderUnreachable) else None


def _now() -> float:
    return asyncio.get_running_loop().time()
