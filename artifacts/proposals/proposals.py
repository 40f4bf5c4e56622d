"""Writes of proposals: make one, accept all or some of it, reject it.

A proposal is decided on once, by compare-and-set; until then a newer one only puts it aside. Acceptance writes the
version and the status in one transaction, so that a proposal never becomes two versions and a version never stands
without its decision.
"""

from collections.abc import Sequence
from contextlib import suppress
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from artifacts.kinds.catalogue import Operation, RenameArtifact, operations_to_json, parse_operations
from artifacts.kinds.registry import kind as kind_of
from artifacts.proposals.partial_acceptance import pick
from artifacts.rows import limits
from artifacts.rows.enums import UNDECIDED, AuthorKind, KindName, ProposalStatus
from artifacts.rows.errors import ProposalDecided, ProposalStale, VersionConflict
from artifacts.rows.events import ProposalMade, ProposalResolved
from artifacts.rows.models import Artifact, ArtifactVersion, Proposal
from artifacts.versions.compare.change_counts import Changes, count_changes
from artifacts.versions.reading import Stored, find_version, open_version
from artifacts.versions.write import Prepared, Revision, prepare_revision, revise_artifact
from common.errors import ApplicationError, NotFound
from common.events import emit


def try_change(*, artifact: Artifact, base_version: int, operations: Sequence[Operation]) -> Changes:
    """Apply the operations to a version, write nothing, and return what they change. It may take seconds.

    Raise InvalidOperation, OverLimit or CalculationFailed for what could not be applied, NotFound for an unknown
    version.
    """
    base = find_version(artifact, base_version)
    return count_changes(open_version(base), preview(base, operations))


def propose_change(
    *,
    artifact: Artifact,
    actor: User,
    base_version: int,
    operations: Sequence[Operation],
    note: str = "",
    changes: Changes | None = None,
) -> Proposal:
    """Store a proposal for a version; one that waited is put aside, and can be taken up again.

    Who holds a lock gives the `changes` that `try_change` returned before. Without them, raise what it raises.
    """
    base = find_version(artifact, base_version)
    changes = changes or try_change(artifact=artifact, base_version=base_version, operations=operations)
    with transaction.atomic():
        for waiting in Proposal.objects.waiting(artifact):
            _resolve(waiting, ProposalStatus.SUPERSEDED, actor)
        proposal = Proposal.objects.create(
            artifact=artifact,
            base=base,
            operations=operations_to_json(operations),
            note=note[: limits.NOTE_CHARACTERS],
            changes=changes.to_json(),
        )
        emit(
            ProposalMade(
                user_id=actor.pk, artifact_id=artifact.pk, proposal_id=proposal.pk, operations=len(operations)
            )
        )
    return proposal


def apply_if_small(*, proposal: Proposal, actor: User) -> Proposal:
    """Accept the proposal at once if it is small and the actor prefers that; return it as it stands then.

    One that cannot be applied now waits. Its formulas are computed here: call it while nothing is locked.
    """
    if actor.applies_small_changes and Changes(**proposal.changes).is_small:
        with suppress(ApplicationError):
            accept_proposal(proposal=proposal, actor=actor)
    return find_proposal(proposal.artifact, proposal.pk)


def accept_proposal(
    *, proposal: Proposal, actor: User, picked: Sequence[int] | None = None, prepared: Prepared | None = None
) -> ArtifactVersion:
    """Apply the proposal, or its operations with the numbers in `picked` (from 0), as one version.

    Raise ProposalDecided if somebody was faster, ProposalStale if what it changes was changed since, Invalid for a
    choice that makes no sense. Nothing is applied then. What is computed is computed before the transaction; who calls
    this inside of one gives what `prepare_acceptance` returned before.
    """
    _require_undecided(proposal)
    chosen = pick(proposal.artifact.kind, operations_of(proposal), picked)

    def resolve(version: ArtifactVersion) -> None:
        if not _resolve(proposal, ProposalStatus.ACCEPTED, actor, result=version, operations=len(chosen)):
            raise ProposalDecided(_status_of(proposal))

    try:
        return revise_artifact(**_revision(proposal, actor, chosen), prepared=prepared, also=resolve)
    except VersionConflict as conflict:
        if not _resolve(proposal, ProposalStatus.STALE, actor):
            raise ProposalDecided(_status_of(proposal)) from conflict
        raise ProposalStale(conflict.facts["current_version"]) from conflict


