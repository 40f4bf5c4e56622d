"""The account page, its personal tokens, the user's data, and the way in for the demo user."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.demo import ensure_demo_user
from accounts.errors import LastStaff, NotConfirmed
from accounts.forms import PreferencesForm, TokenForm
from accounts.models import DataExport, User
from accounts.privacy.exporting import request_data
from accounts.privacy.leaving import keep_account, request_deletion
from accounts.quotas import usage
from accounts.sign_up import remember
from accounts.signed_in import signed_in_user
from accounts.tokens import create_token, revoke_token
from common.errors import NotFound
from common.request_kind import is_local_site


@require_GET
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Show who is signed in, what they used today and their tokens."""
    return _account_page(request)


@require_POST
@login_required
def preferences(request: HttpRequest) -> HttpResponse:
    """Keep what the user prefers."""
    form = PreferencesForm(request.POST, instance=signed_in_user(request))
    form.save()
    messages.success(request, _("Saved."))
    return redirect("accounts:account")


@require_POST
@login_required
def token_create(request: HttpRequest) -> HttpResponse:
    """Make a token and show it, this once, on the account page."""
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _account_page(request, form=form, status=422)
    return _account_page(request, new_token=create_token(signed_in_user(request), form.cleaned_data["name"]))


@require_POST
@login_required
def token_revoke(request: HttpRequest, token_id: int) -> HttpResponse:
    """End a token of the user; anybody else's is not there."""
    if not revoke_token(signed_in_user(request), token_id):
        raise NotFound
    return redirect("accounts:account")


@require_POST
@login_required
def data_request(request: HttpRequest) -> HttpResponse:
    """Begin to make the file of all that belongs to the user."""
    request_data(signed_in_user(request))
    return redirect(f"{reverse('accounts:account')}#data-title")


@require_GET
@login_required
def data_download(request: HttpRequest, export_id: UUID) -> HttpResponseBase:
    """Give the user their file; anybody else's is there for superusers alone, who were asked for it."""
    user = signed_in_user(request)
    mine = DataExport.objects.all() if user.is_superuser else DataExport.objects.filter(user=user)
    export = mine.filter(pk=export_id).exclude(key="").first()
    if export is None:
        raise NotFound
    name = f"diptych-data-{export.created_at:%Y-%m-%d}.zip"
    response = FileResponse(default_storage.open(export.key), as_attachment=True, filename=name)
    add_never_cache_headers(response)
    return response


@require_http_methods(["GET", "POST"])
@login_required
def delete(request: HttpRequest) -> HttpResponse:
    """Ask for the address of the account, then let the account go after the time of grace."""
    user = signed_in_user(request)
    refusal = ""
    if request.method == "POST":
        try:
            _require_address(user, request.POST.get("email", ""))
            request_deletion(user)
        except (LastStaff, NotConfirmed) as error:
            refusal = error.detail
        else:
            logout(request)
            return render(request, "accounts/leaving.html", {"days": settings.ACCOUNT_DELETION_DAYS})
    context = {"refusal": refusal, "days": settings.ACCOUNT_DELETION_DAYS}
    return render(request, "accounts/delete.html", context, status=422 if refusal else 200)


@require_POST
@login_required
def keep(request: HttpRequest) -> HttpResponse:
    """Take the request to delete the account back."""
    keep_account(signed_in_user(request))
    messages.success(request, _("Your account stays."))
    return redirect("accounts:account")


def _require_address(user: User, typed: str) -> None:
    if typed.strip().lower() != user.email:
        raise NotConfirmed


@require_GET
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Open the sign-up form for who was invited; a used or old invitation is not there."""
    if not remember(request, secret):
        raise NotFound
    return redirect("account_signup")


@require_POST
def demo_login(request: HttpRequest) -> HttpResponse:
    """Sign in as the demo user: only on the embedded default, only from this machine."""
    if not is_local_site(request):
        raise NotFound
    login(request, ensure_demo_user(), backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect(_safe_next(request))


def _account_page(
    request: HttpRequest, *, form: TokenForm | None = None, new_token: str = "", status: int = 200
) -> HttpResponse:
    user = signed_in_user(request)
    context = {
        "form": form or TokenForm(),
        "tokens": user.tokens.filter(revoked_at=None).order_by("-id"),
        "new_token": new_token,
        "usage": usage(user),
        "data_export": user.data_exports.order_by("-created_at").first(),
    }
    response = render(request, "accounts/account.html", context, status=status)
    add_never_cache_headers(response)
    return response


def _safe_next(request: HttpRequest) -> str:
    target = request.POST.get("next", "")
    is_safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if is_safe else settings.LOGIN_REDIRECT_URL
