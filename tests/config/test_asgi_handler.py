"""What lies between the web server and the views, driven as a web server drives it."""

import asyncio
import gc
import threading
import weakref
from collections.abc import AsyncIterator
from types import SimpleNamespace

import pytest
from asgiref.testing import ApplicationCommunicator
from django.core.signals import request_finished
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from config.asgi_handler import OneHopHandler, StaticFiles

SEEN = SimpleNamespace()


class Patient(HttpResponse):
    """Leaves when `SEEN.may_leave` is set."""

    async def until_ready(self) -> None:
        SEEN.waits_in = threading.get_ident()
        await SEEN.may_leave.wait()


async def ticks() -> AsyncIterator[bytes]:
    try:
        while True:
            yield b"tick"
            await asyncio.sleep(0.01)
    finally:
        SEEN.is_over = True


@csrf_exempt
def plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{request.method} {request.body.decode()}")


async def asynchronous(request: HttpRequest) -> HttpResponse:
    await asyncio.sleep(0)
    return HttpResponse("asynchronous")


def noted(request: HttpRequest) -> StreamingHttpResponse:
    SEEN.request = weakref.ref(request)
    return StreamingHttpResponse(ticks())


urlpatterns = [
    path("plain", plain),
    path("asynchronous", asynchronous),
    path("patient", lambda request: Patient("at last")),
    path("ticks", lambda request: StreamingHttpResponse(ticks())),
    path("noted", noted),
]
pytestmark = pytest.mark.urls(__name__)


def visit(address: str, method: str = "GET", body: bytes = b"", app=None) -> ApplicationCommunicator:
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "path": address,
        "query_string": b"",
        "headers": [(b"host", b"localhost")],
    }
    return ApplicationCommunicator(app or OneHopHandler(), scope)


async def answer(visitor: ApplicationCommunicator, body: bytes = b"") -> tuple[int, dict[bytes, bytes], bytes]:
    await visitor.send_input({"type": "http.request", "body": body})
    start = await visitor.receive_output(5)
    content, is_more = b"", True
    while is_more:
        part = await visitor.receive_output(5)
        content, is_more = content + part.get("body", b""), part.get("more_body", False)
    await visitor.wait(5)
    return start["status"], dict(start["headers"]), content


@pytest.fixture
def finished():
    """Count the requests that Django was told to have ended."""
    ends: list[int] = []

    def note(**_: object) -> None:
        ends.append(threading.get_ident())

    request_finished.connect(note)
    yield ends
    request_finished.disconnect(note)


async def test_a_request_is_answered_and_ended_off_the_event_loop(finished):
    status, headers, content = await answer(visit("/plain", "PUT"), b"text")

    assert (status, content) == (200, b"PUT text")
    assert headers[b"X-Content-Type-Options"] == b"nosniff"
    assert len(finished) == 1
    assert finished[0] != threading.get_ident()


async def test_an_asynchronous_view_is_answered():
    assert (await answer(visit("/asynchronous")))[::2] == (200, b"asynchronous")


async def test_an_unknown_address_is_not_found():
    assert (await answer(visit("/nowhere")))[0] == 404


async def test_an_answer_that_waits_holds_no_thread():
    SEEN.may_leave = asyncio.Event()
    visitor = visit("/patient")
    await visitor.send_input({"type": "http.request", "body": b""})
    assert await visitor.receive_nothing(0.2)

    SEEN.may_leave.set()
    assert (await visitor.receive_output(5))["status"] == 200
    assert (await visitor.receive_output(5))["body"] == b"at last"
    assert SEEN.waits_in == threading.get_ident()


async def test_a_client_that_leaves_ends_its_stream(finished):
    SEEN.is_over = False
    visitor = visit("/ticks")
    await visitor.send_input({"type": "http.request", "body": b""})
    assert (await visitor.receive_output(5))["status"] == 200
    assert (await visitor.receive_output(5))["body"] == b"tick"
    assert finished == []

    await visitor.send_input({"type": "http.disconnect"})
    await visitor.wait(5)
    assert SEEN.is_over
    assert len(finished) == 1


async def test_a_stream_lets_go_of_its_request():
    visitor = visit("/noted")
    await visitor.send_input({"type": "http.request", "body": b""})
    assert (await visitor.receive_output(5))["status"] == 200
    assert (await visitor.receive_output(5))["body"] == b"tick"

    gc.collect()
    assert SEEN.request() is None

    await visitor.send_input({"type": "http.disconnect"})
    await visitor.wait(5)


async def test_a_static_file_comes_with_security_headers_and_others_are_not_found(settings, tmp_path):
    (tmp_path / "js").mkdir()
    (tmp_path / "js" / "panes.js").write_text("let panes;")
    settings.STATIC_ROOT, settings.SERVESTATIC_USE_MANIFEST = tmp_path, False
    app = StaticFiles(OneHopHandler())
    status, headers, content = await answer(visit(f"{settings.STATIC_URL}js/panes.js", app=app))
    assert (status, content) == (200, b"let panes;")
    assert headers[b"X-Content-Type-Options"] == b"nosniff"
    assert (await answer(visit(f"{settings.STATIC_URL}nowhere.js", app=app)))[0] == 404
    assert (await answer(visit("/plain", app=app)))[2] == b"GET "
