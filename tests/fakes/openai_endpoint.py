"""A real HTTP server that speaks the OpenAI chat protocol, well and badly (standard library only).

In a test:      with OpenAIEndpoint() as endpoint: endpoint.script("my-model", Script(...)); endpoint.base_url
As a process:   python -m tests.fakes.openai_endpoint --port 9040
                POST /control {"model": "m", "pieces": ["a"], "fault": "stall", ...}   sets a script
                GET /control lists the requests received, DELETE /control forgets scripts and requests
Listens on 127.0.0.1 only.
"""

import argparse
import asyncio
import json
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Self

from tests.fakes.openai_scripts import HTTP_ERRORS, Fault, Script, script_from_name

FOREVER_SECONDS = 3600.0
REASONS = {200: "OK", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found"}


class Disconnected(Exception):
    """The client went away."""


@dataclass(slots=True)
class Received:
    """A chat completion that was asked for, and how it ended."""

    body: dict[str, Any]
    authorization: str
    is_complete: bool = False
    is_cancelled: bool = False

    @property
    def model(self) -> str:
        return str(self.body.get("model", ""))


class OpenAIEndpoint:
    """The fake: in a thread as a context manager, or served in the running loop by `serve`."""

    def __init__(self, port: int = 0, models: tuple[str, ...] = ("fake-model",)) -> None:
        self.port = port
        self.models = models
        self.model_facts: dict[str, object] = {}
        self.received: list[Received] = []
        self._scripts: dict[str, Script] = {}
        self._json_scripts: dict[str, Script] = {}
        self._is_listening = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def script(self, model: str, script: Script) -> None:
        """Answer this model's requests by the script from now on; model `*` is any other."""
        self._scripts[model] = script

    def script_json(self, model: str, script: Script) -> None:
        """Answer those of this model's requests that ask for JSON by another script from now on."""
        self._json_scripts[model] = script

    def wait_until(self, is_true: Callable[[Received], bool], timeout_seconds: float = 5) -> Received:
        """Return the first received request for which `is_true` holds, as soon as there is one."""
        deadline = time.monotonic() + timeout_seconds
        while time.monotonic() < deadline:
            if found := next((received for received in self.received if is_true(received)), None):
                return found
            threading.Event().wait(0.01)
        raise AssertionError(f"not seen within {timeout_seconds} s: {self.received}")

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._is_listening.wait(10), "the fake endpoint does not listen"
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self.serve())

    async def serve(self) -> None:
        """Serve until stopped."""
        server = await asyncio.start_server(self._converse, "127.0.0.1", self.port, backlog=1024)
        self.port = server.sockets[0].getsockname()[1]
        self._is_listening.set()
        try:
            await self._stop.wait()
        finally:
            server.close()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection, one after the other."""
        try:
            while request := await _read_request(reader):
                await Exchange(self, reader, writer).answer(*request)
        except (Disconnected, ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    def script_for(self, model: str, *, is_json: bool = False) -> Script:
        if is_json and (whole := self._json_scripts.get(model)):
            return whole
        return self._scripts.get(model) or self._scripts.get("*") or script_from_name(model)

    def control(self, method: str, body: bytes) -> object:
        """Carry out a request to /control."""
        if method == "POST":
            values = json.loads(body)
            model = values.pop("model", "*")
            if values.get("fault"):
                values["fault"] = Fault(values["fault"])
            self.script(model, Script(**values))
        if method == "DELETE":
            self._scripts.clear()
            self._json_scripts.clear()
            self.received.clear()
        return [asdict(received) for received in self.received]


class Exchange:
    """One request and its answer."""

    def __init__(self, endpoint: OpenAIEndpoint, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.endpoint = endpoint
        self.reader = reader
        self.writer = writer
        self.gone: asyncio.Task[bytes] | None = None

    async def answer(self, method: str, path: str, headers: dict[str, str], body: bytes) -> None:
        if path == "/control":
            return await self._send_json(200, self.endpoint.control(method, body))
        if path.endswith("/models"):
            facts = {"object": "model", "owned_by": "fake", **self.endpoint.model_facts}
            models = [{"id": model, **facts} for model in self.endpoint.models]
            return await self._send_json(200, {"object": "list", "data": models})
        if not path.endswith("/chat/completions"):
            return await self._send_json(404, {"error": {"message": "not found"}})
        received = Received(json.loads(body), headers.get("authorization", ""))
        self.endpoint.received.append(received)
        try:
            await self._complete(received)
            received.is_complete = True
        except (Disconnected, ConnectionError):
            received.is_cancelled = True
            raise
        finally:
            await self._stop_watching()
        return None

    async def _complete(self, received: Received) -> None:
        script = self.endpoint.script_for(received.model, is_json="response_format" in received.body)
        fault = script.next_fault()
        refused = next((name for name in script.refuses if name in received.body), None)
        if script.refuse and (refusal := script.refuse(received.body)):
            await self._send_json(*refusal, script.headers)
        elif script.raw is not None:
            await self._send_raw(script)
        elif fault is Fault.REFUSES_PARAMETER and refused:
            error = {"message": f"Unsupported parameter: '{refused}'", "param": refused, "code": "unsupported"}
            await self._send_json(400, {"error": error})
        elif fault in HTTP_ERRORS:
            status, error = HTTP_ERRORS[fault]
            await self._send_json(status, {"error": error}, {"Retry-After": script.retry_after})
        elif fault is Fault.WEB_PAGE:
            await self._send(200, b"<!doctype html><title>Hello</title>", "text/html")
        elif not received.body.get("stream") or fault is Fault.IGNORES_STREAM:
            await self._send_whole(script, fault)
        else:
            await self._send_stream(script, fault)

    async def _send_whole(self, script: Script, fault: Fault | None) -> None:
        await self._pause(FOREVER_SECONDS if fault is Fault.SILENT else script.first_token_delay_seconds)
        text = "" if fault is Fault.EMPTY else "".join(script.pieces)
        message = {"role": "assistant", "content": text}
        choice = {"index": 0, "message": message, "finish_reason": script.finish_reason}
        usage = {"prompt_tokens": 10, "completion_tokens": len(script.pieces), "total_tokens": 10}
        await self._send_json(200, {"id": "fake", "object": "chat.completion", "choices": [choice], "usage": usage})

    async def _send_raw(self, script: Script) -> None:
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {script.content_type}\r\nConnection: close\r\n\r\n"
        self.writer.write(head.encode())
        for part in script.raw or ():
            if isinstance(part, bytes):
                self.writer.write(part)
                await self.writer.drain()
            else:
                await self._pause(part)
        self.writer.close()
        raise ConnectionError

    async def _send_stream(self, script: Script, fault: Fault | None) -> None:
        head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
        self.writer.write(head.encode())
        await self._send_delta({"role": "assistant", "content": ""})
        await self._pause(FOREVER_SECONDS if fault is Fault.SILENT else script.first_token_delay_seconds)
        if fault is Fault.THINKS:
            await self._send_delta({"reasoning_content": "Let me think about it."})
        started = asyncio.get_running_loop().time()
        for index, piece in enumerate([] if fault is Fault.EMPTY else script.pieces):
            if index == script.pieces_before_fault and await self._is_broken(fault):
                return
            while index in script.holds and not script.holds[index].is_set():
                await self._pause(0.02)
            await self._send_delta({"content": piece})
            if script.tokens_per_second:
                due = started + (index + 1) / script.tokens_per_second
                await self._pause(due - asyncio.get_running_loop().time())
        await self._finish(script, fault)

    async def _is_broken(self, fault: Fault | None) -> bool:
        """Do what a fault does in mid-stream; tell whether the answer ends here."""
        match fault:
            case Fault.STALL:
                await self._pause(FOREVER_SECONDS)
            case Fault.CUT:
                self.writer.transport.abort()
                raise ConnectionAbortedError
            case Fault.ENDS_EARLY:
                await self._end_chunks()
                return True
            case Fault.MALFORMED:
                await self._send_event('{"choices": [{"delta": {"content": "hal')
            case Fault.STREAM_ERROR:
                await self._send_event(json.dumps({"error": {"message": "Overloaded", "type": "overloaded_error"}}))
                await self._end_chunks()
                return True
        return False

    async def _finish(self, script: Script, fault: Fault | None) -> None:
        reason = {Fault.FILTERED: "content_filter", Fault.LENGTH: "length"}.get(fault, script.finish_reason)
        await self._send_delta({}, reason)
        usage = {"prompt_tokens": 10, "completion_tokens": len(script.pieces), "total_tokens": 10}
        await self._send_event(json.dumps({"choices": [], "usage": usage}))
        await self._send_event("[DONE]")
        await self._end_chunks()

    async def _send_delta(self, delta: dict[str, str], reason: str | None = None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": reason}
        await self._send_event(json.dumps({"id": "fake", "object": "chat.completion.chunk", "choices": [choice]}))

    async def _send_event(self, data: str) -> None:
        line = f"data: {data}\n\n".encode()
        self.writer.write(b"%x\r\n%s\r\n" % (len(line), line))
        await self.writer.drain()

    async def _end_chunks(self) -> None:
        self.writer.write(b"0\r\n\r\n")
        await self.writer.drain()

    async def _pause(self, seconds: float) -> None:
        """Wait; raises Disconnected as soon as the client is gone."""
        if self.gone is None:
            self.gone = asyncio.create_task(self.reader.read(1))
        await asyncio.wait({self.gone}, timeout=max(0.0, seconds))
        if self.gone.done():
            raise Disconnected

    async def _stop_watching(self) -> None:
        """Leave the reader to the connection's next request: a task that is only told to end still reads."""
        if self.gone:
            self.gone.cancel()
            await asyncio.gather(self.gone, return_exceptions=True)

    async def _send_json(self, status: int, value: object, headers: dict[str, str | None] | None = None) -> None:
        await self._send(status, json.dumps(value).encode(), "application/json", headers)

    async def _send(
        self, status: int, body: bytes, content_type: str, headers: dict[str, str | None] | None = None
    ) -> None:
        lines = [
            f"HTTP/1.1 {status} {REASONS.get(status, 'Error')}",
            f"Content-Type: {content_type}",
            f"Content-Length: {len(body)}",
            *(f"{name}: {value}" for name, value in (headers or {}).items() if value is not None),
        ]
        self.writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
        await self.writer.drain()


async def _read_request(reader: asyncio.StreamReader) -> tuple[str, str, dict[str, str], bytes] | None:
    """Return method, path, headers in lower case and body; None when the client closed the connection."""
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin1")
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.strip().split("\r\n")
    method, path, _version = first.split(" ")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    return method, path.split("?")[0].rstrip("/"), headers, body


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=9040)
    parser.add_argument("--models", nargs="*", default=["fake-r50-n200-d300", "fake-r100-n400-d100-table"])
    options = parser.parse_args()
    asyncio.run(OpenAIEndpoint(options.port, tuple(options.models)).serve())


if __name__ == "__main__":
    main()
