"""The storage settings, against a real S3 server in a process of its own."""

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import environ
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from pytest_django.fixtures import Settings

from config.file_storage import file_storage
from tests.fakes.site import free_port


@pytest.fixture
def bucket_address(tmp_path: Path) -> Iterator[str]:
    """An S3 server that checks signatures, with one empty bucket named `files`."""
    (tmp_path / "files").mkdir()
    rclone, port = str(Path(sys.executable).with_name("rclone")), free_port()
    server = subprocess.Popen(
        [rclone, "serve", "s3", "--addr", f"127.0.0.1:{port}", "--auth-key", "alice,alice-secret", str(tmp_path)],
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 20
    while not is_listening(port):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait(10)


def is_listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def storage_of(settings: Settings, monkeypatch: pytest.MonkeyPatch, **variables: str) -> Storage:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    settings.STORAGES = {**settings.STORAGES, "default": file_storage(environ.Env(), Path("unused"))}
    return storages.create_storage(settings.STORAGES["default"])


def test_bucket_keeps_a_file_that_only_a_signed_address_opens(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, bucket_address: str
) -> None:
    storage = storage_of(
        settings,
        monkeypatch,
        S3_BUCKET="files",
        S3_ENDPOINT_URL=bucket_address,
        S3_ACCESS_KEY_ID="alice",
        S3_SECRET_ACCESS_KEY="alice-secret",
        S3_REGION="us-east-1",
        S3_ADDRESSING_STYLE="path",
    )

    name = storage.save("exports/one", ContentFile(b"content"))

    with storage.open(name) as file:
        assert file.read() == b"content"
    with urllib.request.urlopen(storage.url(name)) as answer:
        assert answer.read() == b"content"
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(storage.url(name).replace("exports/one", "exports/two"))
    assert refused.value.code == 403
    storage.delete(name)
    assert not storage.exists(name)


def test_folder_is_the_default(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("S3_BUCKET", raising=False)

    assert file_storage(environ.Env(), tmp_path)["OPTIONS"] == {"location": tmp_path}
