"""The JSON API of proposals: list them, accept all or some operations, reject."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Body, Field, Router, Schema, Status

from accounts.auth import api_auth
from accounts.idempotency import idempotent, idempotent_prepared
from accounts.models import User
from accounts.signed_in import signed_in_user
from artifacts.proposals.proposals import accept_proposal, find_proposal, prepare_acceptance, reject_proposal
from artifacts.rows.enums import ProposalStatus
from artifacts.rows.limits import OPERATIONS, PAGE_ITEMS
from artifacts.rows.models import Proposal
from artifacts.versions.reading import find_artifact
from artifacts.versions.write import Prepared
from common.schemas import Problem, StrictSchema
from rollout.enums import FlagName
from rollout.flags import require

router = Router(auth=api_auth, tags=["artifacts"])
ALL = "/artifacts/{uuid:artifact_id}/proposals"
PROBLEMS = dict.fromkeys((400, 401, 403, 404, 409, 413, 415, 422, 429, 503), Problem)


class AcceptIn(StrictSchema):
    """Which operations to apply, by their numbers from 0; without `operations` all."""

    operations: list[int] | None = Field(default=None, min_length=1, max_length=OPERATIONS.most)


class ProposalOut(Schema):
    """A proposal; `version` is the one that it became, `changes` counts what differs."""

    id: UUID
    status: ProposalStatus
    base_version: int
    operations: list[dict[str, object]]
    changes: dict[str, int]
    note: str
    version: int | None
    created_at: datetime


class ProposalListOut(Schema):
    """The newest proposals of an artifact, newest first."""

    items: list[ProposalOut]


@router.get(ALL, response={200: ProposalListOut, **PROBLEMS}, summary="List proposals")
def proposal_list(request: HttpRequest, artifact_id: UUID) -> Status[Any]:
    """List what the assistant proposed for an artifact, newest first."""
    artifact = find_artifact(require(signed_in_user(request), FlagName.ARTIFACTS), artifact_id)
    newest = artifact.proposals.select_related("base", "result").order_by("-created_at")[:PAGE_ITEMS]
    return Status(200, {"items": [_shape(proposal) for proposal in newest]})


@router.post(ALL + "/{uuid:proposal_id}/accept", response={200: ProposalOut, **PROBLEMS}, summary="Accept a proposal")
def proposal_accept(
    request: HttpRequest, artifact_id: UUID, proposal_id: UUID, body: Body[AcceptIn | None] = None
) -> Status[Any]:
    """Apply it as one version; 409 if it is decided on, or if what it changes was changed since."""

    picked = body.operations if body else None

    def find() -> tuple[User, Proposal]:
        user = require(signed_in_user(request), FlagName.CREATION)
        return user, find_proposal(find_artifact(user, artifact_id), proposal_id)

    def prepare() -> Prepared | None:
        user, proposal = find()
        return prepare_acceptance(proposal=proposal, actor=user, picked=picked)

    def produce(prepared: Prepared | None) -> tuple[int, Any]:
        user, proposal = find()
        accept_proposal(proposal=proposal, actor=user, picked=picked, prepared=prepared)
        return 200, _json(find_proposal(proposal.artifact, proposal_id))

    return Status(*idempotent_prepared(request, prepare, produce))


@router.post(ALL + "/{uuid:proposal_id}/reject", response={200: ProposalOut, **PROBLEMS}, summary="Reject a proposal")
def proposal_reject(request: HttpRequest, artifact_id: UUID, proposal_id: UUID) -> Status[Any]:
    """Put it away; nothing changes. 409 if it is decided on."""

    def produce() -> tuple[int, Any]:
        user = require(signed_in_user(request), FlagName.ARTIFACTS)
        proposal = find_proposal(find_artifact(user, artifact_id), proposal_id)
        reject_proposal(proposal=proposal, actor=user)
        return 200, _json(find_proposal(proposal.artifact, proposal_id))

    return Status(*idempotent(request, produce))


def _json(proposal: Proposal) -> dict[str, object]:
    """Return JSON values, so that a repeated request can be answered with the same."""
    return _shape(proposal).model_dump(mode="json")


def _shape(proposal: Proposal) -> ProposalOut:
    return ProposalOut(
        id=proposal.pk,
        status=ProposalStatus(proposal.status),
        base_version=proposal.base.number,
        operations=proposal.operations,
        changes=proposal.changes,
        note=proposal.note,
        version=proposal.result.number if proposal.result else None,
        created_at=proposal.created_at,
    )
