"""A storage server with a fault: it listens and speaks HTTP, but is full, slow or silent."""

import contextlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

FULL = b"<?xml version='1.0'?><Error><Code>XMinioStorageFull</Code><Message>Storage is full</Message></Error>"


class FaultyBucket(ThreadingHTTPServer):
    """Knows no file; answers a write after `delay_seconds` (None: never) with `write_status`."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, write_status: int, delay_seconds: float | None) -> None:
        super().__init__(("127.0.0.1", 0), _Exchange)
        self.write_status = write_status
        self.delay_seconds = delay_seconds
        self.closing = threading.Event()
        self.writes = 0

    @property
    def variables(self) -> dict[str, str]:
        """Return the settings that a site needs for it."""
        return {
            "S3_BUCKET": "files",
            "S3_ENDPOINT_URL": f"http://127.0.0.1:{self.server_port}",
            "S3_ACCESS_KEY_ID": "alice",
            "S3_SECRET_ACCESS_KEY": "alice-secret",
            "S3_REGION": "us-east-1",
            "S3_ADDRESSING_STYLE": "path",
        }


class _Exchange(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: FaultyBucket

    def do_HEAD(self) -> None:
        self._answer(404)

    def do_GET(self) -> None:
        self._answer(404)

    def do_PUT(self) -> None:
        self.server.writes += 1
        if self.headers.get("Expect"):
            self.send_response_only(100)
            self.end_headers()
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.closing.wait(self.server.delay_seconds)
        if self.server.delay_seconds is None:
            self.close_connection = True
        else:
            self._answer(self.server.write_status, b"" if self.server.write_status == 200 else FULL)

    def _answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("ETag", '"1"')
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""


@contextlib.contextmanager
def faulty_bucket(write_status: int = 200, delay_seconds: float | None = 0) -> Iterator[FaultyBucket]:
    """Listen on a free port and stop at the end."""
    server = FaultyBucket(write_status, delay_seconds)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()
