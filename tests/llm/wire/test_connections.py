"""What the client hands out of a streamed answer."""

import gzip
from collections.abc import AsyncIterator

import httpx2
import pytest

from llm.wire.connections import bytes_of


class Body(httpx2.AsyncByteStream):
    def __init__(self, *parts: bytes) -> None:
        self._parts = parts

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for part in self._parts:
            yield part


@pytest.mark.parametrize("encoding", ["", "gzip"])
async def test_bytes_come_as_they_were_written(encoding):
    sent = b"data: [DONE]\n\n" * 10
    body = gzip.compress(sent) if encoding else sent
    headers = {"content-encoding": encoding} if encoding else {}
    response = httpx2.Response(200, headers=headers, stream=Body(body[:20], body[20:]))

    assert b"".join([data async for data in bytes_of(response)]) == sent
