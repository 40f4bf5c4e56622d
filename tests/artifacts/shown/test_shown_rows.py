"""A filtered view of a table: its page, its windows, what an edit in it may touch, and the JSON API."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from artifacts.rows.enums import KindName
from chat.rows.attachments import attach_artifact
from chat.rows.models import Conversation
from tests.artifacts.pages.test_edit import head, rows, send
from tests.artifacts.pages.test_views import all_features
from tests.artifacts.versions.test_write import edit, set_cell

__all__ = ["all_features"]

TEAS = (
    "| Name | Origin | Amount |\n|---|---|---|\n"
    "| Sencha | Japan | 10 |\n| Assam | India | 200 |\n| Gyokuro | Japan | 300 |\n"
    "| Oolong | Taiwan | 150 |\n| Matcha | japan |  |\n"
)
JAPAN = "c2:equals:Japan"


@pytest.fixture
def alice(user: User, client_for: Callable[[User], Client], all_features: None) -> Client:
    return client_for(user)


def show(client: Client, made: Any, name: str = "detail", **query: Any) -> Any:
    return client.get(reverse(f"artifacts:{name}", args=[made.artifact_id]), query)


def places(html: str) -> list[tuple[str, ...]]:
    return re.findall(r'aria-rowindex="(\d+)" data-row="(\d+)" data-number="(\d+)"', html)


def test_the_page_shows_the_rows_that_meet_all_filters_under_their_own_numbers(alice: Client, make_artifact: Any):
    made = make_artifact(TEAS)
    html = show(alice, made, filter=[JAPAN, "Amount:greater:5"]).content.decode()
    assert places(html) == [("2", "1", "1"), ("3", "2", "3")]
    assert 'aria-rowcount="3"' in html
    assert "2 of 5 rows" in html
    assert "Amount &gt; 5" in html
    assert html.count('data-filtered="filtered"') == 2
    assert 'href="?tab=table&amp;filter=c3%3Agreater%3A5"' in html
    assert head(made).number == 1


def test_the_plain_form_adds_a_filter_to_those_of_the_address(alice: Client, make_artifact: Any):
    made = make_artifact(TEAS)
    html = show(alice, made, filter=JAPAN, column="c3", condition="empty").content.decode()
    assert places(html) == [("2", "1", "5")]
    assert '<input type="hidden" name="filter" value="c3:empty">' in html


def test_the_pane_beside_a_chat_keeps_its_view(alice: Client, user: User, make_artifact: Any):
    made = make_artifact(TEAS)
    conversation = Conversation.objects.create(owner=user, title="Teas")
    attach_artifact(conversation=conversation, artifact=made.artifact)
    query = {"view": "split", "artifact": str(made.artifact_id), "tab": "table", "filter": JAPAN}
    for name in ("pane", "conversation"):
        answer = alice.get(reverse(f"chat:{name}", args=[conversation.pk]), query, headers={"HX-Request": "true"})
        html = answer.content.decode()
        assert [number for *_place, number in places(html)] == ["1", "3", "5"]
        assert "tab=table&amp;filter=c2%3Aequals%3AJapan" in html.split("<artifact-watch", 1)[1]
        assert "Ask for a change" not in html


def test_a_filter_that_does_not_fit_shows_all_rows_and_says_why(alice: Client, make_artifact: Any):
    answer = show(alice, make_artifact(TEAS), filter="c9:empty")
    assert answer.status_code == 200
    assert "There is no column c9. All rows are shown." in answer.content.decode()
    assert answer.content.decode().count("<tr ") == 6


def test_a_window_refuses_a_filter_that_does_not_fit(alice: Client, make_artifact: Any):
    answer = show(alice, make_artifact(TEAS), "rows", filter="c1:less:3")
    assert answer.status_code == 422
    assert "greater, less and between are for those" in answer.content.decode()


def test_a_row_stays_in_view_after_an_edit_until_the_view_is_loaded_again(
    alice: Client, user: User, make_artifact: Any
):
    made = make_artifact(TEAS)
    edit(made.artifact, user, 1, set_cell("B3", "China"))
    kept = show(alice, made, "rows", filter=JAPAN, filtered=1).content.decode()
    assert [number for *_place, number in places(kept)] == ["1", "3", "5"]
    assert "China" in kept
    anew = show(alice, made, "rows", filter=JAPAN).content.decode()
    assert [number for *_place, number in places(anew)] == ["1", "5"]


def test_ranges_and_figures_are_of_the_rows_in_view(alice: Client, make_artifact: Any):
    made = make_artifact(TEAS)
    text = show(alice, made, "range", cells="A1:C5", filter=JAPAN)
    assert text.content.decode() == "Sencha\tJapan\t10\nGyokuro\tJapan\t300\nMatcha\tjapan\t"
    assert show(alice, made, "range", cells="A2:C2", filter=JAPAN).status_code == 204
    figures = show(alice, made, "figures", cells="C1:C5", filter=JAPAN).json()
    assert figures == {"numbers": 2, "sum": 310, "average": 155}


def test_clearing_a_range_spares_hidden_rows(alice: Client, make_artifact: Any):
    made = make_artifact(TEAS)
    answer = send(alice, "cells", made, clear="C1:C5", filter=JAPAN, expected_version=1)
    assert re.findall(r'data-row="(\d)"', answer.content.decode()) == ["1", "3", "5"]
    assert [row[2] for row in rows(made)] == [None, 200, None, 150, None]
    assert head(made).number == 2


def test_one_cell_is_written_where_it_stands(alice: Client, make_artifact: Any):
    made = make_artifact(TEAS)
    answer = send(alice, "cells", made, at="C3", value="7", filter=JAPAN, filtered=1, expected_version=1)
    assert 'data-row="3"' in answer.content.decode()
    assert [row[2] for row in rows(made)] == [10, 200, 7, 150, None]


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("cells", {"at": "A1", "block": "x\ny"}),
        ("cells", {"clear": "A2"}),
        ("lines", {"do": "delete", "at": 1}),
        ("lines", {"do": "insert_before", "at": 1}),
        ("columns", {"do": "sort_up", "at": 1}),
        ("columns", {"do": "delete", "at": 1}),
    ],
)
def test_what_would_touch_hidden_rows_is_refused(alice: Client, make_artifact: Any, name: str, fields: dict[str, Any]):
    made = make_artifact(TEAS)
    answer = send(alice, name, made, **fields, filter=JAPAN, expected_version=1)
    assert answer.status_code == 422
    assert "Clear the filters first" in answer.content.decode()
    assert head(made).number == 1


def test_a_plain_form_leads_back_to_the_view(alice: Client, make_artifact: Any):
    made = make_artifact(TEAS)
    answer = send(alice, "cells", made, htmx=False, at="A1", value="x", filter=JAPAN, expected_version=1)
    assert answer["Location"].endswith("?filter=c2%3Aequals%3AJapan")


def test_the_api_answers_rows_with_their_numbers(alice: Client, make_artifact: Any):
    made = make_artifact(TEAS)
    address = f"/api/artifacts/{made.artifact_id}"
    content = alice.get(address, {"filter": [JAPAN, "c3:not_empty"], "offset": 1}).json()["content"]
    assert content["rows"] == [["Gyokuro", "Japan", 300]]
    assert (content["row_numbers"], content["matching"], content["row_count"]) == ([3], 2, 5)
    refused = alice.get(address, {"filter": "c3:greater:much"})
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_filter")
    many = alice.get(f"{address}/versions/1", {"filter": ["c1:empty"] * 11})
    assert (many.status_code, many.json()["limit"]) == (413, "filters")


def test_the_api_filters_only_tables(alice: Client, make_artifact: Any):
    made = make_artifact("# Minutes\n", KindName.DOCUMENT)
    refused = alice.get(f"/api/artifacts/{made.artifact_id}", {"filter": "c1:empty"})
    assert refused.json()["detail"] == "Only tables can be filtered."
