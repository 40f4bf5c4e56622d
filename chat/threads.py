"""The shown branch of a conversation: from the first message to its head, by parents."""

from chat.models import Conversation, Message


def thread(conversation: Conversation) -> list[Message]:
    """Return the messages of the shown branch, oldest first, with decisions and artifact versions at hand."""
    return _chain(_messages(conversation), conversation.head_id)


def thread_to(message: Message) -> list[Message]:
    """Return the branch that ends in `message`, oldest first."""
    return _chain(_messages(message.conversation), message.pk)


def _messages(conversation: Conversation) -> dict[object, Message]:
    rows = conversation.messages.select_related("decision").prefetch_related("versions__artifact")
    return {row.pk: row for row in rows}


def _chain(messages: dict[object, Message], last: object) -> list[Message]:
    chain = []
    while last is not None:
        message = messages[last]
        chain.append(message)
        last = message.parent_id
    return chain[::-1]
