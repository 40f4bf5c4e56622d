"""Personal tokens: made once, shown once, kept as a SHA-256, revoked rather than deleted."""

import secrets
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from accounts.models import PersonalToken, User
from common.digests import content_digest

PREFIX = "dpt_"
SECRET_BYTES = 32
# A token used by every call of a script writes its row once a minute, not once a call.
LAST_USED_PRECISION = timedelta(minutes=1)


def create_token(user: User, name: str) -> str:
    """Make a token and return it; it cannot be read again."""
    raw = PREFIX + secrets.token_urlsafe(SECRET_BYTES)
    PersonalToken.objects.create(user=user, name=name, digest=_digest(raw))
    return raw


def authenticate_token(raw: str) -> User | None:
    """Return the active user whose unrevoked token this is, and note its use."""
    if not raw.startswith(PREFIX):
        return None
    tokens = PersonalToken.objects.select_related("user")
    token = tokens.filter(digest=_digest(raw), revoked_at=None, user__is_active=True).first()
    if token is None:
        return None
    _note_use(token)
    return token.user


def revoke_token(user: User, token_id: int) -> bool:
    """End a token of the user for good; tell whether it was theirs and still valid."""
    own = PersonalToken.objects.filter(user=user, id=token_id, revoked_at=None)
    return own.update(revoked_at=timezone.now()) == 1


def _note_use(token: PersonalToken) -> None:
    now = timezone.now()
    if token.last_used_at is None or token.last_used_at < now - LAST_USED_PRECISION:
        unnoted = Q(last_used_at=None) | Q(last_used_at__lt=now)
        PersonalToken.objects.filter(unnoted, id=token.pk).update(last_used_at=now)


def _digest(raw: str) -> str:
    return content_digest(raw.encode(errors="surrogateescape"))
