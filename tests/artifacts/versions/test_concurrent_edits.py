"""Edits that arrive at the same moment, over the API: two tabs of one user, and two users with the same content."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from accounts.models import User
from artifacts.kinds.registry import kind
from artifacts.rows.enums import KindName
from artifacts.rows.models import Artifact, ArtifactVersion
from artifacts.versions.reading import find_version, open_version
from tests.artifacts.conftest import MakeArtifact
from tests.fakes.other_writer import another_writer

pytestmark = [pytest.mark.races, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("open_site")]

Tab = Callable[[ArtifactVersion, dict[str, Any]], tuple[int, Any]]
TABLE, DOCUMENT, SHEET = KindName.TABLE, KindName.DOCUMENT, KindName.SPREADSHEET
CONTENT = {
    TABLE: {"columns": ["a", "b"], "rows": [["1", "2"], ["3", "4"]]},
    DOCUMENT: {"text": "# A\n\na\n\n# B\n\nb\n"},
    SHEET: {"sheets": [{"name": "S", "cells": {"A1": 1, "B1": 2, "C1": "=A1+B1"}}]},
}


@pytest.fixture
def tab_of(client_for: Callable[[User], Client]) -> Callable[[User], Tab]:
    """Return a function that opens a tab: a client of its own, which changes version 1."""

    def open_tab(user: User) -> Tab:
        client = client_for(user)

        def change(version: ArtifactVersion, operation: dict[str, Any]) -> tuple[int, Any]:
            body = {"expected_version": 1, "operations": [operation]}
            path = f"/api/artifacts/{version.artifact_id}"
            answer = client.patch(path, data=body, content_type="application/json")
            return answer.status_code, answer.json()

        return change

    return open_tab


def at_once(*calls: Callable[[], tuple[int, Any]]) -> list[tuple[int, Any]]:
    """Return the answers in the order of the calls."""
    start, answers = threading.Barrier(len(calls)), dict[int, tuple[int, Any]]()

    def run(number: int) -> None:
        try:
            start.wait()
            answers[number] = calls[number]()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [answers[number] for number in range(len(calls))]


def cell(at: str, value: str) -> dict[str, Any]:
    return {"op": "set_cells", "at": at, "values": [[value]]}


def section(name: str, word: str) -> dict[str, Any]:
    return {"op": "replace_section", "section": name, "text": f"# {name.upper()}\n\n{word}\n"}


def newest(version: ArtifactVersion) -> str:
    head = find_version(Artifact.objects.get(pk=version.artifact_id))
    return str(kind(head.artifact.kind).to_json(open_version(head)))


@pytest.mark.parametrize(
    ("kind_name", "one", "other"),
    [
        (TABLE, cell("A1", "first"), cell("A1", "second")),
        (DOCUMENT, section("a", "first"), section("a", "second")),
        (SHEET, cell("A1", "first"), cell("A1", "second")),
    ],
)
def test_two_tabs_at_the_same_place_keep_one_edit_and_tell_the_other(
    make_artifact: MakeArtifact, user: User, tab_of: Callable[[User], Tab], kind_name: KindName, one: Any, other: Any
) -> None:
    version = make_artifact(CONTENT[kind_name], kind_name)
    first, second = tab_of(user), tab_of(user)

    answers = at_once(lambda: first(version, one), lambda: second(version, other))
    assert sorted(status for status, _body in answers) == [200, 409]
    refused = next(problem for status, problem in answers if status == 409)
    assert (refused["code"], refused["current_version"]) == ("version_conflict", 2)
    kept, lost = ("first", "second") if answers[0][0] == 200 else ("second", "first")
    assert kept in newest(version)
    assert lost not in newest(version)


@pytest.mark.parametrize(
    ("kind_name", "one", "other"),
    [
        (TABLE, cell("A1", "first"), cell("B2", "second")),
        (DOCUMENT, section("a", "first"), section("b", "second")),
        (SHEET, cell("A1", "first"), cell("B9", "second")),
    ],
)
def test_two_tabs_at_other_places_keep_both_edits(
    make_artifact: MakeArtifact, user: User, tab_of: Callable[[User], Tab], kind_name: KindName, one: Any, other: Any
) -> None:
    version = make_artifact(CONTENT[kind_name], kind_name)
    first, second = tab_of(user), tab_of(user)

    answers = at_once(lambda: first(version, one), lambda: second(version, other))
    assert sorted((status, body["version"]) for status, body in answers) == [(200, 2), (200, 3)]
    assert "first" in newest(version)
    assert "second" in newest(version)


@pytest.mark.parametrize(
    ("kind_name", "operation"),
    [(TABLE, cell("A1", "new")), (DOCUMENT, section("a", "new")), (SHEET, cell("A1", "new"))],
)
def test_two_users_with_the_same_content_make_the_same_edit(
    make_artifact: MakeArtifact,
    user: User,
    other_user: User,
    tab_of: Callable[[User], Tab],
    kind_name: KindName,
    operation: Any,
) -> None:
    """Both write the block with the same digest, which is stored once."""
    own = make_artifact(CONTENT[kind_name], kind_name)
    foreign = make_artifact(CONTENT[kind_name], kind_name, owner=other_user)
    alice, bob = tab_of(user), tab_of(other_user)

    answers = at_once(lambda: alice(own, operation), lambda: bob(foreign, operation), lambda: bob(own, operation))
    assert [status for status, _body in answers] == [200, 200, 404]
    assert newest(own) == newest(foreign)
    assert "new" in newest(own)


@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": "once"}], ids=["plain", "idempotent"])
def test_others_write_while_the_formulas_of_an_edit_are_computed(
    make_artifact: MakeArtifact, user: User, client_for: Callable[[User], Client], headers: dict[str, str]
) -> None:
    version = make_artifact(CONTENT[SHEET], SHEET)
    body = {"expected_version": 1, "operations": [cell("A1", "5")]}
    with another_writer() as outcomes:
        answer = client_for(user).patch(
            f"/api/artifacts/{version.artifact_id}", body, content_type="application/json", headers=headers
        )

    assert (answer.status_code, answer.json()["content"]["sheets"][0]["cells"]["C1"]["value"]) == (200, 7)
    assert outcomes == ["written"]
