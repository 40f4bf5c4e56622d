"""The exports API, as a client sees it."""

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import User
from accounts.tokens import create_token
from artifacts.rows.models import ArtifactVersion
from exports.jobs.worker import process_export
from exports.rows.models import ExportJob
from rollout.enums import FlagName
from rollout.models import Flag
from tests.exports.conftest import MakeVersion

pytestmark = pytest.mark.django_db
PATH = "/api/artifacts/export"


class Api:
    """A JSON client of one user, by token."""

    def __init__(self, user: User) -> None:
        self.headers = {"Authorization": f"Bearer {create_token(user, 'test')}"}
        self.client = Client()

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        data = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        call = getattr(self.client, method.lower())
        answer = call(path, headers={**self.headers, **headers}, **data)
        return answer.status_code, answer.json() if answer.content else None


@pytest.fixture
def api(user: User) -> Api:
    return Api(user)


@pytest.fixture
def bob(other_user: User) -> Api:
    return Api(other_user)


def body_of(made: ArtifactVersion, /, **more: Any) -> dict[str, Any]:
    return {"artifact_id": str(made.artifact_id), "format": "csv", **more}


def test_export_is_queued_made_and_fetched(api: Api, make_version: MakeVersion) -> None:
    version = make_version(title="Bücher/日本")

    status, queued = api("POST", PATH, body_of(version, version=1, options={"byte_order_mark": True}))
    assert (status, queued["status"]) == (202, "pending")
    process_export(queued["job_id"])
    status, job = api("GET", f"{PATH}/{queued['job_id']}")

    assert status == 200
    assert (job["status"], job["progress"], job["attempt"]) == ("completed", 1.0, 1)
    assert job["verification"] == {"rows": 3, "columns": 6}
    assert len(job["sha256"]) == 64
    answer = api.client.get(job["download_url"], headers=api.headers)
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert (answer.status_code, len(content)) == (200, job["size_bytes"])
    assert content.startswith(b"\xef\xbb\xbf")
    assert answer["Content-Disposition"].startswith("attachment")
    assert "filename*=utf-8''B%C3%BCcher%20%E6%97%A5%E6%9C%AC.csv" in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_newest_version_without_a_number(api: Api, make_version: MakeVersion) -> None:
    version = make_version()

    _, queued = api("POST", PATH, body_of(version))

    assert ExportJob.objects.get(pk=queued["job_id"]).version == version


def test_cancel_is_repeatable(api: Api, make_version: MakeVersion) -> None:
    _, queued = api("POST", PATH, body_of(make_version()))

    answers = [api("DELETE", f"{PATH}/{queued['job_id']}") for _ in range(2)]

    assert answers == [(204, None), (204, None)]
    assert api("GET", f"{PATH}/{queued['job_id']}")[1]["status"] == "cancelled"


def test_file_that_is_not_ready(api: Api, make_version: MakeVersion) -> None:
    _, queued = api("POST", PATH, body_of(make_version()))

    status, problem = api("GET", f"{PATH}/{queued['job_id']}/file")

    assert (status, problem["code"]) == (409, "file_not_ready")


def test_removed_file_is_gone(api: Api, make_version: MakeVersion) -> None:
    _, queued = api("POST", PATH, body_of(make_version()))
    process_export(queued["job_id"])
    api("DELETE", f"{PATH}/{queued['job_id']}")

    status, problem = api("GET", f"{PATH}/{queued['job_id']}/file")

    assert (status, problem["code"]) == (404, "file_gone")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"format": "exe"}, "format"),
        ({"format": "html"}, None),
        ({"options": {"colour": "red"}}, "options.colour"),
        ({"options": {"page_size": 4}}, "options.page_size"),
        ({"options": {"language": "en)/X"}}, "options.language"),
        ({"version": 0}, "version"),
        ({"surprise": 1}, "surprise"),
        ({"artifact_id": "x"}, "artifact_id"),
    ],
)
def test_wrong_input_is_named(api: Api, make_version: MakeVersion, change: dict[str, Any], field: str | None) -> None:
    status, problem = api("POST", PATH, body_of(make_version(), **change))

    assert (status, problem["status"]) == (422, 422)
    assert [error["field"] for error in problem["errors"]] == ([field] if field else [])
    assert ExportJob.objects.count() == 0


def test_unknown_things_are_not_found(api: Api, make_version: MakeVersion) -> None:
    version = make_version()

    assert api("POST", PATH, {"artifact_id": str(uuid4()), "format": "csv"})[0] == 404
    assert api("POST", PATH, body_of(version, version=99))[0] == 404
    assert api("GET", f"{PATH}/{uuid4()}")[0] == 404


def test_another_user_finds_nothing(api: Api, bob: Api, make_version: MakeVersion) -> None:
    version = make_version()
    _, queued = api("POST", PATH, body_of(version))
    process_export(queued["job_id"])
    path = f"{PATH}/{queued['job_id']}"

    statuses = [
        bob("POST", PATH, body_of(version))[0],
        bob("GET", path)[0],
        bob("GET", f"{path}/file")[0],
        bob("DELETE", path)[0],
    ]

    assert statuses == [404] * 4
    assert ExportJob.objects.get().status == "completed"


def test_stranger_is_asked_who_he_is(make_version: MakeVersion) -> None:
    answer = Client().post(PATH, json.dumps(body_of(make_version())), content_type="application/json")

    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")


def test_flag_off_is_403(api: Api, make_version: MakeVersion) -> None:
    version = make_version()
    _, queued = api("POST", PATH, body_of(version))
    Flag.objects.filter(name=FlagName.EXPORT.value).update(everyone=False)

    answers = [api("POST", PATH, body_of(version)), api("GET", f"{PATH}/{queued['job_id']}")]

    assert [(status, problem["code"]) for status, problem in answers] == [(403, "feature_disabled")] * 2


def test_third_file_in_a_minute_is_too_many(api: Api, make_version: MakeVersion) -> None:
    version = make_version()

    answers = [api("POST", PATH, body_of(version, format=name)) for name in ("csv", "json", "csv", "md")]

    assert [status for status, _ in answers] == [202, 202, 202, 429]  # the same file again costs nothing
    assert answers[3][1]["code"] == "limit_reached"
    assert answers[3][1]["retry_after_seconds"] > 0


def test_idempotency_key_repeats_the_answer(api: Api, make_version: MakeVersion) -> None:
    body = body_of(make_version())
    first = api("POST", PATH, body, **{"Idempotency-Key": "k1"})
    ExportJob.objects.update(status="cancelled")

    again = api("POST", PATH, body, **{"Idempotency-Key": "k1"})
    other = api("POST", PATH, {**body, "format": "json"}, **{"Idempotency-Key": "k1"})

    assert again == first
    assert (other[0], other[1]["code"]) == (422, "idempotency_mismatch")
    assert ExportJob.objects.count() == 1


def test_losses_are_told(api: Api, make_version: MakeVersion) -> None:
    from tests.exports.conftest import table_of

    _, queued = api("POST", PATH, body_of(make_version(table_of(["A"], [["=1+1"]]))))
    process_export(queued["job_id"])

    _, job = api("GET", f"{PATH}/{queued['job_id']}")

    assert [(loss["code"], loss["count"]) for loss in job["losses"]] == [("formula_like_text", 1)]
    assert "apostrophe" in job["losses"][0]["text"]


def test_session_of_the_page_works_too(
    client_for: Callable[[User], Client], user: User, make_version: MakeVersion
) -> None:
    answer = client_for(user).post(PATH, json.dumps(body_of(make_version())), content_type="application/json")

    assert answer.status_code == 202
