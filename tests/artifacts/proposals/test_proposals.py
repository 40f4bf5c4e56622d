"""Proposals: made, accepted whole or in part, rejected, outdated; once each."""

import json
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from artifacts.kinds.catalogue import parse_operations
from artifacts.proposals.proposals import (
    accept_proposal,
    find_proposal,
    propose_change,
    reject_proposal,
    take_up_proposal,
)
from artifacts.rows.enums import AuthorKind, KindName, ProposalStatus
from artifacts.rows.errors import InvalidOperation, ProposalDecided, ProposalStale
from artifacts.rows.models import Artifact, ArtifactVersion, Proposal
from artifacts.shown.proposal import view_proposal
from artifacts.versions.reading import find_version, open_version
from artifacts.versions.write import revise_artifact
from common.errors import Invalid
from rollout.enums import FlagName
from rollout.models import Flag
from rollout.services import ensure_flags
from tests.artifacts.conftest import MakeArtifact
from tests.fakes.other_writer import another_writer

VANS = "| Van | Price |\n|---|--:|\n| A | 1 |\n| B | 2 |\n"
NOTES = {"op": "insert_columns", "at": 3, "columns": [{"name": "Notes"}]}


def set_cell(at: str, value: Any) -> dict[str, Any]:
    return {"op": "set_cells", "at": at, "values": [[value]]}


def propose(version: ArtifactVersion, user: User, *raw: dict[str, Any]) -> Proposal:
    proposal = propose_change(
        artifact=version.artifact, actor=user, base_version=version.number, operations=parse_operations(list(raw))
    )
    return find_proposal(version.artifact, proposal.pk)


def edit(version: ArtifactVersion, user: User, *raw: dict[str, Any]) -> ArtifactVersion:
    operations = parse_operations(list(raw))
    return revise_artifact(
        artifact=version.artifact, actor=user, expected_version=version.number, operations=operations
    )


def rows(artifact: Artifact) -> Any:
    return open_version(find_version(Artifact.objects.get(pk=artifact.pk))).window(0, 100)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"status": "maybe", "resolved_at": timezone.now()}, "proposal_status_known"),
        ({"status": "rejected"}, "proposal_resolved_has_time"),
        ({"resolved_at": timezone.now()}, "proposal_resolved_has_time"),
        ({"status": "accepted", "resolved_at": timezone.now()}, "proposal_accepted_has_result"),
    ],
)
def test_database_refuses_a_bad_proposal(make_artifact: MakeArtifact, fields: dict[str, Any], constraint: str) -> None:
    version = make_artifact(VANS)
    with pytest.raises(IntegrityError, match=constraint):
        Proposal.objects.create(artifact=version.artifact, base=version, operations=[], **fields)


def test_database_refuses_a_second_waiting_proposal(make_artifact: MakeArtifact) -> None:
    version = make_artifact(VANS)
    Proposal.objects.create(artifact=version.artifact, base=version, operations=[])
    with pytest.raises(IntegrityError, match=r"one_waiting_proposal|artifact_id"):
        Proposal.objects.create(artifact=version.artifact, base=version, operations=[])


def test_propose_changes_nothing_and_counts(make_artifact: MakeArtifact, user: User) -> None:
    version = make_artifact(VANS)
    proposal = propose(version, user, NOTES, set_cell("B1", 9))
    assert Artifact.objects.get().head_number == 1
    assert (proposal.changes["columns_added"], proposal.changes["cells"]) == (1, 1)


def test_propose_of_what_does_not_fit_is_refused(make_artifact: MakeArtifact, user: User) -> None:
    version = make_artifact(VANS)
    with pytest.raises(InvalidOperation):
        propose(version, user, {"op": "delete_rows", "at": 9})
    assert not Proposal.objects.exists()


