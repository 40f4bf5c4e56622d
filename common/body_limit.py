"""Stops a body of undeclared length at the limit, while it arrives and before it fills memory or disk.

A declared length is looked at by `common.middleware.BodyLimitMiddleware`; this ASGI layer, outside of Django, counts
what really comes, because a chunked body declares nothing.
"""

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from io import BytesIO
from typing import cast

from django.conf import settings
from django.core.handlers.asgi import ASGIRequest
from django.utils import translation

from common.errors import TooLarge
from common.htmx import is_htmx
from common.problem import problem_page, problem_response

Message = MutableMapping[str, object]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]


class BodyTooLarge(Exception):
    """More came than may come; raised into the application that is reading."""


class BodyLimit:
    """Wraps an ASGI application."""

    def __init__(self, application: Application) -> None:
        self.application = application

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass everything on; answer 413 when the body passes its limit, as a fragment for htmx."""
        if scope["type"] != "http":
            await self.application(scope, receive, send)
            return
        try:
            await self.application(scope, _counting(receive, _limit(scope)), send)
        except BodyTooLarge:
            await _refuse(scope, send)


def _limit(scope: Message) -> int:
    content_type: bytes = dict(cast(Iterable[tuple[bytes, bytes]], scope["headers"])).get(b"content-type", b"")
    is_upload = content_type.startswith(b"multipart/form-data")
    limit: int = settings.MAX_UPLOAD_BYTES if is_upload else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    return limit


def _counting(receive: Receive, limit: int) -> Receive:
    received = 0

    async def receive_counted() -> Message:
        nonlocal received
        message = await receive()
        received += len(cast(bytes, message.get("body", b"")))
        if received > limit:
            raise BodyTooLarge
        return message

    return receive_counted


async def _refuse(scope: Message, send: Send) -> None:
    request = ASGIRequest(scope, BytesIO())
    answer = problem_page if is_htmx(request) else problem_response
    with translation.override(translation.get_language_from_request(request)):
        problem = answer(TooLarge(), request)
    headers = [(b"content-type", problem["Content-Type"].encode()), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": problem.status_code, "headers": headers})
    await send({"type": "http.response.body", "body": problem.content})
