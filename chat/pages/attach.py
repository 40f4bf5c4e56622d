"""What is put beside a conversation without a message: a file, or its artifact as another kind."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import trigger_client_event

from accounts.signed_in import signed_in_user
from artifacts.pages.convert import conversion_page, converted
from artifacts.pages.imports import imported
from artifacts.rows.models import Artifact
from artifacts.versions.reading import find_artifact
from chat.rows.attachments import attach_artifact
from chat.rows.lookups import find_conversation
from chat.rows.models import Conversation
from chat.shown.page import pane_view
from common.htmx import is_htmx
from rollout.enums import FlagName
from rollout.flags import features_for, require


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def artifact_convert(request: HttpRequest, conversation_id: UUID, artifact_id: UUID) -> HttpResponse:
    """Show what the artifact can become, or make that and open it beside the conversation."""
    user = signed_in_user(request)
    require(user, FlagName.CREATION)
    conversation = find_conversation(user, conversation_id)
    artifact = find_artifact(user, artifact_id)
    if request.method != "POST":
        here = reverse("chat:artifact_convert", args=[conversation_id, artifact_id])
        return conversion_page(request, artifact, action=here, back=_shown(conversation, artifact))
    return _attached(request, conversation, converted(request, user, artifact).artifact)


@login_required
@require_POST
def file_import(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """Make an artifact of the file and open it beside the conversation; a refusal is a page of its own."""
    user = signed_in_user(request)
    require(user, FlagName.CREATION)
    conversation = find_conversation(user, conversation_id)
    return _attached(request, conversation, imported(request, user).artifact)


def opened(request: HttpRequest, conversation: Conversation, artifact: Artifact) -> HttpResponse:
    """Show an artifact that was put beside the conversation: the pane for htmx, else the page."""
    if not is_htmx(request):
        return redirect(_shown(conversation, artifact))
    pane = pane_view(request, conversation.owner, conversation, features_for(conversation.owner))
    response = render(request, "artifacts/pane/_pane.html", {"pane": pane})
    trigger_client_event(response, "artifact-made")
    return response


def _attached(request: HttpRequest, conversation: Conversation, artifact: Artifact) -> HttpResponse:
    attach_artifact(conversation=conversation, artifact=artifact)
    return opened(request, conversation, artifact)


def _shown(conversation: Conversation, artifact: Artifact) -> str:
    return f"{reverse('chat:conversation', args=[conversation.pk])}?view=split&artifact={artifact.pk}"
