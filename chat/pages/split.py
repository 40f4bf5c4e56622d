"""What the page tells of its divider: where it was put, and that the pane was closed or opened again."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from accounts.signed_in import signed_in_user
from chat.rows.events import SplitViewResized, SplitViewToggled
from common.errors import FieldError, Invalid
from common.events import emit
from rollout.enums import FlagName
from rollout.flags import require


class ResizedForm(forms.Form):
    """The chat's share of the width."""

    percent = forms.IntegerField(min_value=0, max_value=100)


class ToggledForm(forms.Form):
    """Whether the pane is open now."""

    state = forms.ChoiceField(choices=[("open", "open"), ("closed", "closed")])


@login_required
@require_POST
def split_resized(request: HttpRequest) -> HttpResponse:
    percent = int(str(_read(request, ResizedForm)["percent"]))
    emit(SplitViewResized(user_id=signed_in_user(request).pk, percent=percent))
    return HttpResponse(status=204)


@login_required
@require_POST
def split_toggled(request: HttpRequest) -> HttpResponse:
    state = _read(request, ToggledForm)["state"]
    emit(SplitViewToggled(user_id=signed_in_user(request).pk, is_open=state == "open"))
    return HttpResponse(status=204)


def _read(request: HttpRequest, form_class: type[forms.Form]) -> dict[str, object]:
    require(signed_in_user(request), FlagName.SPLIT_VIEW)
    form = form_class(request.POST)
    if not form.is_valid():
        raise Invalid(errors=[FieldError(field, str(messages[0])) for field, messages in form.errors.items()])
    return form.cleaned_data
