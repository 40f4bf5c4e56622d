from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from accounts.limits import Limit, check_and_hit
from accounts.signed_in import signed_in_user
from artifacts.versions.reading import find_artifact
from chat.pages.no_script import RedirectWhenEnded
from chat.rows.continuable import partial_turn_of
from chat.rows.errors import NotContinuable
from chat.rows.lookups import find_turn
from chat.rows.models import Message
from chat.shown.messages import view_alone
from chat.turns import services
from common.htmx import is_htmx
from rollout.flags import features_for


@login_required
@require_POST
def turn_continue(request: HttpRequest, turn_id: UUID) -> HttpResponse:
    turn = _admitted_turn(request, turn_id)
    return _go_on(request, turn)


@login_required
@require_POST
def artifact_continue(request: HttpRequest, artifact_id: UUID) -> HttpResponse:
    turn = _turn_of_artifact(request, artifact_id)
    return _go_on(request, turn)


def _admitted_turn(request: HttpRequest, turn_id: UUID) -> Message:
    turn = find_turn(signed_in_user(request), turn_id)
    check_and_hit(request, Limit.CHAT)
    return turn


def _turn_of_artifact(request: HttpRequest, artifact_id: UUID) -> Message:
    user = signed_in_user(request)
    artifact = find_artifact(user, artifact_id)
    check_and_hit(request, Limit.CHAT)
    turn = partial_turn_of(artifact.pk, user)
    if turn is None:
        raise NotContinuable
    return turn


def _go_on(request: HttpRequest, turn: Message) -> HttpResponse:
    """Show the further turn behind the conversation; the page itself where the turn stands on another branch."""
    shown_id = turn.conversation.head_id
    further = services.continue_turn(turn=turn)
    if not is_htmx(request):
        return RedirectWhenEnded(further)
    if further.parent_id != shown_id:
        return HttpResponseClientRedirect(reverse("chat:conversation", args=[turn.conversation_id]))
    return _fragment(request, turn, further)


def _fragment(request: HttpRequest, turn: Message, further: Message) -> HttpResponse:
    rows = Message.objects.select_related("decision", "conversation__owner").prefetch_related("versions__artifact")
    found = {message.pk: message for message in rows.filter(pk__in=[turn.pk, further.pk])}
    features = features_for(signed_in_user(request))
    cut, running = (view_alone(found[pk], features) for pk in (turn.pk, further.pk))
    return render(request, "chat/messages/_continued.html", {"cut": cut, "running": running})
