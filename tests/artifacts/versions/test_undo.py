"""Undo and redo: by service, by the JSON API, against a plain stack of states."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import DailyUsage, User
from artifacts.kinds.registry import kind
from artifacts.rows.completeness import Completeness
from artifacts.rows.enums import AuthorKind, KindName, Origin
from artifacts.rows.errors import NothingToRedo, NothingToUndo, VersionConflict
from artifacts.rows.models import Artifact, ArtifactVersion, ContentBlock
from artifacts.versions.reading import find_version, open_version
from artifacts.versions.undo import redo_edit, undo_edit
from artifacts.versions.write import create_artifact, rename_artifact, restore_version
from common import events
from tests.artifacts.api.test_artifacts import Api, api, bob
from tests.artifacts.conftest import MakeArtifact
from tests.artifacts.versions.test_write import VANS, edit, heard, rows, set_cell, text

__all__ = ["api", "bob", "heard"]
pytestmark = pytest.mark.usefixtures("open_site")


def test_undo_is_a_new_version_with_the_state_before(make_artifact: MakeArtifact, user: User) -> None:
    artifact = make_artifact(VANS).artifact
    edit(artifact, user, 1, set_cell("B1", 9))
    third = undo_edit(artifact=artifact, actor=user)
    assert (third.number, third.step_of, third.summary) == (3, 1, "Undone: B1 changed")
    assert rows(third) == [["A", 1], ["B", 2]]
    assert rows(find_version(artifact, 2)) == [["A", 9], ["B", 2]]


def test_redo_brings_back_what_was_undone_last(make_artifact: MakeArtifact, user: User) -> None:
    artifact = make_artifact(VANS).artifact
    edit(artifact, user, 1, set_cell("B1", 9))
    edit(artifact, user, 2, set_cell("B2", 8))
    undo_edit(artifact=artifact, actor=user)
    undo_edit(artifact=artifact, actor=user)
    first = redo_edit(artifact=artifact, actor=user)
    assert (first.step_of, first.summary, rows(first)) == (2, "Redone: B1 changed", [["A", 9], ["B", 2]])
    second = redo_edit(artifact=artifact, actor=user)
    assert (second.step_of, rows(second)) == (3, [["A", 9], ["B", 8]])
    with pytest.raises(NothingToRedo):
        redo_edit(artifact=artifact, actor=user)


def test_an_edit_after_an_undo_ends_what_can_be_redone(make_artifact: MakeArtifact, user: User) -> None:
    artifact = make_artifact(VANS).artifact
    edit(artifact, user, 1, set_cell("B1", 9))
    undo_edit(artifact=artifact, actor=user)
    edit(artifact, user, 3, set_cell("B1", 7))
    with pytest.raises(NothingToRedo):
        redo_edit(artifact=artifact, actor=user)
    assert rows(undo_edit(artifact=artifact, actor=user)) == [["A", 1], ["B", 2]]
    with pytest.raises(NothingToUndo):
        undo_edit(artifact=artifact, actor=user)
    assert rows(redo_edit(artifact=artifact, actor=user)) == [["A", 7], ["B", 2]]


def test_nothing_to_undo_or_redo_at_the_beginning(make_artifact: MakeArtifact, user: User) -> None:
    artifact = make_artifact(VANS).artifact
    with pytest.raises(NothingToUndo):
        undo_edit(artifact=artifact, actor=user)
    with pytest.raises(NothingToRedo):
        redo_edit(artifact=artifact, actor=user)
    assert ArtifactVersion.objects.count() == 1


def test_a_step_on_a_stale_version_conflicts(make_artifact: MakeArtifact, user: User) -> None:
    artifact = make_artifact(VANS).artifact
    edit(artifact, user, 1, set_cell("B1", 9))
    with pytest.raises(VersionConflict) as caught:
        undo_edit(artifact=artifact, actor=user, expected_version=1)
    assert caught.value.facts == {"current_version": 2}


def test_undo_of_titles_and_restores(make_artifact: MakeArtifact, user: User) -> None:
    artifact = make_artifact(VANS).artifact
    edit(artifact, user, 1, set_cell("B1", 9))
    restore_version(artifact=artifact, actor=user, number=1)
    rename_artifact(artifact=artifact, actor=user, title="Lorries")
    assert undo_edit(artifact=artifact, actor=user).title == "Vans"
    assert Artifact.objects.get().search_text.startswith("Vans\n")
    assert rows(undo_edit(artifact=artifact, actor=user)) == [["A", 9], ["B", 2]]
    redo_edit(artifact=artifact, actor=user)
    assert redo_edit(artifact=artifact, actor=user).title == "Lorries"


def test_undo_writes_no_block(make_artifact: MakeArtifact, user: User) -> None:
    artifact = make_artifact("# A\n\na\n", KindName.DOCUMENT).artifact
    edit(artifact, user, 1, {"op": "replace_document", "text": "# B\n"})
    before = ContentBlock.objects.count()
    assert text(undo_edit(artifact=artifact, actor=user)) == "# A\n\na\n"
    assert ContentBlock.objects.count() == before


def test_undo_takes_completeness_and_losses_back(user: User) -> None:
    content = kind("table").parse_text(VANS).content
    first = create_artifact(
        owner=user,
        kind=KindName.TABLE,
        title="t",
        content=content,
        origin=Origin.CHAT,
        author=AuthorKind.ASSISTANT,
        completeness=Completeness(50, 2, is_partial=True, unit="rows"),
        losses=["Something."],
    )
    edit(first.artifact, user, 1, set_cell("B1", 9))
    third = undo_edit(artifact=first.artifact, actor=user)
    assert (third.asked_for, third.delivered, third.is_partial, third.losses) == (50, 2, True, ["Something."])
    assert (third.author_kind, third.author) == ("user", user)


@pytest.mark.parametrize(
    ("operation", "kept"),
    [(set_cell("B1", 9), [["A", 1], ["C", 2]]), ({"op": "insert_rows", "at": 1}, [["C", 1], ["B", 2]])],
)
def test_edits_are_rebased_over_a_step(
    make_artifact: MakeArtifact, user: User, operation: dict[str, Any], kept: list[list[Any]]
) -> None:
    artifact = make_artifact(VANS).artifact
    edit(artifact, user, 1, operation)
    undo_edit(artifact=artifact, actor=user)
    assert rows(edit(artifact, user, 2, set_cell("A2", "C"))) == kept


def test_steps_are_told(
    make_artifact: MakeArtifact,
    user: User,
    heard: list[events.Event],
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    artifact = make_artifact(VANS).artifact
    edit(artifact, user, 1, set_cell("B1", 9))
    with django_capture_on_commit_callbacks(execute=True):
        undo_edit(artifact=artifact, actor=user)
    assert [event.payload() for event in heard if event.name == "artifact_stepped"] == [
        {
            "user_id": user.pk,
            "artifact_id": str(artifact.pk),
            "kind": "table",
            "step": "undo",
            "version": 3,
            "step_of": 1,
        }
    ]


Moves = st.lists(st.one_of(st.integers(0, 3), st.sampled_from(["undo", "redo"])), min_size=1, max_size=14)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=Moves)
def test_any_sequence_gives_what_a_stack_gives(
    make_artifact: MakeArtifact, user: User, moves: Sequence[int | str]
) -> None:
    DailyUsage.objects.all().delete()
    artifact = make_artifact("| N |\n|--:|\n| 0 |\n").artifact
    states, at = [0], 0
    for move in moves:
        if isinstance(move, int):
            edit(artifact, user, artifact.head_number, set_cell("A1", move))
            if move != states[at]:  # what changes nothing is no edit
                states, at = [*states[: at + 1], move], at + 1
        else:
            wanted = at + (1 if move == "redo" else -1)
            assert _take(artifact, user, move) == (0 <= wanted < len(states))
            at = min(max(wanted, 0), len(states) - 1)
        assert open_version(find_version(artifact)).window(0, 1) == [[states[at]]]  # type: ignore[union-attr]


def _take(artifact: Artifact, user: User, move: str) -> bool:
    """Step; say whether there was something."""
    try:
        (undo_edit if move == "undo" else redo_edit)(
            artifact=artifact, actor=user, expected_version=artifact.head_number
        )
    except (NothingToUndo, NothingToRedo):
        return False
    return True


def test_api_steps_back_and_forth(api: Api, make_artifact: MakeArtifact, user: User) -> None:
    artifact = make_artifact(VANS).artifact
    edit(artifact, user, 1, set_cell("B1", 9))
    status, body = api("POST", f"/{artifact.pk}/undo", {"expected_version": 2})
    assert (status, body["version"], body["content"]["rows"]) == (200, 3, [["A", 1], ["B", 2]])
    status, body = api("POST", f"/{artifact.pk}/redo")
    assert (status, body["version"], body["content"]["rows"]) == (200, 4, [["A", 9], ["B", 2]])


def test_api_repeats_a_step_once_for_an_idempotency_key(api: Api, make_artifact: MakeArtifact, user: User) -> None:
    artifact = make_artifact(VANS).artifact
    edit(artifact, user, 1, set_cell("B1", 9))
    answers = [api("POST", f"/{artifact.pk}/undo", {}, **{"Idempotency-Key": "once"}) for _time in range(2)]
    assert answers[0] == answers[1]
    assert ArtifactVersion.objects.count() == 3


@pytest.mark.parametrize(
    ("name", "body", "code"),
    [
        ("undo", None, "nothing_to_undo"),
        ("redo", {}, "nothing_to_redo"),
        ("undo", {"expected_version": 9}, "version_conflict"),
    ],
)
def test_api_refuses_with_a_code(api: Api, make_artifact: MakeArtifact, name: str, body: Any, code: str) -> None:
    status, answer = api("POST", f"/{make_artifact(VANS).artifact_id}/{name}", body)
    assert (status, answer["code"]) == (409, code)


@pytest.mark.parametrize("name", ["undo", "redo"])
def test_bob_steps_through_nothing(bob: Api, make_artifact: MakeArtifact, user: User, name: str) -> None:
    artifact = make_artifact(VANS).artifact
    edit(artifact, user, 1, set_cell("B1", 9))
    assert bob("POST", f"/{artifact.pk}/{name}")[0] == 404
