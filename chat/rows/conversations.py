"""Conversations as things: begun, renamed, hidden."""

import re
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from chat.rows.models import Conversation
from common.errors import NotFound

CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def create_conversation(*, owner: User, title: str = "") -> Conversation:
    """Begin an empty conversation."""
    return Conversation.objects.create(owner=owner, title=CONTROL.sub("", title).strip())


def rename_conversation(*, conversation: Conversation, title: str) -> None:
    """Give the conversation another title."""
    conversation.title = CONTROL.sub("", title).strip()[:200]
    conversation.save(update_fields=["title"])


def find_deleted_conversation(user: User, conversation_id: UUID) -> Conversation | None:
    """Return the user's deleted conversation; None for any other."""
    return Conversation.objects.filter(owner=user, pk=conversation_id).exclude(deleted_at=None).first()


def restore_conversation(*, owner: User, conversation_id: UUID) -> None:
    """Take a deleted conversation back; raise NotFound when there is none. A second call changes nothing."""
    own = Conversation.objects.filter(owner=owner, pk=conversation_id)
    if not own.update(deleted_at=None):
        raise NotFound


def delete_conversation(*, conversation: Conversation) -> None:
    """Hide the conversation; its artifacts stay."""
    Conversation.objects.filter(pk=conversation.pk, deleted_at=None).update(deleted_at=timezone.now())
