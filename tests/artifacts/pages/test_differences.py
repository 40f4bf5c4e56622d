"""The versions menu and the page of differences."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import User
from artifacts.rows.enums import AuthorKind, KindName
from artifacts.versions.groups import GROUPS_SHOWN, read_groups
from tests.artifacts.pages.test_views import all_features
from tests.artifacts.versions.test_write import edit, set_cell

__all__ = ["all_features"]

TEAS = "| Name | Price |\n|---|--:|\n| Sencha | 12 |\n| Assam | 8 |\n"


@pytest.fixture
def alice(user: User, client_for: Callable[[User], Client], all_features: None) -> Client:
    return client_for(user)


def page(client: Client, made: Any, **query: Any) -> str:
    answer = client.get(reverse("artifacts:diff", args=[made.artifact_id]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_versions_of_one_author_and_minute_stand_together(make_artifact: Any, user: User):
    with time_machine.travel("2026-11-25T10:00:10Z", tick=False) as clock:
        artifact = make_artifact(TEAS).artifact
        edit(artifact, user, 1, set_cell("B1", 1))
        clock.move_to("2026-11-25T10:00:50Z")
        edit(artifact, user, 2, set_cell("B1", 2))
        edit(artifact, user, 3, set_cell("B1", 3), author=AuthorKind.ASSISTANT)
        edit(artifact, user, 4, set_cell("B1", 4))
        clock.move_to("2026-11-25T10:01:00Z")
        edit(artifact, user, 5, set_cell("B1", 5))
    groups = read_groups(artifact)
    assert [[version.number for version in group.versions] for group in groups] == [[6], [5], [4], [3, 2, 1]]
    assert [version.number for version in groups[3].earlier] == [2, 1]


def test_the_menu_reads_no_content_and_shows_the_newest_groups(
    make_artifact: Any, user: User, django_assert_num_queries: Any
):
    with time_machine.travel("2026-11-25T10:00:00Z", tick=False) as clock:
        artifact = make_artifact(TEAS).artifact
        for number in range(1, GROUPS_SHOWN + 5):
            clock.shift(60)
            edit(artifact, user, number, set_cell("B1", number + 50))
    with django_assert_num_queries(1):
        groups = read_groups(artifact)
        assert [group.newest.summary for group in groups] == ["B1 changed"] * GROUPS_SHOWN


def test_the_pane_offers_to_compare_and_to_restore_each_version(alice: Client, make_artifact: Any, user: User):
    made = make_artifact(TEAS)
    edit(made.artifact, user, 1, set_cell("B1", 9))
    html = alice.get(reverse("artifacts:detail", args=[made.artifact_id])).content.decode()
    assert f"{reverse('artifacts:diff', args=[made.artifact_id])}?from=1&amp;to=2" in html
    assert 'aria-label="Restore version 1"' in html


def test_cells_are_marked_by_element_and_not_by_colour_alone(alice: Client, make_artifact: Any, user: User):
    made = make_artifact(TEAS)
    edit(made.artifact, user, 1, set_cell("B1", 9), {"op": "insert_rows", "at": 3})
    html = page(alice, made, **{"from": 1, "to": 2})
    assert "<del>12</del> <ins>9</ins>" in html
    assert "new row" in html
    assert "1 cell, 1 row added." in html


@pytest.mark.parametrize(("before", "after", "marked"), [("", "9", "<ins>9</ins>"), ("12", "", "<del>12</del>")])
def test_page_marks_what_comes_into_an_empty_cell_and_what_goes_without_another(
    alice: Client, make_artifact: Any, user: User, before: str, after: str, marked: str
):
    made = make_artifact(f"| Name | Price |\n|---|--:|\n| Sencha | {before} |\n| Assam | 8 |\n")
    edit(made.artifact, user, 1, set_cell("B1", after))
    html = page(alice, made)
    cell = html[html.index("Sencha") :].partition("</tr>")[0]
    assert [mark for mark in ("<ins>9</ins>", "<del>12</del>", "<ins></ins>") if mark in cell] == [marked]


def test_words_of_a_document_are_marked_and_long_stretches_left_out(alice: Client, make_artifact: Any, user: User):
    made = make_artifact("# Minutes\n\n" + "Same words. " * 300 + "old end\n", KindName.DOCUMENT)
    edit(made.artifact, user, 1, {"op": "replace_text", "find": "old", "replace": "new <b>"})
    html = page(alice, made)
    assert "<del>old</del><ins>new &lt;b&gt;</ins>" in html
    assert "characters are the same" in html
    assert html.count("Same words.") < 50
    assert "</span>words. Same" in html or "</span>Same words." in html


def test_without_numbers_the_newest_change_is_shown(alice: Client, make_artifact: Any, user: User):
    made = make_artifact(TEAS)
    edit(made.artifact, user, 1, set_cell("B1", 9))
    edit(made.artifact, user, 2, set_cell("B2", 7))
    html = page(alice, made)
    assert "From version 2 to version 3" in html
    assert "<del>8</del> <ins>7</ins>" in html
    assert "<del>12</del>" not in html


def test_backwards_and_with_itself(alice: Client, make_artifact: Any, user: User):
    made = make_artifact(TEAS)
    edit(made.artifact, user, 1, set_cell("B1", 9), {"op": "rename_artifact", "title": "Leaves"})
    assert "<del>9</del> <ins>12</ins>" in page(alice, made, **{"from": 2, "to": 1})
    assert "<del>Leaves</del> <ins>Vans</ins>" in page(alice, made, **{"from": 2, "to": 1})
    assert "Both versions hold the same." in page(alice, made, **{"from": 2, "to": 2})
    first = make_artifact(TEAS)
    assert "Both versions hold the same." in page(alice, first)


@pytest.mark.parametrize("query", [{"from": 9}, {"to": 9}, {"from": "0", "to": "999999999"}])
def test_a_version_that_is_not_there_is_not_found(alice: Client, make_artifact: Any, query: dict[str, Any]):
    answer = alice.get(reverse("artifacts:diff", args=[make_artifact(TEAS).artifact_id]), query)
    assert answer.status_code == 404


def test_other_people_compare_nothing(
    client_for: Callable[[User], Client], all_features: None, other_user: User, make_artifact: Any
):
    address = reverse("artifacts:diff", args=[make_artifact(TEAS).artifact_id])
    assert client_for(other_user).get(address).status_code == 404
