"""Views that begin, stop or repeat a turn: they run on the event loop, which owns the turn afterwards."""

from uuid import UUID

from asgiref.sync import sync_to_async
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.limits import Limit, check_and_hit
from accounts.models import User
from chat import engine, limits, services
from chat.conversations import create_conversation
from chat.enums import Role
from chat.lookups import current_user, find_conversation, find_message, find_turn
from chat.models import Conversation, Message
from chat.presentation import view_message
from common.errors import NotFound
from common.htmx import is_htmx, push_url, redirect_page
from gatekeeper.enums import Mode
from rollout.flags import Features, features_for


@login_required
@require_POST
async def start(request: HttpRequest) -> HttpResponse:
    user, features = await sync_to_async(_admit)(request)
    text = services.clean_text(request.POST.get("text", ""))
    conversation = await sync_to_async(create_conversation)(owner=user)
    return await _begin(request, user, conversation, text, features)


@login_required
@require_POST
async def turn_create(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    user, features = await sync_to_async(_admit)(request)
    conversation = await sync_to_async(find_conversation)(user, conversation_id)
    return await _begin(request, user, conversation, request.POST.get("text", ""), features)


@login_required
@require_POST
async def message_resend(request: HttpRequest, message_id: UUID) -> HttpResponse:
    user, features = await sync_to_async(_admit)(request)
    said = await sync_to_async(find_message)(user, message_id)
    if said.role != Role.USER:
        raise NotFound
    text = request.POST.get("text", "")
    response = await _begin(request, user, said.conversation, text, features, instead_of=said)
    if is_htmx(request):
        redirect_page(response, reverse("chat:conversation", args=[said.conversation_id]))
    return response


@login_required
@require_POST
async def turn_choice(request: HttpRequest, turn_id: UUID) -> HttpResponse:
    turn = await sync_to_async(_turn)(request, turn_id)
    await services.choose(turn=turn, create=request.POST.get("create") == "1")
    return await _answer(request, turn)


@login_required
@require_POST
async def turn_retry(request: HttpRequest, turn_id: UUID) -> HttpResponse:
    await sync_to_async(_admit)(request)
    turn = await sync_to_async(_turn)(request, turn_id)
    return await _answer(request, await services.retry_turn(turn=turn))


@login_required
@require_POST
async def turn_stop(request: HttpRequest, turn_id: UUID) -> HttpResponse:
    turn = await sync_to_async(_turn)(request, turn_id)
    await sync_to_async(services.request_stop)(turn=turn)
    engine.request_stop(turn.pk)
    if is_htmx(request):
        return HttpResponse(status=204)
    await engine.wait_for(turn.pk, limits.PLAIN_POST_WAIT_SECONDS)
    return redirect("chat:conversation", turn.conversation_id)


def _admit(request: HttpRequest) -> tuple[User, Features]:
    check_and_hit(request, Limit.CHAT)
    user = current_user(request)
    return user, features_for(user)


def _turn(request: HttpRequest, turn_id: UUID) -> Message:
    return find_turn(current_user(request), turn_id)


async def _begin(
    request: HttpRequest,
    user: User,
    conversation: Conversation,
    text: str,
    features: Features,
    instead_of: Message | None = None,
) -> HttpResponse:
    chosen = request.POST.get("mode", Mode.AUTO)
    turn = await services.start_turn(
        conversation=conversation,
        actor=user,
        text=text,
        mode=Mode(chosen) if chosen in Mode.values else Mode.AUTO,
        features=features,
        instead_of=instead_of,
        model=request.POST.get("model", ""),
    )
    return await _answer(request, turn)


async def _answer(request: HttpRequest, turn: Message) -> HttpResponse:
    """Show the running turn at once, or, without JavaScript, the page when the answer is there."""
    url = reverse("chat:conversation", args=[turn.conversation_id])
    if not is_htmx(request):
        await engine.wait_for(turn.pk, limits.PLAIN_POST_WAIT_SECONDS)
        return redirect(url)
    response = await sync_to_async(_fragment)(request, turn)
    push_url(response, url)
    return response


def _fragment(request: HttpRequest, turn: Message) -> HttpResponse:
    rows = Message.objects.select_related("decision").prefetch_related("versions__artifact")
    shown = rows.filter(pk__in=[turn.pk, turn.parent_id]).order_by("number")
    features = features_for(current_user(request))
    messages = [view_message(message, features) for message in shown]
    return render(request, "chat/_turn.html", {"messages": messages, "conversation": turn.conversation})
