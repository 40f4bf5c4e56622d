"""Undo and redo, told from the rows alone.

A step writes the state of an earlier version as a new one, and `step_of` names that version: the place where the
artifact stands. Every other version is an edit and its own place. Undo goes to the place from which the edit was made;
redo goes from the newest edit back along the places it came from, to the one after the place of the head. Nothing is
removed: steps are versions like all others.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import User
from artifacts.rows.enums import AuthorKind, KindName, StepName
from artifacts.rows.errors import NothingToRedo, NothingToUndo, VersionConflict
from artifacts.rows.events import ArtifactStepped
from artifacts.rows.models import Artifact, ArtifactVersion
from artifacts.versions.next import Draft
from artifacts.versions.reading import find_version, open_version
from artifacts.versions.write import advance, search_text, unchanged
from common.events import emit


@dataclass(frozen=True, slots=True)
class Step:
    """Where a step leads, and the edit that it takes back or makes again."""

    target: ArtifactVersion
    edit: ArtifactVersion

    @property
    def moves_cells(self) -> bool:
        """Whether the edit changed places, and the step so does too."""
        return self.edit.shape_number == self.edit.number


def place_of(version: ArtifactVersion) -> int:
    """Return the number of the version whose state this one holds."""
    return version.step_of or version.number


def can_undo(head: ArtifactVersion) -> bool:
    """Say whether there is an edit to undo."""
    return place_of(head) > 1


def can_redo(head: ArtifactVersion) -> bool:
    """Say whether something is undone that can come back."""
    return _next_place(head) is not None


def undo_edit(*, artifact: Artifact, actor: User, expected_version: int | None = None) -> ArtifactVersion:
    """Make what stood before the last edit the next version; raise NothingToUndo or VersionConflict."""
    return _step(artifact, actor, expected_version, StepName.UNDO)


def redo_edit(*, artifact: Artifact, actor: User, expected_version: int | None = None) -> ArtifactVersion:
    """Make what was undone last the next version; raise NothingToRedo or VersionConflict."""
    return _step(artifact, actor, expected_version, StepName.REDO)


def _next_place(head: ArtifactVersion) -> int | None:
    """Return the edit made from the place of the head that led to the newest edit; None if nothing is undone."""
    place = head.step_of
    if place is None:
        return None
    versions = ArtifactVersion.objects.filter(artifact=head.artifact_id, number__gte=place)
    places = dict(versions.values_list("number", "step_of"))
    edit = max(number for number, step_of in places.items() if step_of is None)
    while edit > place:
        before = places[edit - 1] or edit - 1
        if before == place:
            return edit
        edit = before
    return None


def _step(artifact: Artifact, actor: User, expected_version: int | None, name: StepName) -> ArtifactVersion:
    def draft(head: ArtifactVersion) -> Draft:
        if expected_version is not None and head.number != expected_version:
            raise VersionConflict(head.number)
        return _draft(_find(name, head), name, actor)

    _head, version = advance(artifact, draft)
    emit(
        ArtifactStepped(
            user_id=actor.pk,
            artifact_id=artifact.pk,
            kind=KindName(artifact.kind),
            step=name,
            version=version.number,
            step_of=place_of(version),
        )
    )
    return version


def _find(name: StepName, head: ArtifactVersion) -> Step:
    match name:
        case StepName.UNDO:
            return _undo(head)
        case StepName.REDO:
            return _redo(head)


def _undo(head: ArtifactVersion) -> Step:
    if not can_undo(head):
        raise NothingToUndo
    place = place_of(head)
    before = place_of(find_version(head.artifact, place - 1))
    return Step(find_version(head.artifact, before), find_version(head.artifact, place))


def _redo(head: ArtifactVersion) -> Step:
    place = _next_place(head)
    if place is None:
        raise NothingToRedo
    target = find_version(head.artifact, place)
    return Step(target, target)


def _draft(step: Step, name: StepName, actor: User) -> Draft:
    target = step.target
    sentence = _("Undone: %(what)s") if name is StepName.UNDO else _("Redone: %(what)s")
    return Draft(
        encoded=unchanged(target),
        title=target.title,
        search_text=search_text(target.artifact.kind, target.title, open_version(target)),
        author=AuthorKind.USER,
        actor=actor,
        summary=sentence % {"what": step.edit.summary},
        completeness=target.completeness,
        losses=tuple(target.losses),
        moves_cells=step.moves_cells,
        step_of=target.number,
    )
