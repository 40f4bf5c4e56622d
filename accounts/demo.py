"""The two accounts of the embedded default: a demo user without a password, and staff with a one-time password."""

import secrets

from django.http import HttpRequest

from accounts.models import User
from common.request_kind import is_local_site

DEMO_EMAIL = "demo@localhost"
STAFF_EMAIL = "admin@localhost"


def ensure_demo_user() -> User:
    """Return the demo user, made if missing; nobody can sign in as them by password."""
    user = User.objects.filter(email=DEMO_EMAIL).first()
    return user or User.objects.create_user(DEMO_EMAIL)


def runs_site(request: HttpRequest) -> bool:
    """Whether the caller looks after the site: staff, and the demo user of an embedded default at its own machine."""
    user = request.user
    if not isinstance(user, User):
        return False
    return user.is_staff or (user.email == DEMO_EMAIL and is_local_site(request))


def ensure_staff() -> str | None:
    """Make a staff account and return its password, which is kept nowhere else; None when there is one already."""
    if User.objects.filter(is_staff=True).exists():
        return None
    password = secrets.token_urlsafe(12)
    User.objects.create_superuser(STAFF_EMAIL, password)
    return password
