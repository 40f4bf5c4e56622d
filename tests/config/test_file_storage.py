"""The storage settings, against a real S3 server in a process of its own."""

import urllib.error
import urllib.request
from pathlib import Path

import environ
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from pytest_django.fixtures import Settings

from config.file_storage import file_storage
from tests.fakes.bucket import running_bucket


def storage_of(settings: Settings, monkeypatch: pytest.MonkeyPatch, **variables: str) -> Storage:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    settings.STORAGES = {**settings.STORAGES, "default": file_storage(environ.Env(), Path("unused"))}
    return storages.create_storage(settings.STORAGES["default"])


def test_bucket_keeps_a_file_that_only_a_signed_address_opens(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with running_bucket(tmp_path / "bucket") as bucket:
        storage = storage_of(settings, monkeypatch, **bucket.variables)

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
