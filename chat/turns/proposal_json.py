"""A turn's proposal as JSON, for its stream and its row."""

from typing import Any

from artifacts.rows.models import Proposal


def proposal_json(proposal: Proposal | None) -> dict[str, Any] | None:
    """Return what a client needs to show the proposal and to decide on it."""
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
