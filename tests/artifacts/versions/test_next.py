"""The next version by compare-and-set: its number, what it holds, and what happens when somebody was first."""

from dataclasses import replace
from typing import Any

import pytest

from accounts.models import User
from artifacts.kinds.base import Encoded
from artifacts.kinds.registry import kind
from artifacts.rows.completeness import Completeness
from artifacts.rows.enums import AuthorKind
from artifacts.rows.models import Artifact, ArtifactVersion, ContentBlock
from artifacts.versions.next import Draft, next_version, state_digest
from artifacts.versions.reading import find_version, open_version
from artifacts.versions.write import delete_artifact
from tests.artifacts.conftest import MakeArtifact
from tests.fakes.interleaving import before_first_update

TABLE = Artifact._meta.db_table
ENCODED = Encoded({"b": 1, "a": [2]}, ("d1", "d2"), {})


@pytest.fixture
def head(make_artifact: MakeArtifact) -> ArtifactVersion:
    make_artifact("| a |\n|---|\n| other |\n", title="Other")
    return make_artifact("| a |\n|---|\n| 1 |\n")


def draft_of(text: str, user: User | None = None, **more: Any) -> Draft:
    parsed = kind("table").parse_text(text)
    given = {"title": "Vans", "search_text": "words", "author": AuthorKind.USER, "actor": user} | more
    return Draft(encoded=kind("table").encode(parsed.content), **given)


def changed(value: int, **more: Any) -> Draft:
    return draft_of(f"| a |\n|---|\n| {value} |\n", **more)


def test_next_version_has_the_next_number_and_the_head_follows(head: ArtifactVersion, user: User) -> None:
    draft = changed(2, user=user, title="New", summary="a\nb", losses=("Lost.",), step_of=1)

    version = next_version(head, draft)

    assert version is not None
    stored = find_version(Artifact.objects.get(pk=head.artifact_id))
    assert stored == version
    assert (stored.number, stored.shape_number, stored.step_of) == (2, 2, 1)
    assert (stored.title, stored.summary, stored.losses) == ("New", "a b", ["Lost."])
    assert (stored.author_kind, stored.author) == (AuthorKind.USER, user)
    assert open_version(stored).window(0, 9) == [[2]]
    for artifact in (Artifact.objects.get(pk=head.artifact_id), head.artifact):
        assert (artifact.head_number, artifact.title, artifact.search_text) == (2, "New", "words")


def test_other_artifacts_stay_as_they_are(head: ArtifactVersion) -> None:
    next_version(head, changed(2))

    other = Artifact.objects.get(title="Other")
    assert (other.head_number, other.versions.count()) == (1, 1)


def test_shape_keeps_its_number_where_no_cell_moves(head: ArtifactVersion) -> None:
    second = next_version(head, changed(2, moves_cells=False))
    assert second is not None
    third = next_version(second, changed(3))
    assert third is not None

    assert (second.shape_number, third.shape_number) == (1, 3)


def test_time_of_the_last_change_is_written(head: ArtifactVersion) -> None:
    before = Artifact.objects.get(pk=head.artifact_id).updated_at

    next_version(head, changed(2))

    assert Artifact.objects.get(pk=head.artifact_id).updated_at > before


def test_same_state_is_no_version(head: ArtifactVersion) -> None:
    told: list[ArtifactVersion] = []

    assert next_version(head, changed(1, title=head.title), also=told.append) is head
    assert next_version(head, changed(1, title=head.title)) is head
    assert (ArtifactVersion.objects.filter(artifact=head.artifact).count(), told) == (1, [head])


def test_another_title_is_a_version(head: ArtifactVersion) -> None:
    version = next_version(head, changed(1, title="Renamed"))

    assert version is not None
    assert (version.number, version.blocks) == (2, head.blocks)


@pytest.mark.races
@pytest.mark.parametrize("what", ["edited", "deleted"])
def test_who_comes_second_writes_nothing(head: ArtifactVersion, user: User, what: str) -> None:
    """Somebody edits or deletes between our read of the head and our write."""
    mine = find_version(Artifact.objects.get(pk=head.artifact_id))

    def act() -> None:
        if what == "deleted":
            delete_artifact(artifact=head.artifact, actor=user)
        else:
            next_version(head, changed(7))

    blocks = ContentBlock.objects.count()
    with before_first_update(TABLE, act):
        assert next_version(mine, changed(9)) is None

    numbers = list(ArtifactVersion.objects.filter(artifact=head.artifact).order_by("number").values_list("number"))
    assert numbers == ([(1,)] if what == "deleted" else [(1,), (2,)])
    assert ContentBlock.objects.count() <= blocks + (what == "edited")
    assert mine.artifact.head_number == 1


def test_what_is_done_beside_it_is_undone_with_it(head: ArtifactVersion) -> None:
    def fail(version: ArtifactVersion) -> None:
        assert version.number == 2
        raise RuntimeError

    with pytest.raises(RuntimeError):
        next_version(head, changed(2), also=fail)

    artifact = Artifact.objects.get(pk=head.artifact_id)
    assert (artifact.head_number, artifact.title, artifact.versions.count()) == (1, head.title, 1)


PARTIAL = Completeness(5, 2, is_partial=True, unit="rows")
OWN = Completeness(5, 5, is_partial=False, unit="items")


def test_completeness_is_carried_unless_it_is_told_anew(head: ArtifactVersion) -> None:
    plain = next_version(head, changed(2))
    assert plain is not None
    assert plain.completeness == Completeness(None, None, is_partial=False, unit=plain.completeness.unit)
    partial = next_version(plain, changed(3, completeness=PARTIAL))
    assert partial is not None
    carried = next_version(partial, changed(4))
    assert carried is not None
    own = next_version(carried, changed(5, completeness=OWN))
    assert own is not None

    assert [one.completeness for one in (partial, carried, own)] == [PARTIAL, PARTIAL, OWN]


@pytest.mark.parametrize(
    "told", [Completeness(3, 3, is_partial=False, unit="rows"), Completeness(None, None, is_partial=True, unit="rows")]
)
def test_figures_or_a_cut_alone_are_carried(head: ArtifactVersion, told: Completeness) -> None:
    first = next_version(head, changed(2, completeness=told))
    assert first is not None
    second = next_version(first, changed(3))

    assert second is not None
    assert second.completeness == told


def test_equal_states_have_one_digest_whatever_the_order_of_keys() -> None:
    again = Encoded({"a": [2], "b": 1}, ("d1", "d2"), {})

    assert state_digest(again) == state_digest(ENCODED)
    others = (replace(ENCODED, digests=("d2", "d1")), replace(ENCODED, manifest={"a": [2], "b": 2}))
    assert state_digest(ENCODED) not in {state_digest(other) for other in others}


def test_digest_of_a_state_is_the_same_in_every_release() -> None:
    """It is stored: another spelling would make each next edit a version of its own."""
    assert state_digest(ENCODED) == "79ac7edd0311920916aaf9990b6f664506cca54c24df8b00de715be44aaa1dda"