def test_a_newer_proposal_puts_the_one_aside_that_waits(make_artifact: MakeArtifact, user: User) -> None:
    version = make_artifact(VANS)
    first, second = propose(version, user, NOTES), propose(version, user, set_cell("B1", 9))
    first.refresh_from_db()
    assert first.status == ProposalStatus.SUPERSEDED
    take_up_proposal(proposal=first, actor=user)
    for proposal in (first, second):
        proposal.refresh_from_db()
    assert (first.status, second.status) == (ProposalStatus.PROPOSED, ProposalStatus.SUPERSEDED)


def test_of_two_proposals_both_can_be_taken(make_artifact: MakeArtifact, user: User) -> None:
    version = make_artifact(VANS)
    first, second = propose(version, user, NOTES), propose(version, user, set_cell("B1", 9))
    accept_proposal(proposal=first, actor=user)
    accept_proposal(proposal=second, actor=user)
    assert rows(version.artifact) == [["A", 9, None], ["B", 2, None]]
    with pytest.raises(ProposalDecided):
        take_up_proposal(proposal=first, actor=user)


def test_a_proposal_is_taken_up_by_its_owner_alone(
    make_artifact: MakeArtifact, user: User, other_user: User, client_for: Callable[[User], Client], open_site: None
) -> None:
    version = make_artifact(VANS)
    first = propose(version, user, NOTES)
    propose(version, user, set_cell("B1", 9))
    address = reverse("artifacts:proposal_take_up", args=[version.artifact_id, first.pk])
    assert client_for(other_user).post(address).status_code == 404
    assert client_for(user).post(address).status_code == 302
    first.refresh_from_db()
    assert first.status == ProposalStatus.PROPOSED


def test_accept_makes_one_version_of_the_assistant(make_artifact: MakeArtifact, user: User) -> None:
    version = make_artifact(VANS)
    proposal = propose(version, user, NOTES, set_cell("C2", "new"))
    second = accept_proposal(proposal=proposal, actor=user)
    proposal.refresh_from_db()
    assert (second.number, second.author_kind) == (2, AuthorKind.ASSISTANT)
    assert (proposal.status, proposal.result_id) == (ProposalStatus.ACCEPTED, second.pk)
    assert rows(version.artifact) == [["A", 1, None], ["B", 2, "new"]]
    with pytest.raises(ProposalDecided):
        accept_proposal(proposal=proposal, actor=user)
    with pytest.raises(ProposalDecided):
        reject_proposal(proposal=proposal, actor=user)


def test_accept_of_picked_operations_leaves_the_others(make_artifact: MakeArtifact, user: User) -> None:
    version = make_artifact(VANS)
    accept_proposal(proposal=propose(version, user, set_cell("B1", 9), set_cell("B2", 8)), actor=user, picked=[1])
    assert rows(version.artifact) == [["A", 1], ["B", 8]]


@pytest.mark.parametrize("picked", [[], [2], [-1], [1]])
def test_accept_of_a_choice_without_sense_is_refused(
    make_artifact: MakeArtifact, user: User, picked: list[int]
) -> None:
    proposal = propose(make_artifact(VANS), user, NOTES, set_cell("C2", "builds on the column"))
    with pytest.raises(Invalid):
        accept_proposal(proposal=proposal, actor=user, picked=picked)
    proposal.refresh_from_db()
    assert proposal.status == ProposalStatus.PROPOSED


def test_accept_of_a_row_above_one_that_stays_is_possible(make_artifact: MakeArtifact, user: User) -> None:
    version = make_artifact(VANS)
    proposal = propose(version, user, {"op": "delete_rows", "at": 2}, {"op": "delete_rows", "at": 1})
    accept_proposal(proposal=proposal, actor=user, picked=[1])
    assert rows(version.artifact) == [["B", 2]]


def test_accept_after_an_edit_elsewhere_keeps_both(make_artifact: MakeArtifact, user: User) -> None:
    version = make_artifact(VANS)
    proposal = propose(version, user, set_cell("B1", 9))
    edit(version, user, set_cell("A2", "mine"))
    assert accept_proposal(proposal=proposal, actor=user).number == 3
    assert rows(version.artifact) == [["A", 9], ["mine", 2]]


