"""The one door for people: who is signed in, typed. Views stand behind `login_required`, the API behind its auth."""

from django.http import HttpRequest

from accounts.models import User
from common.errors import NotFound


def signed_in_user(request: HttpRequest) -> User:
    """Return the user of a view or call that requires one; raise NotFound where nobody was asked to sign in."""
    if not isinstance(request.user, User):
        raise NotFound
    return request.user
