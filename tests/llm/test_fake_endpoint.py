"""The fake endpoint as a process of its own, scripted over HTTP: what browser and load tests use."""

import http.client
import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as django_settings
from pytest_django import Settings

from llm import client
from llm.protocol import TextDelta
from tests.fakes.openai_endpoint import OpenAIEndpoint
from tests.fakes.openai_scripts import Script
from tests.llm.conftest import ask


@pytest.fixture
def port() -> Iterator[int]:
    """The port of a running fake process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = free.getsockname()[1]
    command = [sys.executable, "-m", "tests.fakes.openai_endpoint", "--port", str(number)]
    with subprocess.Popen(command, cwd=django_settings.BASE_DIR) as process:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", number)) == 0:
                    break
        yield number
        process.terminate()


def control(port: int, method: str, values: dict[str, Any] | None = None) -> Any:
    data = json.dumps(values).encode() if values else None
    request = urllib.request.Request(f"http://127.0.0.1:{port}/control", data=data, method=method)
    with urllib.request.urlopen(request, timeout=5) as response:
        return json.load(response)


async def test_fake_process_is_scripted_over_http(port: int, settings: Settings) -> None:
    settings.OPENAI_BASE_URL = f"http://127.0.0.1:{port}/v1"
    control(port, "POST", {"model": "m", "pieces": ["one ", "two"]})
    events = [event async for event in client.stream(ask("Hello", model="m"))]
    assert [event.text for event in events if isinstance(event, TextDelta)] == ["one ", "two"]
    assert [received["body"]["model"] for received in control(port, "GET")] == ["m"]
    assert control(port, "DELETE") == []


async def test_fake_model_name_sets_pace_and_length(port: int, settings: Settings) -> None:
    settings.OPENAI_BASE_URL = f"http://127.0.0.1:{port}/v1"
    started = time.monotonic()
    events = [event async for event in client.stream(ask("Hello", model="fake-r100-n10-d200-table"))]
    assert time.monotonic() - started >= 0.25
    text = "".join(event.text for event in events if isinstance(event, TextDelta))
    assert text.startswith("[[artifact kind=")
    assert text.endswith("[[/artifact]]\n")


def test_fake_answers_request_after_request_on_one_connection(caplog: pytest.LogCaptureFixture) -> None:
    with OpenAIEndpoint() as endpoint:
        endpoint.script("m", Script(["one ", "two"], tokens_per_second=200))
        connection = http.client.HTTPConnection("127.0.0.1", endpoint.port, timeout=5)
        connection.connect()
        kept = connection.sock
        for _ in range(20):
            connection.request("POST", "/v1/chat/completions", json.dumps({"model": "m", "stream": True}))
            assert connection.getresponse().read().endswith(b"data: [DONE]\n\n")
            assert connection.sock is kept
        connection.close()
    assert caplog.messages == []
