"""Pages and fragments that show artifacts."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from artifacts.rows.enums import KindName
from artifacts.versions.write import delete_artifact, rename_artifact
from rollout.enums import FlagName
from rollout.models import Flag

TEAS = "| Name | Price |\n|---|---|\n| Sencha | $12.50 |\n| Assam | $8 |\n"
SHEETS = {
    "sheets": [{"name": "Plan", "cells": {"A1": 2, "B1": "=A1*3"}}, {"name": "Notes", "cells": {"A1": "Deposit"}}]
}
MINUTES = "Opening words.\n\n# Minutes\n\nPresent: Ada.\n\n## Actions\n\nWrite.\n"


@pytest.fixture
def alice(user: User, client_for: Callable[[User], Client], all_features: None) -> Client:
    return client_for(user)


@pytest.fixture
def bob(other_user: User, client_for: Callable[[User], Client], all_features: None) -> Client:
    return client_for(other_user)


@pytest.fixture
def all_features(db: None) -> None:
    for name in FlagName:
        Flag.objects.update_or_create(name=name.value, defaults={"everyone": True})


def page(client: Client, name: str, *arguments: Any, **query: Any) -> str:
    response = client.get(reverse(f"artifacts:{name}", args=arguments), query)
    assert response.status_code == 200
    return response.content.decode()


def test_detail_shows_a_grid_named_by_the_title(alice: Client, make_artifact: Any):
    version = make_artifact(TEAS, title="Five teas")
    html = page(alice, "detail", version.artifact_id)
    assert '<tr role="row" aria-rowindex="2" data-row="1">' in html
    assert 'aria-label="Five teas"' in html
    assert 'aria-rowcount="3"' in html
    assert '<td role="gridcell" class="num" data-raw="12.5">$12.50</td>' in html


def test_detail_escapes_what_cells_hold(alice: Client, make_artifact: Any):
    version = make_artifact({"columns": [{"name": "<b>"}], "rows": [["<script>alert(1)</script>"]]})
    html = page(alice, "detail", version.artifact_id)
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_detail_of_a_spreadsheet_shows_values_and_keeps_formulas_for_the_editor(alice: Client, make_artifact: Any):
    version = make_artifact(SHEETS, KindName.SPREADSHEET)
    html = page(alice, "detail", version.artifact_id)
    assert '<td role="gridcell" class="num" data-raw="=A1*3">6</td>' in html
    assert "Deposit" not in html
    assert "Deposit" in page(alice, "detail", version.artifact_id, sheet="notes")


def test_detail_of_a_document_shows_its_pieces(alice: Client, make_artifact: Any):
    version = make_artifact(MINUTES, KindName.DOCUMENT)
    html = page(alice, "detail", version.artifact_id)
    assert "<p>Opening words.</p>" in html
    assert 'id="section-minutes"' in html
    assert 'id="section-actions"' in html


@pytest.mark.parametrize("tab", ["table", "document", "spreadsheet", "preview", "nonsense"])
def test_detail_shows_every_tab(alice: Client, make_artifact: Any, tab: str):
    version = make_artifact(TEAS)
    html = page(alice, "detail", version.artifact_id, tab=tab)
    assert html.count('aria-selected="true"') == 1


def test_detail_without_creation_is_read_only(alice: Client, make_artifact: Any):
    version = make_artifact(TEAS)
    Flag.objects.filter(name=FlagName.CREATION.value).update(everyone=False)
    html = page(alice, "detail", version.artifact_id)
    assert "data-readonly" in html
    assert "Read only" in html
    assert reverse("artifacts:rename", args=[version.artifact_id]) not in html


def test_detail_without_export_names_no_export(alice: Client, make_artifact: Any):
    version = make_artifact(TEAS)
    Flag.objects.filter(name=FlagName.EXPORT.value).update(everyone=False)
    html = page(alice, "detail", version.artifact_id, tab="preview")
    assert "export-button" not in html
    assert "preview" not in html.split("</svg>", 1)[1]
    assert 'id="tab-table"' in html


def test_preview_tab_fetches_the_pages(alice: Client, make_artifact: Any):
    version = make_artifact(TEAS)
    html = page(alice, "detail", version.artifact_id, tab="preview")
    address = f"{reverse('exports:preview', args=[version.artifact_id])}?version=1"
    assert html.count(address) == 2


def test_rows_answer_one_window(alice: Client, make_artifact: Any):
    version = make_artifact({"columns": [{"name": "n"}], "rows": [[str(number)] for number in range(1, 251)]})
    html = page(alice, "rows", version.artifact_id, offset="200")
    assert html.count("<tr ") == 50
    assert 'aria-rowindex="202" data-row="201"' in html


@pytest.mark.parametrize("offset", ["-1", "x", "99999999999"])
def test_rows_with_a_wrong_offset_begin_at_the_first(alice: Client, make_artifact: Any, offset: str):
    version = make_artifact(TEAS)
    assert 'data-row="1"' in page(alice, "rows", version.artifact_id, offset=offset)


def test_grid_answers_another_sheet(alice: Client, make_artifact: Any):
    version = make_artifact(SHEETS, KindName.SPREADSHEET)
    html = page(alice, "grid", version.artifact_id, sheet="Notes")
    assert "Deposit" in html
    assert "<html" not in html


def test_detail_of_a_document_without_headings_shows_one_piece(alice: Client, make_artifact: Any):
    version = make_artifact("Only words.\n", KindName.DOCUMENT)
    assert "<p>Only words.</p>" in page(alice, "detail", version.artifact_id)


def test_grid_of_a_document_is_not_found(alice: Client, make_artifact: Any):
    version = make_artifact(MINUTES, KindName.DOCUMENT)
    assert alice.get(reverse("artifacts:grid", args=[version.artifact_id])).status_code == 404


def test_watch_tells_a_newer_version_by_its_tag(alice: Client, make_artifact: Any, user: User):
    version = make_artifact(TEAS)
    address = reverse("artifacts:watch", args=[version.artifact_id])
    assert alice.get(address, headers={"If-None-Match": '"v1"'}).status_code == 304
    rename_artifact(artifact=version.artifact, actor=user, title="Other")
    answer = alice.get(address, headers={"If-None-Match": '"v1"'})
    assert (answer.status_code, answer["ETag"]) == (204, '"v2"')


def test_list_finds_by_words_and_kind(alice: Client, make_artifact: Any):
    make_artifact(TEAS, title="Five teas")
    make_artifact(MINUTES, KindName.DOCUMENT, title="Monday")
    assert "Five teas" in page(alice, "list", q="Sencha")
    assert "Monday" not in page(alice, "list", q="Sencha")
    assert "Five teas" not in page(alice, "list", kind="document")
    assert "Nothing fits" in page(alice, "list", q="no such words")


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_few_questions_for_any_number(
    alice: Client, make_artifact: Any, django_assert_max_num_queries: Any, count: int
):
    for number in range(count):
        make_artifact(TEAS, title=f"Teas {number}")
    with django_assert_max_num_queries(12):
        page(alice, "list")


def test_list_leaves_out_what_is_deleted(alice: Client, make_artifact: Any, user: User):
    version = make_artifact(TEAS, title="Gone")
    delete_artifact(artifact=version.artifact, actor=user)
    assert "Gone" not in page(alice, "list")


@pytest.mark.parametrize("name", ["detail", "rows", "grid", "watch", "section"])
def test_other_people_find_nothing(bob: Client, make_artifact: Any, name: str):
    version = make_artifact(TEAS)
    assert bob.get(reverse(f"artifacts:{name}", args=[version.artifact_id])).status_code == 404
    assert bob.get(reverse(f"artifacts:{name}", args=[uuid4()])).status_code == 404


@pytest.mark.parametrize("name", ["detail", "rows"])
def test_nobody_sees_artifacts_with_the_master_flag_off(alice: Client, make_artifact: Any, name: str):
    version = make_artifact(TEAS)
    Flag.objects.filter(name=FlagName.ARTIFACTS.value).update(everyone=False)
    assert alice.get(reverse(f"artifacts:{name}", args=[version.artifact_id])).status_code == 403
    assert alice.get(reverse("artifacts:list")).status_code == 403


def test_visitors_are_sent_to_sign_in(client: Client, make_artifact: Any):
    version = make_artifact(TEAS)
    answer = client.get(reverse("artifacts:detail", args=[version.artifact_id]))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))
