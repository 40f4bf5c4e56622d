"""Views that begin, stop or repeat a turn, which runs on the event loop afterwards."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect, push_url

from accounts.models import User
from accounts.signed_in import signed_in_user
from artifacts.for_models.selection import Part
from chat.pages.no_script import RedirectWhenEnded
from chat.pages.paste import offer_import
from chat.rows.chosen_part import About, find_about
from chat.rows.conversations import create_conversation
from chat.rows.enums import Role
from chat.rows.errors import MessageTooLong
from chat.rows.lookups import find_message, find_turn
from chat.rows.models import Conversation, Message
from chat.shown.messages import view_message
from chat.shown.page import is_bundle_offered
from chat.turns import engine, services
from chat.turns.admission import count_message, count_message_in
from common.errors import NotFound
from common.htmx import is_htmx
from common.sent_values import parse_number, parse_uuid
from gatekeeper.enums import Mode
from rollout.flags import Features, features_for

ABOUT_FIELDS = ("artifact", "version", "range", "sheet", "section", "text")


@login_required
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    try:
        return _answer(request, _begin_conversation(request))
    except MessageTooLong as refusal:
        return offer_import(request, refusal, None)


@login_required
@require_POST
def turn_create(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    try:
        return _answer(request, _begin_in(request, conversation_id))
    except MessageTooLong as refusal:
        return offer_import(request, refusal, conversation_id)


@login_required
@require_POST
def message_resend(request: HttpRequest, message_id: UUID) -> HttpResponse:
    turn = _begin_instead(request, message_id)
    if is_htmx(request):
        return HttpResponseClientRedirect(reverse("chat:conversation", args=[turn.conversation_id]))
    return _answer(request, turn)


@login_required
@require_POST
def turn_choice(request: HttpRequest, turn_id: UUID) -> HttpResponse:
    turn = _turn(request, turn_id)
    services.choose(turn=turn, create=request.POST.get("create") == "1")
    return _answer(request, turn)


@login_required
@require_POST
def turn_retry(request: HttpRequest, turn_id: UUID) -> HttpResponse:
    count_message(request)
    turn = _turn(request, turn_id)
    return _answer(request, services.retry_turn(turn=turn))


@login_required
@require_POST
def turn_stop(request: HttpRequest, turn_id: UUID) -> HttpResponse:
    turn = _turn(request, turn_id)
    services.request_stop(turn=turn)
    engine.request_stop(turn.pk)
    if is_htmx(request):
        return HttpResponse(status=204)
    return RedirectWhenEnded(turn)


def _turn(request: HttpRequest, turn_id: UUID) -> Message:
    return find_turn(signed_in_user(request), turn_id)


def _begin_conversation(request: HttpRequest) -> Message:
    user, features = count_message(request)
    text = services.clean_text(request.POST.get("text", ""))
    return _begin(request, user, create_conversation(owner=user), text, features)


def _begin_in(request: HttpRequest, conversation_id: UUID) -> Message:
    user, features, conversation = count_message_in(request, conversation_id)
    return _begin(request, user, conversation, request.POST.get("text", ""), features)


def _begin_instead(request: HttpRequest, message_id: UUID) -> Message:
    user, features = count_message(request)
    said = find_message(user, message_id)
    if said.role != Role.USER:
        raise NotFound
    return _begin(request, user, said.conversation, request.POST.get("text", ""), features, instead_of=said)


def _begin(
    request: HttpRequest,
    user: User,
    conversation: Conversation,
    text: str,
    features: Features,
    instead_of: Message | None = None,
) -> Message:
    chosen = request.POST.get("mode", Mode.AUTO)
    return services.start_turn(
        conversation=conversation,
        actor=user,
        text=text,
        mode=Mode(chosen) if chosen in Mode.values else Mode.AUTO,
        features=features,
        instead_of=instead_of,
        model=request.POST.get("model", ""),
        about=_about(request, user, conversation),
    )


def _about(request: HttpRequest, user: User, conversation: Conversation) -> About | None:
    """Return the part that the form names, if any; raises what `find_about` raises."""
    named = {name: request.POST.get(f"about_{name}", "") for name in ABOUT_FIELDS}
    if not named["artifact"]:
        return None
    artifact_id, number = parse_uuid(named["artifact"]), parse_number(named["version"])
    if artifact_id is None or number is None:
        raise NotFound
    wanted = Part(range=named["range"], sheet=named["sheet"], section=named["section"], text=named["text"])
    return find_about(user=user, conversation=conversation, artifact_id=artifact_id, number=number, wanted=wanted)


def _answer(request: HttpRequest, turn: Message) -> HttpResponse:
    """Show the running turn at once, or, without JavaScript, the page when the answer is there."""
    if not is_htmx(request):
        return RedirectWhenEnded(turn)
    response = _fragment(request, turn)
    push_url(response, reverse("chat:conversation", args=[turn.conversation_id]))
    return response


def _fragment(request: HttpRequest, turn: Message) -> HttpResponse:
    rows = Message.objects.select_related("decision").prefetch_related("versions__artifact")
    is_said = Q(pk=turn.parent_id, role=Role.USER)  # a turn that continues another has that one for its parent
    shown = rows.filter(Q(pk=turn.pk) | is_said).order_by("number")
    features = features_for(signed_in_user(request))
    messages = [view_message(message, features) for message in shown]
    page = {
        "messages": messages,
        "conversation": turn.conversation,
        "features": features,
        "is_bundle_offered": is_bundle_offered(turn.conversation, features),
    }
    return render(request, "chat/messages/_turn.html", page)
