"""Queries and questions by the API, answered by a real query process."""

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from django.test import Client, override_settings

from accounts.models import User
from artifacts.queries import processes
from artifacts.rows.models import ArtifactVersion
from tests.artifacts.conftest import MakeArtifact

pytestmark = pytest.mark.usefixtures("open_site")
SALES = "| Region | Amount |\n| --- | --- |\n| North | 120 |\n| South | 50 |\n| North | 30 |\n"


@pytest.fixture(scope="module", autouse=True)
def no_process_left() -> Iterator[None]:
    yield
    processes.stop_idle()


@pytest.fixture
def client(user: User, client_for: Callable[[User], Client]) -> Client:
    return client_for(user)


def ask(client: Client, version: ArtifactVersion, **body: object):  # type: ignore[no-untyped-def]
    return client.post(f"/api/artifacts/{version.artifact_id}/query", body, content_type="application/json")


def test_a_query_is_answered_with_its_computation(client: Client, make_artifact: MakeArtifact) -> None:
    body = ask(client, make_artifact(SALES), sql="SELECT Region, sum(Amount) AS total FROM data GROUP BY 1 ORDER BY 1")
    assert body.status_code == 200
    answered = body.json()
    assert answered["columns"] == [{"name": "Region", "type": "text"}, {"name": "total", "type": "number"}]
    assert answered["rows"] == [["North", 150], ["South", 50]]
    assert (answered["version"], answered["truncated"], answered["rows_read"]) == (1, False, 3)
    assert answered["sql"].startswith("SELECT Region")
    assert answered["sentence"] == "2 rows, computed over 3 rows."
    assert answered["took_ms"] > 0


def test_a_question_in_words_is_answered_the_same_each_time(client: Client, make_artifact: MakeArtifact) -> None:
    version = make_artifact(SALES)
    first, second = (ask(client, version, question="what is the total by region?").json() for _ in range(2))
    assert first["rows"] == second["rows"] == [["North", 150], ["South", 50]]
    assert first["sentence"] == "Total Amount by Region: North 150, South 50."
    assert first["sql"] == second["sql"]


def test_further_artifacts_are_joined_by_id_or_by_name(client: Client, make_artifact: MakeArtifact) -> None:
    sales = make_artifact(SALES)
    heads = make_artifact("| Region | Head |\n| --- | --- |\n| North | Ann |\n", title="Heads")
    sql = "SELECT Head, sum(Amount) FROM data JOIN {} USING (Region) GROUP BY 1"
    assert ask(client, sales, sql=sql.format("Heads"), also=[str(heads.artifact_id)]).json()["rows"] == [["Ann", 150]]
    named = ask(client, sales, sql=sql.format("who"), also={"who": str(heads.artifact_id)})
    assert named.json()["rows"] == [["Ann", 150]]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"sql": "DROP TABLE data"}, "query_refused"),
        ({"question": "why did it fall?"}, "query_refused"),
        ({}, "invalid"),
        ({"sql": "SELECT 1", "question": "how many rows?"}, "invalid"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    client: Client, make_artifact: MakeArtifact, body: dict[str, str], code: str
) -> None:
    refused = ask(client, make_artifact(SALES), **body)
    assert (refused.status_code, refused.json()["code"]) == (422, code)


def test_too_large_a_result_is_refused_with_a_status_of_its_own(client: Client, make_artifact: MakeArtifact) -> None:
    refused = ask(client, make_artifact(SALES), sql="SELECT repeat('x', 9000000)")
    assert (refused.status_code, refused.json()["code"]) == (413, "result_too_large")


def test_what_is_somebody_elses_is_not_there(client: Client, make_artifact: MakeArtifact, other_user: User) -> None:
    own, others = make_artifact(SALES), make_artifact(SALES, owner=other_user)
    assert ask(client, others, sql="SELECT 1").status_code == 404
    assert ask(client, own, sql="SELECT 1", also=[str(others.artifact_id)]).status_code == 404
    assert ask(client, own, sql="SELECT 1", also={"x": str(uuid4())}).status_code == 404


def test_questions_are_limited(client: Client, make_artifact: MakeArtifact, settings: object) -> None:
    version = make_artifact(SALES)
    with override_settings(LIMITS={**settings.LIMITS, "query": "1/m"}):  # type: ignore[attr-defined]
        assert ask(client, version, sql="SELECT 1").status_code == 200
        refused = ask(client, version, sql="SELECT 1")
    assert (refused.status_code, refused.json()["code"]) == (429, "limit_reached")


def test_a_process_that_dies_costs_one_answer(client: Client, make_artifact: MakeArtifact) -> None:
    version = make_artifact(SALES)
    assert ask(client, version, sql="SELECT 1").status_code == 200
    for process in processes._idle:
        process.popen.kill()
        process.popen.wait()
    assert ask(client, version, sql="SELECT count(*) FROM data").json()["rows"] == [[3]]
