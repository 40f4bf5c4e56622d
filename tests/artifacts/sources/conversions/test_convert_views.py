"""Conversions from a page and over the API: the owner's alone, with the feature on, counted, told what is missing."""

import json
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from artifacts.rows.enums import KindName
from artifacts.rows.models import Artifact
from artifacts.versions.reading import open_version
from rollout.enums import FlagName
from rollout.models import Flag
from tests.artifacts.conftest import MakeArtifact

pytestmark = pytest.mark.usefixtures("open_site")

TABLE = "| Van | Price |\n|---|--:|\n| Ford | 1 |\n"
BOOK = {"sheets": [{"name": "One", "cells": {"A1": 1, "B1": "=A1*2"}}, {"name": "Two & more", "cells": {"A1": "x"}}]}


@pytest.fixture
def client(user: User, client_for: Callable[[User], Client]) -> Client:
    return client_for(user)


@pytest.fixture
def bob(other_user: User, client_for: Callable[[User], Client]) -> Client:
    return client_for(other_user)


def address(artifact: Artifact) -> str:
    return reverse("artifacts:convert", args=[artifact.pk])


def test_a_form_makes_the_other_kind_and_shows_it(client: Client, make_artifact: MakeArtifact) -> None:
    artifact = make_artifact(TABLE).artifact
    page = client.get(address(artifact), {"kind": "spreadsheet"})
    assert '<option value="spreadsheet" selected>' in page.content.decode()
    answer = client.post(address(artifact), {"kind": "spreadsheet"}, follow=True)
    made = Artifact.objects.get(kind=KindName.SPREADSHEET)
    assert answer.redirect_chain == [(f"/artifacts/{made.pk}/", 302)]
    assert "Ford" in answer.content.decode()


def test_the_form_offers_sheets_and_tables(client: Client, make_artifact: MakeArtifact) -> None:
    book = make_artifact(BOOK, KindName.SPREADSHEET).artifact
    page = client.get(address(book), {"sheet": "Two & more", "range": "A1:B2"}).content.decode()
    assert '<option value="Two &amp; more" selected>' in page
    assert 'value="A1:B2"' in page
    report = make_artifact(f"# Vans\n\n{TABLE}", KindName.DOCUMENT).artifact
    assert "1: Van, Price" in client.get(address(report)).content.decode()


def test_an_empty_tab_offers_the_open_artifact_in_its_kind(client: Client, make_artifact: MakeArtifact) -> None:
    book = make_artifact(BOOK, KindName.SPREADSHEET, "Plan").artifact
    here = reverse("artifacts:detail", args=[book.pk])
    assert "Plan as a document" in client.get(here, {"tab": "document"}).content.decode()
    tables = client.get(here, {"tab": "table"}).content.decode()
    assert "Sheet One as a table" in tables
    assert "Sheet Two &amp; more as a table" in tables
    words = make_artifact("# Words\n\nAlone.", KindName.DOCUMENT).artifact
    page = client.get(reverse("artifacts:detail", args=[words.pk]), {"tab": "table"}).content.decode()
    assert 'name="kind"' not in page


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({}, 422, "invalid"),
        ({"kind": "poem"}, 422, "invalid"),
        ({"kind": "table", "table": "x"}, 422, "invalid"),
        ({"kind": "table", "table": "9" * 40}, 422, "invalid"),
        ({"kind": "spreadsheet"}, 422, "not_convertible"),
        ({"kind": "table", "sheet": "Gone"}, 404, "not_found"),
        ({"kind": "table", "range": "here"}, 422, "invalid_operation"),
    ],
)
def test_what_does_not_fit_is_refused(
    client: Client, make_artifact: MakeArtifact, fields: dict[str, str], status: int, code: str
) -> None:
    artifact = make_artifact(BOOK, KindName.SPREADSHEET).artifact
    answer = client.post(address(artifact), fields, headers={"Accept": "application/json"})
    assert answer.status_code == status
    assert Artifact.objects.count() == 1
    if not {"table", "kind"} & fields.keys():
        return
    api = client.post(f"/api/artifacts/{artifact.pk}/convert", json.dumps(fields), content_type="application/json")
    assert api.status_code == status
    assert code == "invalid" or api.json()["code"] == code


def test_another_users_artifact_is_not_found(bob: Client, make_artifact: MakeArtifact) -> None:
    artifact = make_artifact(TABLE).artifact
    assert bob.get(address(artifact)).status_code == 404
    assert bob.post(address(artifact), {"kind": "document"}).status_code == 404
    body = json.dumps({"kind": "document"})
    path = f"/api/artifacts/{artifact.pk}/convert"
    assert bob.post(path, body, content_type="application/json").status_code == 404


def test_creation_off_makes_nothing(client: Client, make_artifact: MakeArtifact) -> None:
    artifact = make_artifact(TABLE).artifact
    Flag.objects.filter(name=FlagName.CREATION).update(everyone=False)
    assert client.post(address(artifact), {"kind": "document"}).status_code == 403
    page = client.get(reverse("artifacts:detail", args=[artifact.pk]), {"tab": "document"})
    assert "as a document" not in page.content.decode()


def test_the_api_answers_with_the_new_artifact_once_for_a_key(client: Client, make_artifact: MakeArtifact) -> None:
    artifact = make_artifact(BOOK, KindName.SPREADSHEET).artifact
    body = json.dumps({"kind": "table", "sheet": "One", "range": "A1:B1", "title": "Row"})
    path = f"/api/artifacts/{artifact.pk}/convert"
    answers = [
        client.post(path, body, content_type="application/json", headers={"Idempotency-Key": "once"}) for _ in "ab"
    ]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    made = answers[0].json()
    assert (made["kind"], made["title"], made["content"]["rows"]) == ("table", "Row", [[1, 2]])
    assert made["losses"][0].startswith("Formulas are not part of it")
    assert open_version(Artifact.objects.get(pk=artifact.pk).versions.get()).content().sheets[0].name == "One"
