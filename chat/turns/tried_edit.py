"""An edit that the assistant wants, tried out before anything is locked: formulas may take seconds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from artifacts.kinds.catalogue import Operation, read_operations
from artifacts.kinds.spreadsheet.engine.processes import waiting_for_engines
from artifacts.proposals.proposals import try_change
from artifacts.rows.enums import KindName
from artifacts.rows.models import Artifact
from artifacts.versions.compare.change_counts import Changes
from chat.rows.models import Conversation
from common.errors import ApplicationError


@dataclass(frozen=True, slots=True)
class TriedEdit:
    """Operations on a version with what they change, or why they cannot be applied."""

    artifact: Artifact
    base_version: int
    operations: Sequence[Operation] = field(default_factory=list)
    found: Changes | None = None
    refusal: ApplicationError | None = None

    def changes(self) -> Changes | None:
        """Return what the operations change; raise the refusal."""
        if self.refusal is not None:
            raise self.refusal
        return self.found


def try_edit(
    conversation: Conversation, operations: Sequence[Mapping[str, object]], base_version: int | None
) -> TriedEdit | None:
    """Try the operations on the conversation's open artifact; None where there is nothing to edit."""
    artifact = conversation.open_artifact
    if not operations or artifact is None or base_version is None:
        return None
    try:
        typed = read_operations(list(operations), KindName(artifact.kind))
        with waiting_for_engines():
            changes = try_change(artifact=artifact, base_version=base_version, operations=typed)
    except ApplicationError as refusal:
        return TriedEdit(artifact, base_version, refusal=refusal)
    return TriedEdit(artifact, base_version, typed, changes)
