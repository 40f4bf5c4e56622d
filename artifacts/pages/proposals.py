"""What a person decides on a proposal: plain forms, or htmx."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import trigger_client_event

from accounts.signed_in import signed_in_user
from artifacts.proposals.proposals import accept_proposal, find_proposal, reject_proposal, take_up_proposal
from artifacts.rows.models import Proposal
from artifacts.versions.reading import find_artifact
from common.htmx import is_htmx
from common.sent_values import parse_number
from rollout.enums import FlagName
from rollout.flags import require


@login_required
@require_POST
def proposal_accept(request: HttpRequest, artifact_id: UUID, proposal_id: UUID) -> HttpResponse:
    """Apply the whole proposal, or the operations that are ticked when the form says so."""
    user = require(signed_in_user(request), FlagName.CREATION)
    proposal = find_proposal(find_artifact(user, artifact_id), proposal_id)
    picked = None
    if request.POST.get("take") == "picked":
        numbers = map(parse_number, request.POST.getlist("operation"))
        picked = [-1 if number is None else number for number in numbers]
    version = accept_proposal(proposal=proposal, actor=user, picked=picked)
    spoken = _("Accepted. This is version %(number)s now.") % {"number": version.number}
    return _decided(request, proposal, version.number, spoken)


@login_required
@require_POST
def proposal_reject(request: HttpRequest, artifact_id: UUID, proposal_id: UUID) -> HttpResponse:
    """Put the proposal away; nothing changes."""
    user = require(signed_in_user(request), FlagName.ARTIFACTS)
    proposal = find_proposal(find_artifact(user, artifact_id), proposal_id)
    reject_proposal(proposal=proposal, actor=user)
    return _decided(request, proposal, proposal.artifact.head_number, _("Rejected. Nothing was changed."))


@login_required
@require_POST
def proposal_take_up(request: HttpRequest, artifact_id: UUID, proposal_id: UUID) -> HttpResponse:
    """Show a proposal again that was put aside for a newer one, which is put aside instead."""
    user = require(signed_in_user(request), FlagName.ARTIFACTS)
    proposal = find_proposal(find_artifact(user, artifact_id), proposal_id)
    take_up_proposal(proposal=proposal, actor=user)
    return _decided(request, proposal, proposal.artifact.head_number, _("The earlier proposal waits for you again."))


def _decided(request: HttpRequest, proposal: Proposal, number: int, spoken: str) -> HttpResponse:
    """Answer the news, on which pane and card load themselves again; or go back to the page."""
    if not is_htmx(request):
        target = request.POST.get("next", "")
        is_safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
        return redirect(target if is_safe else reverse("artifacts:detail", args=[proposal.artifact_id]))
    response = HttpResponse(status=204)
    trigger_client_event(response, "artifact-replaced", {"id": str(proposal.artifact_id), "version": number})
    trigger_client_event(response, "proposal-decided", {"text": spoken})
    return response
