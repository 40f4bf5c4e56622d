"""A bucket of the test's own: a real S3 server that checks signatures, on a free port."""

import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.fakes.site import free_port

BUCKET = "files"
START_TIMEOUT_SECONDS = 20


@dataclass(frozen=True)
class Bucket:
    """A running server; `folder` is what it serves, `variables` the settings that a site needs for it."""

    address: str
    folder: Path
    process: "subprocess.Popen[bytes]"

    @property
    def variables(self) -> dict[str, str]:
        return {
            "S3_BUCKET": BUCKET,
            "S3_ENDPOINT_URL": self.address,
            "S3_ACCESS_KEY_ID": "alice",
            "S3_SECRET_ACCESS_KEY": "alice-secret",
            "S3_REGION": "us-east-1",
            "S3_ADDRESSING_STYLE": "path",
        }


@contextlib.contextmanager
def running_bucket(folder: Path) -> Iterator[Bucket]:
    """Start a server on `folder` with one empty bucket and kill it at the end."""
    (folder / BUCKET).mkdir(parents=True)
    rclone, port = str(Path(sys.executable).with_name("rclone")), free_port()
    server = subprocess.Popen(
        [rclone, "serve", "s3", "--addr", f"127.0.0.1:{port}", "--auth-key", "alice,alice-secret", str(folder)],
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port)
        yield Bucket(f"http://127.0.0.1:{port}", folder / BUCKET, server)
    finally:
        server.kill()
        server.wait()


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + START_TIMEOUT_SECONDS
    while not _is_listening(port):
        assert time.monotonic() < deadline
        time.sleep(0.1)


def _is_listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
