"""Who may come in: the user of a request, with the feature that a view needs."""

from django.http import HttpRequest

from accounts.models import User
from common.errors import NotFound
from rollout.enums import FlagName
from rollout.flags import require


def admit(request: HttpRequest, flag: FlagName = FlagName.ARTIFACTS) -> User:
    """Return the signed-in user, who must have the feature."""
    if not isinstance(request.user, User):
        raise NotFound
    require(request.user, flag)
    return request.user
