"""What the API as a whole promises, through real requests."""

import pytest
from django.conf import settings as site
from django.db import OperationalError
from django.test import Client
from pytest_django.fixtures import Settings

from accounts import quotas
from accounts.models import User

pytestmark = pytest.mark.usefixtures("everything_is_on")

PROBLEM = "application/problem+json"
GATE = "/api/artifacts/gatekeeper"


@pytest.fixture
def alice(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def check_problem(response: object, status: int, code: str) -> dict[str, object]:
    body: dict[str, object] = response.json()  # type: ignore[attr-defined]
    assert (response.status_code, response["Content-Type"]) == (status, PROBLEM)  # type: ignore[attr-defined,index]
    assert (body["status"], body["code"]) == (status, code)
    assert body["type"] == f"/api/docs#{code}"
    assert body["title"]
    assert body["detail"]
    return body


@pytest.mark.parametrize("address", ["/api/nowhere", "/api/artifacts/nowhere/", "/api/chat/turns/1"])
def test_an_unknown_address_is_a_problem(alice: Client, address: str) -> None:
    check_problem(alice.get(address), 404, "not_found")


@pytest.mark.parametrize("body", ["{not json", "[1", "\xff", "NaN"])
def test_malformed_json_is_a_problem(alice: Client, body: str) -> None:
    check_problem(alice.post(GATE, body, content_type="application/json"), 400, "malformed")


def test_missing_and_unknown_fields_are_named(alice: Client) -> None:
    body = check_problem(
        alice.post(GATE, {"surprise": 1, "context": {"open_artifact": "poem"}}, content_type="application/json"),
        422,
        "invalid",
    )

    assert {error["field"] for error in body["errors"]} == {"text", "surprise", "context.open_artifact"}  # type: ignore[attr-defined]


@pytest.mark.parametrize("body", ["[]", "1", '"text"', "null", ""])
def test_a_body_that_is_no_object_is_refused(alice: Client, body: str) -> None:
    response = alice.post(GATE, body, content_type="application/json")

    assert (response.status_code, response["Content-Type"]) == (422, PROBLEM)


@pytest.mark.parametrize("escape", ["\\u0000", "\\ud800"])
def test_characters_that_cannot_be_stored_are_refused(alice: Client, escape: str) -> None:
    body = check_problem(
        alice.post(GATE, f'{{"text": "a{escape}b"}}', content_type="application/json"), 422, "invalid"
    )

    assert body["errors"] == [{"field": "text", "message": "Contains a character that cannot be stored."}]


def test_another_media_type_is_a_problem(alice: Client) -> None:
    check_problem(alice.post(GATE, "text=hello", content_type="text/plain"), 415, "unsupported_media_type")


def test_another_method_is_a_problem_and_says_which_are_known(alice: Client) -> None:
    response = alice.delete(GATE)

    check_problem(response, 405, "method_not_allowed")
    assert response["Allow"] == "POST"


def test_too_large_a_body_is_a_problem(alice: Client, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100

    body = check_problem(alice.post(GATE, {"text": "x" * 200}, content_type="application/json"), 413, "too_large")

    assert body["limit_bytes"] == 100


def test_a_fault_of_ours_is_a_problem_without_details(alice: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(user: User) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("accounts.api.usage", fail)

    response = alice.get("/api/me/usage")

    check_problem(response, 500, "server_error")
    assert "secret" not in response.content.decode()


def test_a_database_that_is_locked_is_a_503(alice: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(user: User) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr("accounts.api.usage", fail)

    response = alice.get("/api/me/usage")

    check_problem(response, 503, "unavailable")
    assert response["Retry-After"] == "5"


def test_a_refusal_of_a_service_keeps_its_facts(alice: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(user: User) -> None:
        raise quotas.QuotaReached(facts={"used": 100, "retry_after_seconds": 60})

    monkeypatch.setattr("accounts.api.usage", refuse)

    response = alice.get("/api/me/usage")

    assert check_problem(response, 429, "quota_reached")["used"] == 100
    assert response["Retry-After"] == "60"


def test_sentences_are_in_the_callers_language(alice: Client) -> None:
    response = alice.get("/api/nowhere", headers={"Accept-Language": "es"})

    assert response["Content-Language"] == "es"


def test_the_schema_is_published_without_signing_in(client: Client) -> None:
    schema = client.get("/api/openapi.json").json()

    assert schema["openapi"].startswith("3.1")
    assert (schema["info"]["title"], schema["info"]["version"]) == ("Diptych", site.VERSION)
    assert {"/api/artifacts/gatekeeper", "/api/me/usage"} <= schema["paths"].keys()


def test_every_operation_documents_its_problems(client: Client) -> None:
    schema = client.get("/api/openapi.json").json()
    documented = {"400", "401", "403", "404", "409", "413", "415", "422", "429", "503"}

    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            missing = documented - operation["responses"].keys()
            assert missing == set(), (method, path)
            for status in documented:
                assert PROBLEM in operation["responses"][status]["content"], (method, path, status)


def test_writes_that_a_client_may_repeat_document_their_key(client: Client) -> None:
    schema = client.get("/api/openapi.json").json()
    known = {
        path
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
        if any(parameter["name"] == "Idempotency-Key" for parameter in operation.get("parameters", []))
        and method in ("post", "patch")
    }
    writes = {path for path, methods in schema["paths"].items() if {"post", "patch"} & methods.keys()}

    assert writes - known == {"/api/artifacts/gatekeeper", "/api/artifacts/files", "/api/chat/turns/{turn_id}/stop"}


def test_the_stream_documents_how_it_resumes(client: Client) -> None:
    operation = client.get("/api/openapi.json").json()["paths"]["/api/chat/turns/{turn_id}/stream"]["get"]

    assert {"Last-Event-ID", "after"} <= {parameter["name"] for parameter in operation["parameters"]}


def test_every_reference_of_the_schema_resolves(client: Client) -> None:
    text = client.get("/api/openapi.json").content.decode()
    schemas = client.get("/api/openapi.json").json()["components"]["schemas"]

    used = {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}

    assert used <= schemas.keys()


def test_every_operation_needs_a_session_or_a_token(client: Client) -> None:
    schema = client.get("/api/openapi.json").json()

    assert {frozenset(map(str, operation.get("security", []))) for path in schema["paths"].values()
            for operation in path.values()} == {frozenset({"{'SessionAuth': []}", "{'TokenAuth': []}"})}  # fmt: skip


def test_the_docs_page_shows_every_operation_and_code(client: Client, db: None) -> None:
    schema = client.get("/api/openapi.json").json()

    page = client.get("/api/docs").content.decode()

    for path, methods in schema["paths"].items():
        for method in methods:
            assert f"<code>{method.upper()} {path}</code>" in page
    assert 'id="quota_reached"' in page
    assert "https://" not in page
