"""Conversations as things: begun, renamed, hidden."""

import re

from django.utils import timezone

from accounts.models import User
from chat.rows.models import Conversation

CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def create_conversation(*, owner: User, title: str = "") -> Conversation:
    """Begin an empty conversation."""
    return Conversation.objects.create(owner=owner, title=CONTROL.sub("", title).strip())


def rename_conversation(*, conversation: Conversation, title: str) -> None:
    """Give the conversation another title."""
    conversation.title = CONTROL.sub("", title).strip()[:200]
    conversation.save(update_fields=["title"])


def delete_conversation(*, conversation: Conversation) -> None:
    """Hide the conversation; its artifacts stay."""
    Conversation.objects.filter(pk=conversation.pk, deleted_at=None).update(deleted_at=timezone.now())
