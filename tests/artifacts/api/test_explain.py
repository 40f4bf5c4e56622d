"""Cells explained for programs and, as a fragment of the grid, for people."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User

pytestmark = pytest.mark.usefixtures("open_site")
SHEETS = [
    {"name": "Q 1", "cells": {"A1": 4, "B1": "=1/0", "B2": "=B1+A1"}},
    {"name": "Sum", "cells": {"A1": "='Q 1'!A1"}},
]


@pytest.fixture
def client(user: User, client_for: Callable[[User], Client]) -> Client:
    return client_for(user)


@pytest.fixture
def made(client: Client) -> str:
    body = {"title": "Costs", "content": {"sheets": SHEETS}}
    return str(client.post("/api/artifacts/sheet.create", body, content_type="application/json").json()["id"])


def explain(client: Client, made: str, cell: str) -> tuple[int, Any]:
    answer = client.get(f"/api/artifacts/{made}/cells/{cell}/explain")
    return answer.status_code, answer.json()


def test_cell_is_explained(client: Client, made: str) -> None:
    status, body = explain(client, made, "'q%201'!b2")
    assert (status, body["cell"], body["input"], body["value"], body["held"]) == (
        200,
        "'Q 1'!B2",
        "=B1+A1",
        "#DIV/0!",
        False,
    )
    assert body["precedents"] == ["'Q 1'!B1", "'Q 1'!A1"]
    assert body["error"] == {
        "sign": "#DIV/0!",
        "reason": "A cell that the formula refers to shows this error.",
        "comes_from": ["'Q 1'!B1"],
    }
    assert explain(client, made, "A1")[1]["dependents"] == ["'Q 1'!B2", "Sum!A1"]
    assert "2 formulas refer to it: B2, Sum!A1." in explain(client, made, "A1")[1]["text"]


@pytest.mark.parametrize(("cell", "words"), [("Nowhere!A1", "no sheet Nowhere"), ("total", "no cell")])
def test_what_is_no_cell_is_refused(client: Client, made: str, cell: str, words: str) -> None:
    status, body = explain(client, made, cell)
    assert (status, body["code"]) == (422, "invalid_operation")
    assert "not a cell" in body["detail"] or words in body["detail"]


def test_others_and_other_kinds_find_nothing(
    client: Client, made: str, other_user: User, client_for: Callable[[User], Client]
) -> None:
    assert explain(client_for(other_user), made, "A1")[0] == 404
    body = {"title": "Notes", "text": "# A"}
    notes = client.post("/api/artifacts/doc.create", body, content_type="application/json").json()["id"]
    assert explain(client, notes, "A1")[0] == 404
    assert client.get(reverse("artifacts:explain", args=[notes]), {"cell": "A1"}).status_code == 404


def test_grid_gets_sentences_and_ranges_of_its_sheet(client: Client, made: str) -> None:
    page = client.get(reverse("artifacts:explain", args=[made]), {"cell": "A1", "sheet": "Sum"}).content.decode()
    assert "The formula refers to &#x27;Q 1&#x27;!A1." in page
    assert 'data-precedents=""' in page
    page = client.get(reverse("artifacts:explain", args=[made]), {"cell": "A1", "sheet": "Q 1"}).content.decode()
    assert 'data-dependents="B2"' in page