def prepare_acceptance(*, proposal: Proposal, actor: User, picked: Sequence[int] | None = None) -> Prepared | None:
    """Compute what accepting would write; None if it is outdated, which accepting finds again. Nothing is written."""
    _require_undecided(proposal)
    chosen = pick(proposal.artifact.kind, operations_of(proposal), picked)
    try:
        return prepare_revision(**_revision(proposal, actor, chosen))
    except VersionConflict:
        return None


def _revision(proposal: Proposal, actor: User, chosen: Sequence[Operation]) -> Revision:
    return {
        "artifact": proposal.artifact,
        "actor": actor,
        "expected_version": proposal.base.number,
        "operations": chosen,
        "author": AuthorKind.ASSISTANT,
    }


def reject_proposal(*, proposal: Proposal, actor: User) -> None:
    """Put the proposal away; raise ProposalDecided if it is decided on already."""
    if not _resolve(proposal, ProposalStatus.REJECTED, actor):
        raise ProposalDecided(_status_of(proposal))


def take_up_proposal(*, proposal: Proposal, actor: User) -> None:
    """Let a proposal that was put aside wait again, and put the one aside that waits; raise ProposalDecided."""
    with transaction.atomic():
        for waiting in Proposal.objects.waiting(proposal.artifact).exclude(pk=proposal.pk):
            _resolve(waiting, ProposalStatus.SUPERSEDED, actor)
        undecided = Proposal.objects.filter(pk=proposal.pk, status__in=UNDECIDED)
        if not undecided.update(status=ProposalStatus.PROPOSED, resolved_at=None):
            raise ProposalDecided(_status_of(proposal))


def preview(base: ArtifactVersion, operations: Sequence[Operation]) -> Stored:
    """Return the state that a version would have after the operations; nothing is written."""
    inner = [operation for operation in operations if not isinstance(operation, RenameArtifact)]
    stored = open_version(base)
    return kind_of(base.artifact.kind).apply(stored, inner) if inner else stored


def operations_of(proposal: Proposal) -> list[Operation]:
    """Return the proposal's operations, typed."""
    return parse_operations(proposal.operations, KindName(proposal.artifact.kind))


def find_proposal(artifact: Artifact, proposal_id: UUID) -> Proposal:
    """Return a proposal of the artifact; raise NotFound."""
    proposal = artifact.proposals.select_related("base", "result").filter(pk=proposal_id).first()
    if proposal is None:
        raise NotFound
    proposal.artifact = proposal.base.artifact = artifact
    return proposal


def find_waiting(artifact: Artifact) -> Proposal | None:
    """Return the artifact's proposal that waits for a decision, if there is one."""
    proposal = Proposal.objects.waiting(artifact).select_related("base").first()
    if proposal is not None:
        proposal.artifact = proposal.base.artifact = artifact
    return proposal


def _resolve(
    proposal: Proposal,
    status: ProposalStatus,
    actor: User,
    *,
    result: ArtifactVersion | None = None,
    operations: int = 0,
) -> bool:
    """Decide on the proposal, or put it aside, if nobody has decided yet; return whether that was so."""
    undecided = Proposal.objects.filter(pk=proposal.pk, status__in=UNDECIDED)
    if not undecided.update(status=status, result=result, resolved_at=timezone.now()):
        return False
    emit(
        ProposalResolved(
            user_id=actor.pk,
            artifact_id=proposal.artifact_id,
            proposal_id=proposal.pk,
            status=status,
            operations=operations,
        )
    )
    return True


def _require_undecided(proposal: Proposal) -> None:
    if (status := _status_of(proposal)) not in UNDECIDED:
        raise ProposalDecided(status)


def _status_of(proposal: Proposal) -> str:
    return Proposal.objects.values_list("status", flat=True).get(pk=proposal.pk)