def test_accept_after_an_edit_of_the_same_cell_keeps_the_users(make_artifact: MakeArtifact, user: User) -> None:
    version = make_artifact(VANS)
    proposal = propose(version, user, set_cell("B1", 9), set_cell("B2", 9))
    edit(version, user, set_cell("B1", 5))
    with pytest.raises(ProposalStale) as caught:
        accept_proposal(proposal=proposal, actor=user)
    proposal.refresh_from_db()
    assert (proposal.status, caught.value.facts) == (ProposalStatus.STALE, {"current_version": 2})
    assert rows(version.artifact) == [["A", 5], ["B", 2]]


@pytest.mark.parametrize("added", [NOTES, {"op": "insert_rows", "at": 3, "values": [["C", 3]]}], ids=["column", "row"])
def test_what_is_added_at_the_end_outlives_an_edit_before_it(
    make_artifact: MakeArtifact, user: User, added: dict[str, Any]
) -> None:
    version = make_artifact(VANS)
    proposal = propose(version, user, added)
    edit(version, user, set_cell("A2", "mine"))
    assert accept_proposal(proposal=proposal, actor=user).number == 3
    assert rows(version.artifact)[1][0] == "mine"


def test_new_column_with_its_cells_outlives_an_edit_before_it(make_artifact: MakeArtifact, user: User) -> None:
    version = make_artifact(VANS)
    proposal = propose(version, user, NOTES, set_cell("C1", "new"))
    edit(version, user, set_cell("B2", 7))
    accept_proposal(proposal=proposal, actor=user)
    assert rows(version.artifact) == [["A", 1, "new"], ["B", 7, None]]


def test_new_column_outlives_another_one(make_artifact: MakeArtifact, user: User) -> None:
    version = make_artifact(VANS)
    proposal = propose(version, user, NOTES)
    edit(version, user, {"op": "insert_columns", "at": 1, "columns": [{"name": "Mine"}]})
    accept_proposal(proposal=proposal, actor=user)
    assert rows(version.artifact) == [[None, "A", 1, None], [None, "B", 2, None]]


@pytest.mark.parametrize(
    ("before", "kept"),
    [
        (set_cell("A2", "mine"), [["A", 1], ["mine", 2]]),
        ({"op": "delete_rows", "at": 1}, [["B", 2]]),
        ({"op": "sort", "by": [{"column": "Price", "descending": True}]}, [["B", 2], ["A", 1]]),
    ],
)
def test_new_column_outlives_a_change_of_rows(
    make_artifact: MakeArtifact, user: User, before: dict[str, Any], kept: list[list[Any]]
) -> None:
    version = make_artifact(VANS)
    proposal = propose(version, user, {**NOTES, "at": 2})
    edit(version, user, before)
    accept_proposal(proposal=proposal, actor=user)
    assert rows(version.artifact) == [[name, None, price] for name, price in kept]


@pytest.mark.parametrize(("typed", "is_kept"), [("A1", True), ("C1", False)])
def test_column_behind_a_sheet_is_outdated_only_by_what_stands_there(
    make_artifact: MakeArtifact, user: User, typed: str, is_kept: bool
) -> None:
    book = make_artifact({"sheets": [{"name": "S", "cells": {"A1": 1, "B1": 2}}]}, KindName.SPREADSHEET)
    proposal = propose(book, user, {"op": "insert_columns", "at": "C", "count": 1}, set_cell("C1", "new"))
    edit(book, user, set_cell(typed, "mine"))
    if not is_kept:
        with pytest.raises(ProposalStale):
            accept_proposal(proposal=proposal, actor=user)
        return
    accept_proposal(proposal=proposal, actor=user)
    cells = open_version(find_version(Artifact.objects.get())).content().sheets[0].cells  # type: ignore[union-attr]
    assert [cells[1, column].value for column in (1, 2, 3)] == ["mine", 2, "new"]


