"""A person's conversations in their data, as they are read."""

from collections.abc import Callable, Iterator

from accounts.models import User
from accounts.privacy.registry import PersonalPart, ReadableFile
from chat.rows.enums import Role
from chat.rows.models import Conversation

_NAMES = {Role.USER: "You", Role.ASSISTANT: "Assistant"}


def readable(user: User) -> Iterator[ReadableFile]:
    """Yield each conversation as Markdown, all its branches in the order they were written."""
    for conversation in Conversation.objects.filter(owner=user).order_by("created_at"):
        said = conversation.messages.order_by("number").values_list("role", "created_at", "text")
        parts = [f"# {conversation.title or conversation.pk}"]
        parts += [
            f"## {'You' if role == Role.USER else 'Assistant'}, {at:%Y-%m-%d %H:%M}\n\n{text}"
            for role, at, text in said
        ]
        yield f"{conversation.pk}.md", "\n\n".join(parts).encode()


def prepare_removal(_user: User) -> Callable[[], None]:
    """Conversations are rows alone."""
    return lambda: None


PART = PersonalPart("conversations", readable, prepare_removal)
