"""Writing versions: the next number by compare-and-set, blocks once, identical states not at all."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from artifacts.kinds.base import Encoded
from artifacts.kinds.text import line
from artifacts.rows.completeness import Completeness
from artifacts.rows.enums import AuthorKind
from artifacts.rows.limits import SUMMARY_CHARACTERS
from artifacts.rows.models import Artifact, ArtifactVersion
from artifacts.rows.stored_blocks import write_blocks
from common.digests import content_digest

Also = Callable[[ArtifactVersion], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What the next version will hold, beside its number."""

    encoded: Encoded
    title: str
    search_text: str
    author: AuthorKind
    actor: User | None
    summary: str = ""
    completeness: Completeness | None = None
    losses: tuple[str, ...] = ()
    moves_cells: bool = True
    step_of: int | None = None

    def carrying(self, head: ArtifactVersion) -> "Draft":
        """Return the draft with the completeness of the version it is based on, unless it has its own."""
        if self.completeness is not None or (head.asked_for is None and not head.is_partial):
            return self
        return replace(self, completeness=head.completeness)


def state_digest(encoded: Encoded) -> str:
    """Return a digest of the content: equal for equal states of one kind."""
    state = json.dumps([encoded.manifest, encoded.digests], sort_keys=True, separators=(",", ":"))
    return content_digest(state.encode())


def first_version(artifact: Artifact, draft: Draft) -> ArtifactVersion:
    """Write version 1 of an artifact that was just made; call inside of a transaction."""
    write_blocks(draft.encoded.blocks)
    return _insert(artifact, 1, 1, draft)


def next_version(head: ArtifactVersion, draft: Draft, also: Also | None = None) -> ArtifactVersion | None:
    """Write the version after `head`, or return `head` if the state is the same; None if `head` is not the newest.

    `also` is called with what is returned, in the same transaction: what it raises leaves everything as it was.
    """
    if state_digest(draft.encoded) == head.state_digest and draft.title == head.title:
        if also is not None:
            also(head)
        return head
    number = head.number + 1
    with transaction.atomic():
        newest = Artifact.objects.filter(pk=head.artifact_id, head_number=head.number, deleted_at=None)
        changes = {"head_number": number, "title": draft.title, "search_text": draft.search_text}
        if not newest.update(**changes, updated_at=timezone.now()):
            return None
        write_blocks(draft.encoded.blocks)
        shape = number if draft.moves_cells else head.shape_number
        version = _insert(head.artifact, number, shape, draft.carrying(head))
        if also is not None:
            also(version)
    for name, value in changes.items():
        setattr(head.artifact, name, value)
    return version


def _insert(artifact: Artifact, number: int, shape: int, draft: Draft) -> ArtifactVersion:
    done = draft.completeness or Completeness(None, None, is_partial=False, unit="")
    return ArtifactVersion.objects.create(
        artifact=artifact,
        number=number,
        shape_number=shape,
        step_of=draft.step_of,
        author_kind=draft.author,
        author=draft.actor,
        title=draft.title,
        summary=line(draft.summary, SUMMARY_CHARACTERS),
        manifest=draft.encoded.manifest,
        blocks=list(draft.encoded.digests),
        state_digest=state_digest(draft.encoded),
        asked_for=done.asked,
        delivered=done.delivered,
        counted_unit=done.unit,
        is_partial=done.is_partial,
        losses=list(draft.losses),
    )
