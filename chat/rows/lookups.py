"""Rows of a request's user; what belongs to someone else is not found."""

from uuid import UUID

from accounts.models import User
from chat.rows.models import Conversation, Message
from common.errors import NotFound


def find_conversation(user: User, conversation_id: UUID) -> Conversation:
    """Return the user's conversation or raise NotFound."""
    found = Conversation.objects.for_user(user).select_related("open_artifact").filter(pk=conversation_id).first()
    if found is None:
        raise NotFound
    return found


def find_turn(user: User, turn_id: UUID) -> Message:
    """Return the user's turn with its conversation and decision, or raise NotFound."""
    turns = Message.objects.turns_for_user(user).select_related("conversation__owner", "decision", "parent")
    found = turns.filter(pk=turn_id).first()
    if found is None:
        raise NotFound
    return found


def find_followed(user: User, turn_id: UUID) -> Message:
    """Return the user's turn with no more than its followers are told, or raise NotFound."""
    told = Message.objects.turns_for_user(user).only("status", "kind", "text", "error_code")
    found = told.filter(pk=turn_id).first()
    if found is None:
        raise NotFound
    return found


def find_message(user: User, message_id: UUID) -> Message:
    """Return a message of the user's conversations, whoever wrote it, or raise NotFound."""
    own = Message.objects.filter(conversation__owner=user, conversation__deleted_at=None)
    found = own.select_related("conversation__open_artifact").filter(pk=message_id).first()
    if found is None:
        raise NotFound
    return found
