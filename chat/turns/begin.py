"""The rows with which a turn begins, written together in one transaction once the decision is made.

Until then nothing is stored: a message that is refused, or whose conversation answers another one, leaves no trace.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from chat.rows.chosen_part import About, about_json
from chat.rows.enums import Role, TurnStatus
from chat.rows.errors import TurnRunning
from chat.rows.events import TurnStarted
from chat.rows.models import Conversation, Message
from chat.rows.titles import title_of
from common.events import emit
from gatekeeper.decision import Decision
from gatekeeper.enums import Action, Mode
from gatekeeper.services import Weighed, record_decision


@dataclass(frozen=True, slots=True)
class NewMessage:
    """What somebody says: with `instead_of`, an earlier message of theirs, on a branch beside it; `about` a part."""

    text: str
    mode: Mode
    model: str = ""
    instead_of: Message | None = None
    about: About | None = None


def begin_turn(
    *, conversation: Conversation, actor: User, message: NewMessage, weighed: Weighed, is_dry_run: bool
) -> Message:
    """Store the message, the decision and the turn, STREAMING or ASKING; raises TurnRunning."""
    try:
        with transaction.atomic():
            head_id, number = _end_of(conversation)
            if head_id is not None:
                _dismiss_question(conversation)
            parent_id = message.instead_of.parent_id if message.instead_of else head_id
            said = Message(
                conversation=conversation,
                number=number,
                parent_id=parent_id,
                role=Role.USER,
                text=message.text,
                mode=message.mode,
                about=about_json(message.about) if message.about else None,
                about_version=message.about.version if message.about else None,
            )
            turn = new_turn(conversation, said, number + 1, mode=message.mode, model=message.model)
            conversation.owner = actor
            turn.decision = record_decision(user=actor, weighed=weighed, is_dry_run=is_dry_run)
            if not is_dry_run:
                _follow(turn, weighed.decision)
            Message.objects.bulk_create([said, turn])
            conversation.title = conversation.title or title_of(message.text)
            show_turn(turn, title=conversation.title, **opening(message.about))
            emit(TurnStarted(user_id=conversation.owner_id, turn_id=turn.pk, conversation_id=conversation.pk))
    except IntegrityError as error:
        raise TurnRunning from error
    return turn


def new_turn(conversation: Conversation, parent: Message, number: int, *, mode: str, model: str) -> Message:
    """Return an unsaved running turn that answers, or goes on after, `parent`."""
    return Message(
        conversation=conversation,
        number=number,
        parent=parent,
        role=Role.ASSISTANT,
        status=TurnStatus.STREAMING,
        mode=mode,
        model_name=model,
        heartbeat_at=timezone.now(),
    )


def show_turn(turn: Message, **changes: object) -> None:
    """Make the turn the end of the shown branch."""
    Conversation.objects.filter(pk=turn.conversation_id).update(head=turn, updated_at=timezone.now(), **changes)


def opening(about: About | None) -> dict[str, object]:
    """Return the change that opens the artifact that a message is about: it is the one that an edit changes."""
    return {"open_artifact": about.version.artifact} if about else {}


def next_number(conversation: Conversation) -> int:
    """Return the number of the conversation's next message."""
    return _end_of(conversation)[1]


def _end_of(conversation: Conversation) -> tuple[UUID | None, int]:
    rows = Conversation.objects.filter(pk=conversation.pk).annotate(last=Max("messages__number"))
    head_id, last = rows.values_list("head_id", "last").get()
    return head_id, (last or 0) + 1


def _follow(turn: Message, decision: Decision) -> None:
    if decision.kind and decision.action is not Action.ANSWER:
        turn.kind = decision.kind
    if turn.kind and decision.action is Action.ASK:
        turn.status = TurnStatus.ASKING


def _dismiss_question(conversation: Conversation) -> None:
    """A further message means "answer here": close the open question."""
    conversation.messages.filter(status=TurnStatus.ASKING).update(
        status=TurnStatus.COMPLETED, kind="", finished_at=timezone.now()
    )