@pytest.mark.django_db(transaction=True)
def test_accept_twice_at_once_makes_one_version(make_artifact: MakeArtifact, user: User) -> None:
    version = make_artifact(VANS)
    proposal_id = propose(version, user, NOTES).pk
    start, outcomes = threading.Barrier(2), []

    def run() -> None:
        try:
            proposal = find_proposal(Artifact.objects.get(pk=version.artifact_id), proposal_id)
            start.wait()
            outcomes.append(accept_proposal(proposal=proposal, actor=user).number)
        except ProposalDecided:
            outcomes.append(None)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes, key=str) == [2, None]
    assert Artifact.objects.get().head_number == 2


def test_view_marks_columns_rows_and_cells(make_artifact: MakeArtifact, user: User) -> None:
    source = "| Van | Price |\n|---|--:|\n| A | 1 |\n| B | 2 |\n| C | 3 |\n"
    proposal = propose(make_artifact(source), user, NOTES, {"op": "delete_rows", "at": 1}, set_cell("B2", 7))
    grid = view_proposal(proposal).grids[0]
    assert [(cell.after, cell.mark) for cell in grid.columns] == [("Van", ""), ("Price", ""), ("Notes", "added")]
    assert [(row.number, row.mark) for row in grid.rows] == [(1, "removed"), (1, ""), (2, "")]
    assert [(cell.before, cell.after) for cell in grid.rows[2].cells if cell.mark == "changed"] == [("3", "7")]
    assert grid.left_out == 0


def test_view_of_a_document_and_a_sheet(make_artifact: MakeArtifact, user: User) -> None:
    document = make_artifact("# A\n\nold words\n", KindName.DOCUMENT)
    html = view_proposal(propose(document, user, {"op": "replace_text", "find": "old", "replace": "new"})).html
    marks = '<del data-change tabindex="-1">old</del><ins data-change tabindex="-1">new</ins>'
    assert html == f"<h1>A</h1><p>{marks} words</p>"
    book = make_artifact({"sheets": [{"name": "S", "cells": {"A1": 1, "A2": 2}}]}, KindName.SPREADSHEET)
    grid = view_proposal(propose(book, user, set_cell("A2", "=A1*5"))).grids[0]
    assert [(row.number, row.cells[0].mark) for row in grid.rows] == [(1, ""), (2, "changed")]
    assert (grid.rows[1].cells[0].before, grid.rows[1].cells[0].after) == ("2", "=A1*5")


@pytest.fixture
def alice(user: User, client_for: Callable[[User], Client]) -> Client:
    for name in FlagName:
        Flag.objects.update_or_create(name=name.value, defaults={"everyone": True})
    return client_for(user)


def decide(client: Client, name: str, proposal: Proposal, *, htmx: bool = False, **fields: Any) -> Any:
    address = reverse(f"artifacts:{name}", args=[proposal.artifact_id, proposal.pk])
    return client.post(address, fields, headers={"HX-Request": "true"} if htmx else {})


def test_page_shows_the_proposal_and_plain_forms_accept_it(
    alice: Client, make_artifact: MakeArtifact, user: User
) -> None:
    version = make_artifact(VANS)
    proposal = propose(version, user, NOTES, set_cell("B1", 9))
    page = alice.get(reverse("artifacts:detail", args=[version.artifact_id])).content.decode()
    assert 'aria-label="Proposed changes"' in page
    assert "<del>1</del> <ins>9</ins>" in page
    answer = decide(alice, "proposal_accept", proposal, take="picked", operation=["1"])
    assert answer.status_code == 422  # the choice: the cell builds on the column
    answer = decide(alice, "proposal_accept", proposal, take="all")
    assert (answer.status_code, rows(version.artifact)) == (302, [["A", 9, None], ["B", 2, None]])


