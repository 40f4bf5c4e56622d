"""Importing a text that is too long for a message, or a file dropped on the composer; also from a refusal's page."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_htmx.http import push_url, trigger_client_event

from accounts.limits import Limit, check_and_hit
from accounts.models import User
from accounts.signed_in import signed_in_user
from chat.beside.pastes import Paste, import_dropped, import_paste
from chat.pages.attach import opened
from chat.rows.errors import MessageTooLong
from chat.rows.lookups import find_conversation
from chat.rows.models import Conversation
from common.htmx import is_htmx
from common.problem import problem_body
from rollout.enums import FlagName
from rollout.flags import features_for, require


@login_required
@require_POST
def paste_start(request: HttpRequest) -> HttpResponse:
    """Import the text beside a new conversation."""
    return _import(request, None)


@login_required
@require_POST
def paste_create(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """Import the text beside the conversation."""
    return _import(request, find_conversation(signed_in_user(request), conversation_id))


def offer_import(request: HttpRequest, refusal: MessageTooLong, conversation_id: UUID | None) -> HttpResponse:
    """Answer a form without scripts with the refusal, the text and a button to import it; else raise the refusal."""
    features = features_for(signed_in_user(request))
    if is_htmx(request) or not (features.split_view and features.creation):
        raise refusal
    page = {
        "problem": problem_body(refusal),
        "text": request.POST.get("text", ""),
        "turns_url": _address("chat:turn_create", "chat:start", conversation_id),
        "pastes_url": _address("chat:paste_create", "chat:paste_start", conversation_id),
    }
    return render(request, "chat/composer/too_long.html", page, status=refusal.status)


def _import(request: HttpRequest, conversation: Conversation | None) -> HttpResponse:
    user = signed_in_user(request)
    require(user, FlagName.CREATION)
    require(user, FlagName.SPLIT_VIEW)
    check_and_hit(request, Limit.CREATE)
    paste = _imported(request, user, conversation)
    response = opened(request, paste.conversation, paste.artifact)
    if is_htmx(request):
        there = paste.conversation.pk
        addresses = {
            "turnsUrl": _address("chat:turn_create", "chat:start", there),
            "pastesUrl": _address("chat:paste_create", "chat:paste_start", there),
        }
        trigger_client_event(response, "paste-imported", {"sentence": paste.sentence, **addresses})
        if conversation is None:
            push_url(response, reverse("chat:conversation", args=[there]))
            named = {"conversation": paste.conversation, "is_oob": True}
            response.content += render_to_string("chat/shell/_title.html", named, request).encode()
    return response


def _imported(request: HttpRequest, user: User, conversation: Conversation | None) -> Paste:
    file = request.FILES.get("file")
    if file and request.POST.get("is_dropped"):
        return import_dropped(owner=user, conversation=conversation, file=file)
    if file:  # a text that is longer than a field may be
        return import_paste(owner=user, conversation=conversation, data=file.chunks(), size=file.size or 0)
    data = request.POST.get("text", "").encode(errors="replace")
    return import_paste(owner=user, conversation=conversation, data=[data], size=len(data))


def _address(inside: str, anew: str, conversation_id: UUID | None) -> str:
    return reverse(inside, args=[conversation_id]) if conversation_id else reverse(anew)
