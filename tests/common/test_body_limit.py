import json
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from common.body_limit import BodyLimit, Message, Receive, Send


async def reading(scope: Message, receive: Receive, send: Send) -> None:
    """Read the whole body, then say how long it was."""
    length, is_more = 0, True
    while is_more:
        message = await receive()
        length += len(message["body"])
        is_more = message.get("more_body", False)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": str(length).encode()})


async def post(chunks: list[bytes], content_type: bytes = b"application/json", **more: bytes) -> list[dict[str, Any]]:
    waiting = [{"type": "http.request", "body": chunk, "more_body": True} for chunk in chunks]
    waiting.append({"type": "http.request", "body": b"", "more_body": False})
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return waiting.pop(0)

    async def send(message: Message) -> None:
        sent.append(dict(message))

    headers = [(b"content-type", content_type)]
    headers += [(name.replace("_", "-").encode(), value) for name, value in more.items()]
    scope = {"type": "http", "method": "POST", "path": "/", "headers": headers}
    await BodyLimit(reading)(scope, receive, send)
    return sent


@pytest.fixture(autouse=True)
def small_limits(settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE, settings.MAX_UPLOAD_BYTES = 10, 20


async def test_a_body_up_to_the_limit_passes() -> None:
    start, body = await post([b"12345", b"67890"])

    assert (start["status"], body["body"]) == (200, b"10")


async def test_a_body_beyond_it_is_refused_as_a_problem() -> None:
    start, body = await post([b"12345", b"67890", b"1"])

    assert (start["status"], json.loads(body["body"])["code"]) == (413, "too_large")
    assert (b"content-type", b"application/problem+json") in start["headers"]


async def test_a_page_is_told_in_words_of_its_language() -> None:
    start, body = await post([b"x" * 11], hx_request=b"true", accept_language=b"es")

    assert start["status"] == 413
    assert 'data-code="too_large"' in body["body"].decode()
    assert "supera el límite de tamaño" in body["body"].decode()


async def test_an_upload_has_a_limit_of_its_own() -> None:
    upload = b"multipart/form-data; boundary=x"

    assert (await post([b"x" * 20], upload))[0]["status"] == 200
    assert (await post([b"x" * 21], upload))[0]["status"] == 413


async def test_other_scopes_pass_untouched() -> None:
    seen: list[Message] = []

    async def application(scope: Message, receive: Receive, send: Send) -> None:
        seen.append(scope)

    await BodyLimit(application)({"type": "lifespan"}, None, None)  # type: ignore[arg-type]

    assert seen == [{"type": "lifespan"}]
