"""A turn's proposal as JSON, for its stream and its row."""

from collections.abc import Mapping, Sequence
from typing import TypedDict

from artifacts.rows.models import Proposal


class ProposalJson(TypedDict):
    """What a client needs to show the proposal and to decide on it; operations are those of the artifacts' API."""

    id: str
    artifact_id: str
    status: str
    base_version: int
    operations: Sequence[Mapping[str, object]]
    changes: Mapping[str, int]
    note: str


def proposal_json(proposal: Proposal | None) -> ProposalJson | None:
    """Return the proposal; None for none."""
    if proposal is None:
        return None
    return {
        "id": str(proposal.pk),
        "artifact_id": str(proposal.artifact_id),
        "status": proposal.status,
        "base_version": proposal.base.number,
        "operations": proposal.operations,
        "changes": proposal.changes,
        "note": proposal.note,
    }
