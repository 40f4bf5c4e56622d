"""The shown branch of a conversation: from the first message to its head, by parents; and the branches beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import prefetch_related_objects

from chat.rows.models import Conversation, Message


@dataclass(frozen=True, slots=True)
class Branch:
    """Where a message stands among those that answer or follow the same one; `position` counts from 1."""

    position: int
    count: int
    previous_id: UUID | None
    next_id: UUID | None


def thread(conversation: Conversation) -> list[Message]:
    """Return the messages of the shown branch, oldest first, with decisions and artifact versions at hand."""
    return _chain(_messages(conversation), conversation.head_id)


def thread_with_branches(conversation: Conversation) -> list[tuple[Message, Branch | None]]:
    """Return the shown branch with ratings and each message's place beside its siblings, None for an only child."""
    messages = _messages(conversation)
    shown = _chain(messages, conversation.head_id)
    prefetch_related_objects(shown, "ratings")
    return [(message, _branch(messages, message)) for message in shown]


def branch_of(message: Message) -> Branch | None:
    """Return the message's place beside its siblings, as `thread_with_branches` does for all."""
    siblings = message.conversation.messages.filter(parent_id=message.parent_id, role=message.role)
    return _place(list(siblings.order_by("number").values_list("pk", flat=True)), message.pk)


def spoken_before(message: Message) -> list[Message]:
    """Return the branch that `message` answers, oldest first: what was said and the artifacts of each, no more."""
    parent = message.parent
    if parent is None or parent.parent_id is None:
        return [parent] if parent else []
    rows = message.conversation.messages.select_related("proposal").only(
        "conversation", "parent", "role", "text", "proposal__status"
    )
    return _chain({row.pk: row for row in rows.prefetch_related("versions__artifact")}, message.parent_id)


def newest_leaf(message: Message) -> Message:
    """Return the end of the branch through `message` that was written to last."""
    messages = _messages(message.conversation)
    leaf = messages[message.pk]
    while children := [child for child in messages.values() if child.parent_id == leaf.pk]:
        leaf = max(children, key=lambda child: child.number)
    return leaf


def _messages(conversation: Conversation) -> dict[UUID, Message]:
    rows = conversation.messages.select_related("decision", "proposal__artifact", "proposal__result").prefetch_related(
        "versions__artifact"
    )
    return {row.pk: row for row in rows}


def _chain(messages: Mapping[UUID, Message], last: UUID | None) -> list[Message]:
    chain = []
    while last is not None:
        message = messages[last]
        chain.append(message)
        last = message.parent_id
    return chain[::-1]


def _branch(messages: Mapping[UUID, Message], message: Message) -> Branch | None:
    siblings = sorted(
        (other for other in messages.values() if other.parent_id == message.parent_id and other.role == message.role),
        key=lambda other: other.number,
    )
    return _place([sibling.pk for sibling in siblings], message.pk)


def _place(siblings: Sequence[UUID], own: UUID) -> Branch | None:
    if len(siblings) < 2:
        return None
    place = siblings.index(own)
    before = siblings[place - 1] if place else None
    after = siblings[place + 1] if place + 1 < len(siblings) else None
    return Branch(place + 1, len(siblings), before, after)
