"""A proposal as the pane shows it: what would change, marked in place, and the single operations to choose from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.safestring import SafeString

from artifacts.kinds.catalogue import RenameArtifact
from artifacts.markdown.images import ImageAddress
from artifacts.markdown.render import render_markdown
from artifacts.proposals.proposals import operations_of, preview
from artifacts.rows.models import Proposal
from artifacts.shown.comparison import MarkedGrid, mark_grids
from artifacts.shown.rendered_changes import mark_changes
from artifacts.versions.compare.change_counts import Changes
from artifacts.versions.compare.differences import diff_contents
from artifacts.versions.compare.grids import GridDiff
from artifacts.versions.reading import Stored, StoredDocument, open_version
from artifacts.versions.summaries import summarise

ImagesOf = Callable[[str], ImageAddress]


@dataclass(frozen=True, slots=True)
class ProposalView:
    """What the pane shows of a waiting proposal."""

    id: UUID
    note: str
    base_number: int
    counts: str
    operations: Sequence[str]
    grids: Sequence[MarkedGrid] = ()
    html: SafeString | None = None
    new_title: str = ""


def view_proposal(proposal: Proposal, images_of: ImagesOf | None = None) -> ProposalView:
    """Return the view of a waiting proposal on its base version. Without `images_of` no image is shown."""
    operations = operations_of(proposal)
    base, head = open_version(proposal.base), preview(proposal.base, operations)
    diff = diff_contents(base, head)
    titles = [operation.title for operation in operations if isinstance(operation, RenameArtifact)]
    return ProposalView(
        id=proposal.pk,
        note=proposal.note,
        base_number=proposal.base.number,
        counts=Changes(**proposal.changes).sentence(),
        operations=[summarise([operation]) for operation in operations],
        grids=mark_grids(base, head, diff) if isinstance(diff, GridDiff) else (),
        html=_marked_text(base, head, images_of),
        new_title=titles[-1] if titles else "",
    )


def _marked_text(base: Stored, head: Stored, images_of: ImagesOf | None) -> SafeString | None:
    """Return a document as its readers see it, with the changes marked; None for any other kind."""
    if not (isinstance(base, StoredDocument) and isinstance(head, StoredDocument)):
        return None
    old, new = (
        render_markdown(one.text, image_address=images_of(one.text) if images_of else None) for one in (base, head)
    )
    return mark_changes(old, new)
