from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect, trigger_client_event

from accounts.signed_in import signed_in_user
from artifacts.rows.enums import KindName
from chat.log.sse import event_stream, last_event_number
from chat.pages.html_events import html_events
from chat.rows.conversations import delete_conversation, rename_conversation, restore_conversation
from chat.rows.lookups import find_conversation, find_followed, find_message, find_turn
from chat.shown.messages import view_alone, view_decision
from chat.shown.page import artifact_usage, page_context, pane_view
from chat.turns import corrections, services
from chat.turns.heartbeats import settle_if_stale
from common.errors import Invalid, NotFound
from common.htmx import is_htmx
from gatekeeper.enums import Correction
from rollout.enums import FlagName
from rollout.flags import features_for, require


@login_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show a new conversation; to htmx, its pane: the tabs of a pane without a conversation lead here."""
    user = signed_in_user(request)
    if is_htmx(request):
        return render(
            request, "artifacts/pane/_pane.html", {"pane": pane_view(request, user, None, features_for(user))}
        )
    return render(request, "chat/shell/page.html", page_context(request, user, None))


@login_required
@require_GET
def conversation_detail(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    user = signed_in_user(request)
    conversation = find_conversation(user, conversation_id)
    if conversation.head is not None:
        settle_if_stale(conversation.head)
    return render(request, "chat/shell/page.html", page_context(request, user, conversation))


@login_required
@require_GET
def pane(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    user = signed_in_user(request)
    conversation = find_conversation(user, conversation_id)
    if not is_htmx(request):
        return redirect(f"{_page(conversation_id)}?{request.GET.urlencode()}")
    view = pane_view(request, user, conversation, features_for(user))
    return render(request, "artifacts/pane/_pane.html", {"pane": view})


@login_required
@require_GET
def turn_stream(request: HttpRequest, turn_id: UUID) -> StreamingHttpResponse:
    turn = find_followed(signed_in_user(request), turn_id)
    return event_stream(html_events(turn, last_event_number(request)))


@login_required
@require_GET
def usage(request: HttpRequest) -> HttpResponse:
    return render(request, "chat/composer/_usage.html", {"usage": artifact_usage(signed_in_user(request))})


@login_required
@require_GET
def turn_article(request: HttpRequest, turn_id: UUID) -> HttpResponse:
    user = signed_in_user(request)
    view = view_alone(find_turn(user, turn_id), features_for(user))
    return render(request, "chat/messages/_message.html", {"message": view})


@login_required
@require_POST
def turn_keep(request: HttpRequest, turn_id: UUID) -> HttpResponse:
    user = signed_in_user(request)
    turn = find_turn(user, turn_id)
    corrections.keep_in_chat(turn=turn, actor=user)
    if not is_htmx(request):
        return redirect(_page(turn.conversation_id))
    view = view_alone(find_turn(user, turn_id), features_for(user))
    response = render(request, "chat/messages/_message.html", {"message": view})
    trigger_client_event(response, "artifact-kept-in-chat")
    return response


@login_required
@require_POST
def turn_open_as(request: HttpRequest, turn_id: UUID) -> HttpResponse:
    user = signed_in_user(request)
    require(user, FlagName.CREATION)
    turn = find_turn(user, turn_id)
    corrections.open_as(turn=turn, kind=_kind(request.POST.get("kind", "")), actor=user)
    page = _page(turn.conversation_id)
    return HttpResponseClientRedirect(page) if is_htmx(request) else redirect(page)


@login_required
@require_POST
def turn_judge(request: HttpRequest, turn_id: UUID) -> HttpResponse:
    user = signed_in_user(request)
    turn = find_turn(user, turn_id)
    is_right = request.POST.get("right") == "1"
    correction = Correction.CONFIRMED if is_right else Correction.KEEP_IN_CHAT
    corrections.correct(turn=turn, correction=correction, actor=user)
    if not is_htmx(request):
        return redirect(_page(turn.conversation_id))
    view = view_alone(find_turn(user, turn_id), features_for(user))
    return render(request, "chat/messages/_message.html", {"message": view})


@login_required
@require_GET
def turn_why(request: HttpRequest, turn_id: UUID) -> HttpResponse:
    turn = find_turn(signed_in_user(request), turn_id)
    if turn.decision is None:
        raise NotFound
    template = "chat/messages/why.html#reasons" if is_htmx(request) else "chat/messages/why.html"
    return render(request, template, {"decision": view_decision(turn.decision), "turn": turn})


@login_required
@require_POST
def branch_show(request: HttpRequest, message_id: UUID) -> HttpResponse:
    message = find_message(signed_in_user(request), message_id)
    services.show_branch(message=message)
    return redirect(_page(message.conversation_id))


@login_required
@require_POST
def conversation_rename(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    conversation = find_conversation(signed_in_user(request), conversation_id)
    rename_conversation(conversation=conversation, title=request.POST.get("title", ""))
    return redirect(_page(conversation_id))


@login_required
@require_POST
def conversation_delete(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """Delete the conversation and go to a new one, which offers to take it back."""
    delete_conversation(conversation=find_conversation(signed_in_user(request), conversation_id))
    return redirect(f"{reverse('chat:home')}?deleted={conversation_id}")


@login_required
@require_POST
def conversation_restore(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """Take a deleted conversation back and go to it."""
    restore_conversation(owner=signed_in_user(request), conversation_id=conversation_id)
    return redirect(_page(conversation_id))


def _kind(name: str) -> KindName:
    if name not in KindName.values:
        raise Invalid
    return KindName(name)


def _page(conversation_id: UUID) -> str:
    return reverse("chat:conversation", args=[conversation_id])
