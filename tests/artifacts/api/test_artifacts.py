import json
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from artifacts.rows.models import Artifact, ArtifactVersion
from rollout.enums import FlagName
from rollout.models import Flag

pytestmark = pytest.mark.usefixtures("open_site")

CONTENT = {
    "columns": [{"name": "Name", "type": "text"}, {"name": "Price", "type": "number"}],
    "rows": [["ä 日本", 1.5], ["=1+1", None], ["00123", -2]],
}


class Api:
    """A JSON client of one user."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        data = {"data": b"" if body is None else json.dumps(body), "content_type": "application/json"}
        if method == "GET":
            data = {}
        answer = getattr(self.client, method.lower())(f"/api/artifacts{path}", headers=headers, **data)
        return answer.status_code, answer.json() if answer.content else None


@pytest.fixture
def api(user: User, client_for: Callable[[User], Client]) -> Api:
    return Api(client_for(user))


@pytest.fixture
def bob(other_user: User, client_for: Callable[[User], Client]) -> Api:
    return Api(client_for(other_user))


def make_table(api: Api) -> Any:
    status, body = api("POST", "/table.create", {"title": "Prices", "content": CONTENT})
    assert status == 201, body
    return body


def set_cell(version: int, at: str, value: Any) -> dict[str, Any]:
    return {"expected_version": version, "operations": [{"op": "set_cells", "at": at, "values": [[value]]}]}


def test_table_create_from_content_keeps_rows(api: Api) -> None:
    body = make_table(api)
    assert body["kind"] == "table"
    assert body["version"] == 1
    assert [column["name"] for column in body["content"]["columns"]] == ["Name", "Price"]
    assert body["content"]["rows"] == CONTENT["rows"]
    assert body["losses"] == []
    assert body["url"] == f"/artifacts/{body['id']}/"


def test_table_create_from_text_types_cells(api: Api) -> None:
    text = "| A | B |\n|---|--:|\n| x | 1 |\n| y | 2 |\n"
    status, body = api("POST", "/table.create", {"title": "From text", "text": text})
    assert status == 201
    assert body["content"]["rows"] == [["x", 1], ["y", 2]]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"title": "No", "text": "just words"}, "not_parsed"),
        ({"title": "No"}, "invalid"),
        ({"title": "No", "text": "|a|\n|-|\n|1|", "content": {}}, "invalid"),
        ({"title": "", "text": "|a|\n|-|\n|1|"}, "invalid"),
        ({"title": "No", "text": "|a|\n|-|\n|1|", "surprise": 1}, "invalid"),
        ({"title": "No", "content": {"columns": [{"name": "A", "type": "colour"}], "rows": []}}, "not_parsed"),
    ],
)
def test_table_create_refuses_bad_body(api: Api, body: Any, code: str) -> None:
    status, problem = api("POST", "/table.create", body)
    assert (status, problem["code"]) == (422, code)
    assert Artifact.objects.count() == 0


def test_table_create_names_the_limit(api: Api) -> None:
    content = {"columns": [f"c{number}" for number in range(2_000)], "rows": []}
    status, problem = api("POST", "/table.create", {"title": "Wide", "content": content})
    assert (status, problem["code"], problem["limit"], problem["most"]) == (413, "over_limit", "columns", 1_000)


def test_doc_create_gives_outline(api: Api) -> None:
    status, body = api("POST", "/doc.create", {"title": "Note", "text": "# Note\n\nHello\n\n## Next\n\n- a\n"})
    assert status == 201
    assert body["content"]["sections"] == [
        {"id": "note", "level": 1, "title": "Note"},
        {"id": "next", "level": 2, "title": "Next"},
    ]


def test_section_is_read_alone(api: Api, bob: Api) -> None:
    made = api("POST", "/doc.create", {"title": "Note", "text": "# Note\n\nHello\n\n## Next\n\n- a\n"})[1]
    path = f"/{made['id']}/sections"
    assert api("GET", f"{path}/next") == (
        200,
        {"id": "next", "level": 2, "title": "Next", "text": "## Next\n\n- a\n", "version": 1},
    )
    assert api("GET", f"{path}/nope")[0] == 404
    assert bob("GET", f"{path}/next")[0] == 404


def test_sheet_create_computes(api: Api) -> None:
    content = {"sheets": [{"name": "S", "cells": {"A1": 40, "A2": 2, "A3": "=SUM(A1:A2)"}}]}
    status, body = api("POST", "/sheet.create", {"title": "Sum", "content": content})
    assert status == 201
    cell = body["content"]["sheets"][0]["cells"]["A3"]
    assert cell == {"input": "=SUM(A1:A2)", "value": 42, "type": "number", "format": None}


def test_patch_makes_version_two(api: Api) -> None:
    table = make_table(api)
    status, body = api("PATCH", f"/{table['id']}", set_cell(1, "B1", 9))
    assert (status, body["version"], body["content"]["rows"][0][1]) == (200, 2, 9)


def test_patch_on_stale_version_conflicts(api: Api) -> None:
    table = make_table(api)
    api("PATCH", f"/{table['id']}", set_cell(1, "B1", 9))
    status, problem = api("PATCH", f"/{table['id']}", set_cell(1, "B1", 1))
    assert (status, problem["code"], problem["current_version"]) == (409, "version_conflict", 2)


def test_patch_with_unknown_operation_is_refused(api: Api) -> None:
    table = make_table(api)
    status, problem = api("PATCH", f"/{table['id']}", {"expected_version": 1, "operations": [{"op": "explode"}]})
    assert (status, problem["code"]) == (422, "invalid")


def test_patch_is_all_or_nothing(api: Api) -> None:
    table = make_table(api)
    body = set_cell(1, "B1", 9)
    body["operations"].append({"op": "delete_rows", "at": 99})
    status, problem = api("PATCH", f"/{table['id']}", body)
    assert (status, problem["code"]) == (422, "invalid_operation")
    assert api("GET", f"/{table['id']}")[1]["content"]["rows"] == CONTENT["rows"]


def test_others_get_404(api: Api, bob: Api) -> None:
    table = make_table(api)
    path = f"/{table['id']}"
    assert bob("GET", path)[0] == 404
    assert bob("PATCH", path, set_cell(1, "A1", "x"))[0] == 404
    assert bob("DELETE", path)[0] == 404
    assert bob("GET", f"{path}/versions")[0] == 404
    assert bob("GET", f"{path}/versions/1")[0] == 404
    assert bob("POST", f"{path}/versions/1/restore")[0] == 404
    assert bob("GET", f"{path}/diff?from=1&to=1")[0] == 404


def test_read_gives_the_asked_window(api: Api) -> None:
    table = make_table(api)
    content = api("GET", f"/{table['id']}?rows=1&offset=2")[1]["content"]
    assert content["rows"] == [["00123", -2]]
    assert content["row_count"] == 3
    assert api("GET", f"/{table['id']}?rows=1001")[0] == 422


def test_delete_hides_artifact(api: Api) -> None:
    table = make_table(api)
    assert api("DELETE", f"/{table['id']}") == (204, None)
    assert api("GET", f"/{table['id']}")[0] == 404
    assert api("GET", "")[1]["items"] == []
    assert ArtifactVersion.objects.count() == 1


def test_list_pages_by_cursor(api: Api) -> None:
    made = [make_table(api)["id"] for _ in range(3)]
    first = api("GET", "?limit=2")[1]
    second = api("GET", f"?limit=2&cursor={first['next_cursor']}")[1]
    assert [item["id"] for item in first["items"] + second["items"]] == made[::-1]
    assert second["next_cursor"] is None
    assert api("GET", "?cursor=nonsense")[0] == 422


def test_history_restore_and_diff(api: Api) -> None:
    path = f"/{make_table(api)['id']}"
    api("PATCH", path, set_cell(1, "B1", 9))
    status, body = api("POST", f"{path}/versions/1/restore")
    assert (status, body["version"], body["content"]["rows"]) == (200, 3, CONTENT["rows"])
    versions = api("GET", f"{path}/versions")[1]["items"]
    assert [(item["version"], item["author"]) for item in versions] == [(3, "user"), (2, "user"), (1, "user")]
    changes = api("GET", f"{path}/diff?from=1&to=2")[1]["changes"]
    assert changes["cells"] == [{"row": 1, "column": 2, "at": "B1", "before": 1.5, "after": 9, "sheet": None}]
    assert api("GET", f"{path}/versions/2")[1]["content"]["rows"][0][1] == 9


def test_create_is_replayed_by_idempotency_key(api: Api) -> None:
    body = {"title": "Once", "content": CONTENT}
    first = api("POST", "/table.create", body, **{"Idempotency-Key": "k1"})
    again = api("POST", "/table.create", body, **{"Idempotency-Key": "k1"})
    assert first == again
    assert Artifact.objects.count() == 1
    status, problem = api("POST", "/table.create", {**body, "title": "Two"}, **{"Idempotency-Key": "k1"})
    assert (status, problem["code"]) == (422, "idempotency_mismatch")


@time_machine.travel("2026-03-01 12:00:01", tick=False)
def test_create_is_limited_by_successes(api: Api) -> None:
    for _ in range(6):
        api("POST", "/table.create", {"title": "No", "text": "just words"})
    statuses = [api("POST", "/table.create", {"title": "x", "content": CONTENT})[0] for _ in range(6)]
    assert statuses == [201] * 5 + [429]


@pytest.mark.parametrize("flag", [FlagName.CREATION, FlagName.ARTIFACTS])
def test_create_with_flag_off_is_refused(api: Api, flag: FlagName) -> None:
    Flag.objects.filter(name=flag.value).update(everyone=False)
    status, problem = api("POST", "/table.create", {"title": "x", "content": CONTENT})
    assert (status, problem["code"]) == (403, "feature_disabled")
