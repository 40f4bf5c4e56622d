"""Who may make an account: everybody, those who were invited, or nobody; and under which addresses."""

import secrets
from datetime import timedelta
from enum import StrEnum

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Invitation, User
from common.digests import content_digest
from common.request_kind import is_local_site

SESSION_KEY = "invitation"
VALID = timedelta(days=14)
SECRET_BYTES = 32


class SignUp(StrEnum):
    """What the setting SIGNUP says."""

    OPEN = "open"
    INVITE = "invite"
    CLOSED = "closed"


def policy_for(request: HttpRequest) -> SignUp:
    """Return who may sign up; without the setting nobody, but everybody at their own machine."""
    if settings.SIGNUP:
        return SignUp(settings.SIGNUP)
    return SignUp.OPEN if is_local_site(request) else SignUp.CLOSED


def invite(*, email: str, by: User | None) -> tuple[Invitation, str]:
    """Return a new invitation of an address and its secret, which is kept nowhere; an older one ends."""
    address = email.strip().lower()
    Invitation.objects.filter(email=address, used_at=None).delete()
    secret = secrets.token_urlsafe(SECRET_BYTES)
    expires_at = timezone.now() + VALID
    made = Invitation.objects.create(email=address, digest=_digest(secret), invited_by=by, expires_at=expires_at)
    return made, secret


def find_invitation(secret: str) -> Invitation | None:
    """Return the invitation that a secret opens, if it may be used yet."""
    found = Invitation.objects.filter(digest=_digest(secret), used_at=None)
    return found.filter(expires_at__gt=timezone.now()).first()


def remember(request: HttpRequest, secret: str) -> bool:
    """Keep an invitation for the sign-up form of this browser; return whether it may be used."""
    if find_invitation(secret) is None:
        return False
    request.session[SESSION_KEY] = secret
    return True


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Asks the settings and the invitations; everything else is as allauth has it."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        policy = policy_for(request)
        if policy is SignUp.INVITE:
            return _invitation(request) is not None
        return policy is SignUp.OPEN

    def clean_email(self, email: str) -> str:
        """Refuse addresses of other domains, and another one than was invited."""
        address = str(super().clean_email(email))
        domains = [domain.lower().lstrip("@") for domain in settings.SIGNUP_DOMAINS]
        if domains and address.rpartition("@")[2].lower() not in domains:
            sentence = _("Accounts are made for addresses of %(domains)s.")
            raise ValidationError(sentence % {"domains": ", ".join(domains)})
        invitation = _invitation(self.request) if policy_for(self.request) is SignUp.INVITE else None
        if invitation and invitation.email != address.lower():
            raise ValidationError(_("The invitation is for another address."))
        return address

    def save_user(self, request: HttpRequest, user: User, form: object, commit: bool = True) -> User:
        """Use the invitation up, once: of two sign-ups with one the later is refused."""
        invitation = _invitation(request)
        if invitation:
            used = Invitation.objects.filter(pk=invitation.pk, used_at=None).update(used_at=timezone.now())
            if not used and policy_for(request) is SignUp.INVITE:
                raise ImmediateHttpResponse(redirect("account_signup"))  # it is closed now, and says so
            request.session.pop(SESSION_KEY, None)
        saved: User = super().save_user(request, user, form, commit)
        return saved


def _digest(secret: str) -> str:
    return content_digest(secret.encode(errors="surrogateescape"))


def _invitation(request: HttpRequest | None) -> Invitation | None:
    secret = request.session.get(SESSION_KEY, "") if request is not None else ""
    return find_invitation(secret) if secret else None
