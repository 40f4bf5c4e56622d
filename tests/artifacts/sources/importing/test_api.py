"""The import endpoint and the form on the pages."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import DailyUsage, User
from artifacts.rows.models import Artifact
from artifacts.sources.importing.isolated import processes
from artifacts.sources.importing.isolated.processes import stop_idle
from rollout.enums import FlagName
from rollout.models import Flag
from tests.artifacts.sources.importing import files
from tests.artifacts.sources.importing.isolated.test_processes import LARGE_JSON, SMALL_BYTES

pytestmark = pytest.mark.usefixtures("open_site")

CSV = b"name,price\nTea,3\n"


@pytest.fixture
def client(user: User, client_for: Callable[[User], Client]) -> Client:
    return client_for(user)


def send(client: Client, name: str, data: bytes, headers: dict[str, str] | None = None, **fields: str):  # type: ignore[no-untyped-def]
    form = {"file": SimpleUploadedFile(name, data), **fields}
    return client.post("/api/artifacts/import", form, headers=headers)


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("vans.csv", CSV, "table"),
        ("vans.tsv", b"a\tb\n1\t2\n", "table"),
        ("vans.md", b"# Vans\n", "document"),
        ("vans.json", b'{"sheets": [{"name": "S", "cells": {"A1": "=1+1"}}]}', "spreadsheet"),
        ("vans.xlsx", files.rich_workbook(), "spreadsheet"),
        ("vans.docx", files.word_file(), "document"),
    ],
)
def test_import_makes_an_artifact(client: Client, name: str, data: bytes, kind: str) -> None:
    response = send(client, name, data)
    body = response.json()
    assert response.status_code == 201, body
    assert (body["kind"], body["title"], body["version"], body["author"]) == (kind, "vans", 1, "import")
    artifact = Artifact.objects.get()
    assert (str(artifact.pk), artifact.origin) == (body["id"], "import")
    assert DailyUsage.objects.get().count == 1


def test_import_takes_title_and_kind(client: Client) -> None:
    body = send(client, "a.csv", CSV, title="Teas", kind="spreadsheet").json()
    assert (body["title"], body["kind"]) == ("Teas", "spreadsheet")
    assert body["content"]["sheets"][0]["cells"]["B2"]["value"] == 3


def test_import_lists_losses(client: Client) -> None:
    assert "Merged cells were split: 1." in send(client, "a.xlsx", files.rich_workbook()).json()["losses"]


@pytest.mark.parametrize(
    ("name", "data", "status", "code"),
    [
        ("a.exe", b"MZ\x00", 415, "unsupported_format"),
        ("a.csv", b"MZ\x90\x00\x03", 415, "unsupported_format"),
        ("a.csv", b" ", 422, "not_parsed"),
        ("a.json", b"{", 422, "not_parsed"),
        ("a.csv", b"a," * 2_000 + b"\n1\n", 413, "over_limit"),
    ],
)
def test_import_refusals(client: Client, name: str, data: bytes, status: int, code: str) -> None:
    response = send(client, name, data)
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert response["Content-Type"] == "application/problem+json"
    assert not Artifact.objects.exists()


def test_import_of_a_bomb_is_413(client: Client) -> None:
    response = send(client, "a.xlsx", files.lying_bomb())
    assert (response.status_code, response.json()["limit"]) == (413, "archive_ratio")


def test_import_without_file_or_with_unknown_kind_is_422(client: Client) -> None:
    assert client.post("/api/artifacts/import", {"title": "x"}).status_code == 422
    assert send(client, "a.csv", CSV, kind="drawing").status_code == 422
    assert client.post("/api/artifacts/import", "{}", content_type="application/json").status_code == 422


@pytest.mark.parametrize("content_type", ["multipart/form-data", "multipart/form-data; boundary=\xff"])
def test_import_of_a_broken_form_is_400(client: Client, content_type: str) -> None:
    response = client.generic("POST", "/api/artifacts/import", b"x", content_type=content_type)
    assert (response.status_code, response.json()["code"]) == (400, "malformed")


def test_import_is_replayed_by_idempotency_key(client: Client) -> None:
    first = send(client, "a.csv", CSV, {"Idempotency-Key": "k"})
    again = send(client, "a.csv", CSV, {"Idempotency-Key": "k"})
    assert first.json() == again.json()
    assert Artifact.objects.count() == 1
    assert send(client, "a.csv", CSV + b"Mate,4\n", {"Idempotency-Key": "k"}).status_code == 422


def test_import_is_limited_by_attempts(client: Client) -> None:
    sent = [("a.json", b"{"), ("a.csv", CSV), ("a.xlsx", b"PK"), ("a.csv", b""), ("a.csv", CSV), ("a.csv", CSV)]
    assert [send(client, *file).status_code for file in sent] == [422, 201, 415, 422, 201, 429]


def test_import_that_kills_its_reader_keeps_nothing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_idle()
    monkeypatch.setattr(processes, "IMPORT_BYTES", SMALL_BYTES)
    answer = send(client, "a.json", LARGE_JSON)
    stop_idle()
    assert (answer.status_code, answer.json()["code"]) == (422, "import_failed")
    assert not Artifact.objects.exists()
    assert not DailyUsage.objects.exists()


@pytest.mark.parametrize("flag", [FlagName.CREATION, FlagName.ARTIFACTS])
def test_import_with_flag_off_is_refused(client: Client, flag: FlagName) -> None:
    Flag.objects.filter(name=flag.value).update(everyone=False)
    assert send(client, "a.csv", CSV).json()["code"] == "feature_disabled"
    assert client.post(reverse("artifacts:import"), {"file": SimpleUploadedFile("a.csv", CSV)}).status_code == 403


def test_form_goes_to_the_artifact_and_tells_losses(client: Client) -> None:
    form = {"file": SimpleUploadedFile("book.xlsx", files.rich_workbook())}
    response = client.post(reverse("artifacts:import"), form)
    artifact = Artifact.objects.get()
    assert response.status_code == 302
    assert response.url.startswith(reverse("artifacts:detail", args=[artifact.pk]))


def test_form_without_a_file_says_so(client: Client) -> None:
    response = client.post(reverse("artifacts:import"))
    assert response.status_code == 422
    assert "file" in response.content.decode()


def test_form_refuses_a_wrong_file_on_a_page(client: Client) -> None:
    response = client.post(reverse("artifacts:import"), {"file": SimpleUploadedFile("a.exe", b"MZ")})
    assert response.status_code == 415
    assert response["Content-Type"].startswith("text/html")
