"""Who may say something now: the limit is counted and the features are read, in one go for one hop to a thread."""

from uuid import UUID

from django.http import HttpRequest

from accounts.limits import Limit, check_and_hit
from accounts.models import User
from accounts.signed_in import signed_in_user
from chat.rows.lookups import find_conversation
from chat.rows.models import Conversation
from llm.endpoint import refresh
from rollout.flags import Features, features_for


def count_message(request: HttpRequest) -> tuple[User, Features]:
    """Count one message of the caller and return them with their features; raises RateLimitReached."""
    check_and_hit(request, Limit.CHAT)
    refresh()
    user = signed_in_user(request)
    return user, features_for(user)


def count_message_in(request: HttpRequest, conversation_id: UUID) -> tuple[User, Features, Conversation]:
    """Do what `count_message` does and find the conversation; raises NotFound when it is not the caller's."""
    user, features = count_message(request)
    return user, features, find_conversation(user, conversation_id)
