"""Guesses about delimited files by the API: preview, import with choices, reading again."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from artifacts.rows.models import Artifact, ImportedFile

pytestmark = pytest.mark.usefixtures("open_site")
PRICES = "Ware;Preis\nBrot;3,125\nSalz;1,250\n".encode("utf-16-le")


@pytest.fixture
def client(user: User, client_for: Callable[[User], Client]) -> Client:
    return client_for(user)


def send(client: Client, path: str, **fields: object):  # type: ignore[no-untyped-def]
    form = {"file": SimpleUploadedFile("prices.csv", PRICES), **fields}
    return client.post(f"/api/artifacts/{path}", form)


def test_a_preview_tells_guesses_and_rows_and_keeps_nothing(client: Client) -> None:
    body = send(client, "import/preview").json()
    assert body["guesses"] == {
        "encoding": "utf-16-le",
        "delimiter": ";",
        "decimal": ",",
        "day_order": None,
        "has_header": True,
    }
    assert (body["rows"], body["is_beginning"]) == ([["Brot", 3.125], ["Salz", 1.25]], False)
    assert [column["type"] for column in body["columns"]] == ["text", "number"]
    assert not Artifact.objects.exists()
    assert not ImportedFile.objects.exists()


def test_an_import_takes_choices(client: Client) -> None:
    body = send(client, "import", decimal=".", header="no", types=["", "text"]).json()
    assert body["content"]["rows"][1] == ["Brot", "3,125"]
    assert ImportedFile.objects.get().choices["header"] is False


def test_reading_again_makes_the_next_version(client: Client) -> None:
    made = send(client, "import").json()
    address = f"/api/artifacts/{made['id']}/reread"
    body = client.post(address, {"decimal": "."}, content_type="application/json").json()
    assert (body["version"], body["content"]["rows"][0]) == (2, ["Brot", 3125])
    stale = client.post(address, {"expected_version": 1}, content_type="application/json")
    assert (stale.status_code, stale.json()["code"]) == (409, "version_conflict")


def test_an_artifact_without_a_file_is_not_read_again(client: Client) -> None:
    body = {"title": "A", "content": {"columns": ["A"], "rows": [[1]]}}
    made = client.post("/api/artifacts/table.create", body, content_type="application/json").json()
    response = client.post(f"/api/artifacts/{made['id']}/reread", {}, content_type="application/json")
    assert response.status_code == 404


@pytest.mark.parametrize("field", ["encoding", "delimiter", "decimal", "day_order", "header", "types"])
def test_a_wrong_choice_names_its_field(client: Client, field: str) -> None:
    response = send(client, "import/preview", **{field: "x"})
    assert response.status_code == 422
    assert field in str(response.json()["errors"])
