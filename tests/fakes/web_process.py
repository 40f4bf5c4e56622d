"""One web process of the site without a worker, and a client that follows a turn's events on it."""

import asyncio
import contextlib
import json
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.fakes.site import ROOT, free_port

READY_SECONDS = 60
EVENT = re.compile(rb"id: (\d+)\nevent: (\w+)\ndata: (.*)\n\n")


@dataclass(frozen=True)
class WebProcess:
    """A running web process; `token` signs its calls."""

    port: int
    process: subprocess.Popen[bytes]
    token: str

    def call(self, method: str, path: str, body: object = None) -> tuple[int, dict[str, Any]]:
        """Send one API request and return status and JSON."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        address = f"http://127.0.0.1:{self.port}{path}"
        request = urllib.request.Request(address, data=data, method=method, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, json.loads(answer.read() or b"{}")
        except urllib.error.HTTPError as refusal:
            return refusal.code, json.loads(refusal.read() or b"{}")

    def say(self, text: str) -> str:
        """Begin a turn in a new conversation and return its id."""
        _, talk = self.call("POST", "/api/chat/conversations", {})
        status, turn = self.call("POST", f"/api/chat/conversations/{talk['id']}/turns", {"text": text})
        assert status == 201, turn
        return str(turn["turn_id"])

    def kill(self) -> None:
        """End it as a crash does."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@contextlib.contextmanager
def web_process(environment: dict[str, str], token: str) -> Iterator[WebProcess]:
    """Start uvicorn on a free port and wait until it answers."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "config.asgi:application", "--port", str(port), "--log-level", "error"]
    process = subprocess.Popen([*command, "--timeout-graceful-shutdown", "3"], cwd=ROOT, env=environment)
    web = WebProcess(port, process, token)
    try:
        _wait_for(web)
        yield web
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(web: WebProcess) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while True:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{web.port}/livez", timeout=5).close()
            return
        assert web.process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.1)


Event = tuple[int, str, dict[str, Any]]


async def follow(web: WebProcess, turn: str, after: int = 0, until: int | None = None) -> list[Event]:
    """Return the turn's events after a number; with `until`, hang up when that number has come."""
    reader, writer = await asyncio.open_connection("127.0.0.1", web.port, limit=1 << 24)
    path = f"/api/chat/turns/{turn}/stream?after={after}"
    head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {web.token}\r\nConnection: close\r\n\r\n"
    writer.write(head.encode())
    events: list[Event] = []
    received = b""
    try:
        await reader.readuntil(b"\r\n\r\n")
        while chunk := await reader.read(65536):
            received += re.sub(rb"(?:^|\r\n)[0-9a-f]+\r\n|\r\n$", b"", chunk)
            events = [(int(m[1]), m[2].decode(), json.loads(m[3])) for m in EVENT.finditer(received)]
            if until is not None and events and events[-1][0] >= until:
                return [event for event in events if event[0] <= until]
    finally:
        writer.close()
    return events
