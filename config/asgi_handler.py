"""Django between the web server and the views: each request in one hop to a thread and back.

Django's own handler crosses between the event loop and a thread seven times a request: for each signal, around the
synchronous middleware, and for the view. A crossing costs as much as a query. Here the middleware and the view run in
one go on the request's thread, and an answer that is whole is closed there too.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping
from typing import IO, cast

from asgiref.sync import sync_to_async
from django.conf import settings
from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.core.handlers.exception import convert_exception_to_response
from django.http import FileResponse, HttpRequest, HttpResponseNotFound
from django.http.response import HttpResponseBase
from django.middleware.security import SecurityMiddleware
from django.urls import set_script_prefix
from servestatic.middleware import ServeStaticMiddleware

from telemetry.middleware import RequestMetricsMiddleware

Scope = dict[str, object]
Receive = Callable[[], Awaitable[Mapping[str, object]]]
Send = Callable[[Mapping[str, object]], Awaitable[None]]


class OneHopHandler(ASGIHandler):
    """Answers HTTP requests; an asynchronous view runs on the loop while the request's thread waits for it.

    A view that has to wait long gives back a response with `until_ready`, which is awaited without a thread. A client
    that leaves ends a stream; a whole answer is finished anyway.
    """

    def load_middleware(self, is_async: bool = False) -> None:
        """Load the synchronous chain, whatever the server."""
        super().load_middleware(is_async=False)

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the body, answer, send."""
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        with contextlib.closing(body):
            response = await sync_to_async(self._respond)(scope, body)
        if until_ready := getattr(response, "until_ready", None):
            await until_ready()
        if response.streaming:
            await self._stream(response, receive, send)
        else:
            await self.send_response(response, send)

    def _respond(self, scope: Scope, body: IO[bytes]) -> HttpResponseBase:
        set_script_prefix(get_script_prefix(scope))
        signals.request_started.send(sender=self.__class__, scope=scope)
        request, refused = self.create_request(scope, body)
        response = cast(HttpResponseBase, refused) if request is None else self.get_response(request)
        response._handler_class = self.__class__  # type: ignore[attr-defined]
        if isinstance(response, FileResponse):
            response.block_size = self.chunk_size
        if not response.streaming:
            response.close()
        elif request is not None:
            _let_go(request, response)
        return response

    async def _stream(self, response: HttpResponseBase, receive: Receive, send: Send) -> None:
        sending = asyncio.ensure_future(self.send_response(response, send))
        leaving = asyncio.ensure_future(receive())
        try:
            await asyncio.wait({sending, leaving}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            leaving.cancel()
            sending.cancel()
            try:
                with contextlib.suppress(asyncio.CancelledError):
                    await sending
            finally:
                await sync_to_async(response.close)()


def _let_go(request: HttpRequest, response: HttpResponseBase) -> None:
    """Free what only the view needed: a request takes more memory than a stream, which may be open for minutes."""
    response._resource_closers.remove(request.close)  # type: ignore[attr-defined]
    request.close()


class StaticFiles(ASGIHandler):
    """Answers what lies under STATIC_URL, for which the library needs an asynchronous chain; passes on the rest."""

    def __init__(self, app: ASGIHandler) -> None:
        self._app = app
        super().__init__()

    def load_middleware(self, is_async: bool = False) -> None:
        """Load what a file needs: figures, security headers, the files."""
        files = ServeStaticMiddleware(_not_found)
        self._middleware_chain = convert_exception_to_response(RequestMetricsMiddleware(SecurityMiddleware(files)))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Choose by the address."""
        is_file = str(scope["path"]).removeprefix(str(scope.get("root_path", ""))).startswith(settings.STATIC_URL)
        await (super().__call__ if is_file else self._app)(scope, receive, send)


async def _not_found(request: HttpRequest) -> HttpResponseBase:
    return HttpResponseNotFound("There is no such file.", content_type="text/plain")
