"""Columns, rows and sheets changed by the grid's menus, by htmx and by plain forms."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from artifacts.rows.enums import KindName
from artifacts.rows.models import Artifact
from artifacts.versions.reading import find_version, open_version
from rollout.enums import FlagName
from rollout.models import Flag

HTMX = {"HX-Request": "true"}
TEAS = "| Name | Price |\n|---|---|\n| Sencha | $12.50 |\n| Assam | $8 |\n| Oolong | $9 |\n"
BOOK = {
    "sheets": [{"name": "Plan", "cells": {"A1": 2, "B3": "=A1*3"}}, {"name": "Costs", "cells": {"A1": "=Plan!A1"}}]
}


@pytest.fixture
def alice(user: User, client_for: Callable[[User], Client]) -> Client:
    for name in FlagName:
        Flag.objects.update_or_create(name=name.value, defaults={"everyone": True})
    return client_for(user)


def send(client: Client, what: str, version: Any, *, htmx: bool = True, **fields: Any) -> HttpResponse:
    address = reverse(f"artifacts:{what}", args=[version.artifact_id])
    return client.post(address, {"expected_version": version.number, **fields}, headers=HTMX if htmx else {})


def head(version: Any) -> Any:
    return find_version(Artifact.objects.get(pk=version.artifact_id))


def table(version: Any) -> tuple[list[str], list[list[Any]]]:
    stored = open_version(head(version))
    return [column.name for column in stored.columns], stored.window(0, 100)


def sheets(version: Any) -> dict[str, dict[tuple[int, int], Any]]:
    content = open_version(head(version)).content()
    return {sheet.name: {place: cell.input for place, cell in sheet.cells.items()} for sheet in content.sheets}


def test_a_column_is_inserted_and_the_pane_told_to_load_again(alice: Client, make_artifact: Any):
    version = make_artifact(TEAS)
    answer = send(alice, "columns", version, do="insert_before", at="2", count="2")
    news = json.loads(answer["HX-Trigger"])
    assert answer.status_code == 204
    assert news["artifact-replaced"] == {"id": str(version.artifact_id), "version": 2}
    assert news["spoken-news"] == {"text": "Columns added"}
    names, rows = table(version)
    assert (names[0], names[3], rows[0]) == ("Name", "Price", ["Sencha", None, None, 12.5])


def test_a_column_is_sorted_renamed_typed_and_deleted(alice: Client, make_artifact: Any):
    version = make_artifact(TEAS)
    send(alice, "columns", version, do="sort_up", at="2")
    assert [name for name, _price in table(version)[1]] == ["Assam", "Oolong", "Sencha"]
    send(alice, "columns", head(version), do="rename", at="2", name="Cost")
    send(alice, "columns", head(version), do="set_type", at="2", type="currency", currency="EUR", align="center")
    column = open_version(head(version)).columns[1]
    assert (column.name, column.type, column.currency, column.align) == ("Cost", "currency", "EUR", "center")
    send(alice, "columns", head(version), do="delete", at="1")
    assert table(version) == (["Cost"], [[8], [9], [12.5]])


def test_rows_are_inserted_moved_and_deleted(alice: Client, make_artifact: Any):
    version = make_artifact(TEAS)
    send(alice, "lines", version, do="move_after", at="1", count="2")
    assert [name for name, _price in table(version)[1]] == ["Oolong", "Sencha", "Assam"]
    send(alice, "lines", head(version), do="insert_before", at="1")
    send(alice, "lines", head(version), do="delete", at="2", count="2")
    assert table(version)[1] == [[None, None], ["Assam", 8]]


def test_a_plain_form_goes_back_to_the_sheet_and_rows_it_was_on(alice: Client, make_artifact: Any):
    version = make_artifact(BOOK, KindName.SPREADSHEET)
    answer = send(alice, "lines", version, htmx=False, do="insert_before", at="1", sheet="Costs", offset="100")
    page = reverse("artifacts:detail", args=[version.artifact_id])
    assert (answer.status_code, answer["Location"]) == (302, f"{page}?sheet=Costs&offset=100")
    assert sheets(version)["Costs"] == {(2, 1): "=Plan!A1"}


def test_a_column_of_the_named_sheet_gets_a_number_format(alice: Client, make_artifact: Any):
    version = make_artifact(BOOK, KindName.SPREADSHEET)
    send(alice, "columns", version, do="set_format", at="1", format="0.00", sheet="Costs")
    plan, costs = open_version(head(version)).content().sheets
    assert (plan.cells[1, 1].format, costs.cells[1, 1].format) == (None, "0.00")


def test_sheets_are_added_renamed_moved_and_deleted(alice: Client, make_artifact: Any):
    version = make_artifact(BOOK, KindName.SPREADSHEET)
    answer = send(alice, "sheets", version, do="add", sheet="Plan")
    assert json.loads(answer["HX-Trigger"])["artifact-replaced"]["sheet"] == "Sheet3"
    send(alice, "sheets", head(version), do="move_before", sheet="Sheet3")
    assert list(sheets(version)) == ["Plan", "Sheet3", "Costs"]
    answer = send(alice, "sheets", head(version), htmx=False, do="rename", sheet="Plan", name="2027 plan")
    assert answer["Location"].endswith("?sheet=2027+plan")
    assert sheets(version)["Costs"][1, 1] == "='2027 plan'!A1"
    send(alice, "sheets", head(version), do="delete", sheet="2027 plan")
    assert list(sheets(version)) == ["Sheet3", "Costs"]


@pytest.mark.parametrize(("gone", "shown"), [("Plan", "Costs"), ("costs", "Plan")])
def test_in_the_place_of_a_deleted_sheet_its_neighbour_is_shown(
    alice: Client, make_artifact: Any, gone: str, shown: str
):
    version = make_artifact(BOOK, KindName.SPREADSHEET)
    answer = send(alice, "sheets", version, do="delete", sheet=gone)
    assert json.loads(answer["HX-Trigger"])["artifact-replaced"]["sheet"] == shown


def test_a_sheet_that_is_not_there_is_not_deleted(alice: Client, make_artifact: Any):
    version = make_artifact(BOOK, KindName.SPREADSHEET)
    answer = send(alice, "sheets", version, do="delete", sheet="Nothing")
    assert (answer.status_code, "There is no sheet Nothing." in answer.content.decode()) == (422, True)


@pytest.mark.parametrize(
    ("name", "fields", "sentence"),
    [
        ("columns", {"do": "move_before", "at": "1"}, "It is the first one already."),
        ("columns", {"do": "move_after", "at": "2"}, "There is no column 3."),
        ("columns", {"do": "delete", "at": "1", "count": "2"}, "A table keeps at least one column."),
        ("columns", {"do": "rename", "at": "1", "name": "price"}, "There is a column price already."),
        ("columns", {"do": "rename", "at": "1", "name": ""}, "A name is needed here."),
        ("columns", {"do": "insert_before", "at": "1", "count": "999"}, "There may be 1,000 columns"),
        ("lines", {"do": "delete", "at": "9"}, "The table has 3 rows"),
        ("lines", {"do": "what"}, "The change does not fit the content."),
    ],
)
def test_a_refusal_says_why_and_changes_nothing(
    alice: Client, make_artifact: Any, name: str, fields: dict[str, str], sentence: str
):
    version = make_artifact(TEAS)
    answer = send(alice, name, version, **fields)
    assert answer.status_code in (413, 422)
    assert sentence in answer.content.decode()
    assert head(version).number == 1


def test_the_last_sheet_stays(alice: Client, make_artifact: Any):
    version = make_artifact({"sheets": [{"name": "Plan", "cells": {}}]}, KindName.SPREADSHEET)
    answer = send(alice, "sheets", version, do="delete", sheet="Plan")
    assert (answer.status_code, "keeps at least one sheet" in answer.content.decode()) == (422, True)


def test_a_change_on_a_stale_version_is_refused(alice: Client, make_artifact: Any):
    version = make_artifact(TEAS)
    send(alice, "lines", version, do="delete", at="1")
    assert send(alice, "lines", version, do="delete", at="1").status_code == 409
    assert [name for name, _price in table(version)[1]] == ["Assam", "Oolong"]


@pytest.mark.parametrize("name", ["columns", "lines", "sheets"])
def test_other_people_and_a_flag_that_is_off_change_nothing(
    client_for: Callable[[User], Client], alice: Client, other_user: User, make_artifact: Any, name: str
):
    version = make_artifact(BOOK, KindName.SPREADSHEET)
    assert send(client_for(other_user), name, version, do="insert_before").status_code == 404
    Flag.objects.filter(name=FlagName.CREATION.value).update(everyone=False)
    assert send(alice, name, version, do="insert_before").status_code == 403
    assert head(version).number == 1


def test_a_table_has_no_sheets(alice: Client, make_artifact: Any):
    assert send(alice, "sheets", make_artifact(TEAS), do="add").status_code == 404


def test_the_menus_are_plain_forms_in_the_page(alice: Client, make_artifact: Any):
    version = make_artifact(TEAS)
    html = alice.get(reverse("artifacts:detail", args=[version.artifact_id])).content.decode()
    menu = html.split('id="grid-columns"')[1].split("</form>")[0]
    assert f'action="{reverse("artifacts:columns", args=[version.artifact_id])}"' in menu
    assert '<option value="2">Price</option>' in menu
    assert menu.count('type="submit"') == 7
    assert html.count('popovertarget="grid-columns"') == 2


def test_nothing_to_change_is_offered_to_readers(alice: Client, make_artifact: Any):
    version = make_artifact(TEAS)
    Flag.objects.filter(name=FlagName.CREATION.value).update(everyone=False)
    html = alice.get(reverse("artifacts:detail", args=[version.artifact_id])).content.decode()
    assert "grid-columns" not in html


def test_a_window_behind_the_last_row_is_the_last_one(alice: Client, make_artifact: Any):
    version = make_artifact({"columns": ["n"], "rows": [[number] for number in range(1, 151)]})
    page = reverse("artifacts:detail", args=[version.artifact_id])
    assert 'data-row="101"' in alice.get(page, {"offset": "500"}).content.decode()
