"""A proposal as the pane shows it: what would change, marked in place, and the single operations to choose from."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from artifacts.kinds.catalogue import RenameArtifact
from artifacts.proposals.proposals import operations_of, preview
from artifacts.rows.models import Proposal
from artifacts.shown.comparison import MarkedGrid, mark_grids
from artifacts.versions.compare.change_counts import Changes
from artifacts.versions.compare.differences import diff_contents
from artifacts.versions.compare.grids import GridDiff
from artifacts.versions.compare.words import TextChange, TextDiff
from artifacts.versions.reading import open_version
from artifacts.versions.summaries import summarise


@dataclass(frozen=True, slots=True)
class ProposalView:
    """What the pane shows of a waiting proposal."""

    id: UUID
    note: str
    base_number: int
    counts: str
    operations: Sequence[str]
    grids: Sequence[MarkedGrid] = ()
    pieces: Sequence[TextChange] = ()
    new_title: str = ""


def view_proposal(proposal: Proposal) -> ProposalView:
    """Return the view of a waiting proposal on its base version."""
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
        pieces=diff.pieces if isinstance(diff, TextDiff) else (),
        new_title=titles[-1] if titles else "",
    )