def test_page_shows_the_artifact_as_it_is_while_a_proposal_waits(
    alice: Client, make_artifact: MakeArtifact, user: User
) -> None:
    version = make_artifact(VANS)
    proposal = propose(version, user, NOTES)
    page = alice.get(reverse("artifacts:detail", args=[version.artifact_id]), {"proposal": "later"}).content.decode()
    assert 'aria-label="Proposed changes"' not in page
    assert 'role="grid"' in page
    assert "A proposal waits for your decision." in page
    assert f'data-proposal="p{proposal.pk}"' in page
    assert "proposal=later" in page.split("data-pane-url=")[1].split(" ")[0]


def test_htmx_accept_and_reject_tell_the_page(alice: Client, make_artifact: MakeArtifact, user: User) -> None:
    version = make_artifact(VANS)
    answer = decide(alice, "proposal_reject", propose(version, user, NOTES), htmx=True)
    assert (answer.status_code, Artifact.objects.get().head_number) == (204, 1)
    answer = decide(alice, "proposal_accept", propose(version, user, NOTES), htmx=True, take="all")
    news = json.loads(answer["HX-Trigger"])
    assert news["artifact-replaced"] == {"id": str(version.artifact_id), "version": 2}
    assert "version 2" in news["proposal-decided"]["text"]


def test_bob_finds_no_proposal(
    alice: Client, make_artifact: MakeArtifact, user: User, other_user: User, client_for: Callable[[User], Client]
) -> None:
    proposal = propose(make_artifact(VANS), user, NOTES)
    bob = client_for(other_user)
    assert decide(bob, "proposal_accept", proposal).status_code == 404
    assert decide(bob, "proposal_reject", proposal).status_code == 404


def test_accept_is_refused_while_creation_is_off(alice: Client, make_artifact: MakeArtifact, user: User) -> None:
    proposal = propose(make_artifact(VANS), user, NOTES)
    Flag.objects.filter(name=FlagName.CREATION.value).update(everyone=False)
    assert decide(alice, "proposal_accept", proposal).status_code == 403
    assert Artifact.objects.get().head_number == 1


def test_watch_tells_of_a_new_proposal(alice: Client, make_artifact: MakeArtifact, user: User) -> None:
    version = make_artifact(VANS)
    address = reverse("artifacts:watch", args=[version.artifact_id])
    assert alice.get(address, headers={"If-None-Match": '"v1"'}).status_code == 304
    proposal = propose(version, user, NOTES)
    assert alice.get(address, headers={"If-None-Match": '"v1"'}).status_code == 204
    assert alice.get(address, headers={"If-None-Match": f'"v1p{proposal.pk}"'}).status_code == 304


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("key", [None, "key-1"], ids=["form", "idempotent request"])
def test_others_write_while_the_formulas_of_an_accepted_proposal_are_computed(
    make_artifact: MakeArtifact, user: User, client_for: Callable[[User], Client], key: str | None
) -> None:
    ensure_flags(everyone=True)
    version = make_artifact({"sheets": [{"name": "S", "cells": {"A1": 1, "B1": "=A1*2"}}]}, KindName.SPREADSHEET)
    proposal = propose(version, user, set_cell("A1", 2))

    with another_writer() as outcomes:
        if key is None:
            accept_proposal(proposal=proposal, actor=user)
        else:
            path = f"/api/artifacts/{version.artifact_id}/proposals/{proposal.pk}/accept"
            answer = client_for(user).post(path, content_type="application/json", headers={"Idempotency-Key": key})
            assert (answer.status_code, answer.json()["version"]) == (200, 2)
    head = find_version(Artifact.objects.get(pk=version.artifact_id))
    assert head.number == 2
    assert open_version(head).rows("S", 1, 1)[1, 2].value == 4  # type: ignore[union-attr]
    assert outcomes == ["written"]
