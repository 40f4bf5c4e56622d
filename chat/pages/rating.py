"""Thumbs under an answer, and what was wrong with a poor one: fragments of the message, or the page again."""

from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import trigger_client_event

from accounts.signed_in import signed_in_user
from chat.ratings.services import explain_rating, rate_turn, withdraw_rating
from chat.rows.enums import RatingReason, RatingValue
from chat.rows.limits import MAX_COMMENT_CHARS
from chat.rows.lookups import find_turn
from chat.rows.models import Message
from chat.shown.rating import view_rating
from common.errors import FieldError, Invalid
from common.htmx import is_htmx


class CommentField(forms.CharField):
    """Counts a line's end as one character, as the browser does."""

    def to_python(self, value: object) -> str:
        """Return the text with plain line ends."""
        return str(super().to_python(value)).replace("\r\n", "\n")


class ReasonForm(forms.Form):
    """What was wrong with a poor answer; both may be left out."""

    reason = forms.ChoiceField(choices=RatingReason.choices, required=False)
    comment = CommentField(max_length=MAX_COMMENT_CHARS, required=False)


@login_required
@require_POST
def turn_rating(request: HttpRequest, turn_id: UUID) -> HttpResponse:
    """Rate the answer by `value`, or take back the rating that `withdraw` names, if it still is that one."""
    user = signed_in_user(request)
    turn = find_turn(user, turn_id)
    if "withdraw" in request.POST:
        withdraw_rating(turn=turn, actor=user, seen=_value(request.POST["withdraw"]))
    else:
        rate_turn(turn=turn, actor=user, value=_value(request.POST.get("value", "")))
    return _show(request, turn, "chat/rating/_rated.html")


@login_required
@require_POST
def turn_rating_reason(request: HttpRequest, turn_id: UUID) -> HttpResponse:
    user = signed_in_user(request)
    turn = find_turn(user, turn_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        raise Invalid(errors=[FieldError(field, str(messages[0])) for field, messages in form.errors.items()])
    said = form.cleaned_data
    reason = RatingReason(said["reason"]) if said["reason"] else None
    explain_rating(turn=turn, actor=user, reason=reason, comment=said["comment"])
    return _show(request, turn, "chat/rating/_rating_reason.html")


def _value(name: str) -> RatingValue:
    if name not in RatingValue.values:
        raise Invalid
    return RatingValue(name)


def _show(request: HttpRequest, turn: Message, template: str) -> HttpResponse:
    if not is_htmx(request):
        return redirect(f"{reverse('chat:conversation', args=[turn.conversation_id])}#m-{turn.pk}")
    rating = view_rating(turn)
    response = render(request, template, {"message": {"id": turn.pk, "rating": rating}, "is_answered": True})
    trigger_client_event(response, "said", {"sentences": [_sentence(rating.value, rating.is_explained)]})
    return response


def _sentence(value: str, is_explained: bool) -> str:
    """Return what is read out; what the buttons show is in their own state."""
    if not value:
        return _("Your rating was withdrawn.")
    if value == RatingValue.DOWN and not is_explained:
        return _("Thank you. You can say what was wrong.")
    return _("Thank you. Your rating is kept.")
