"""What users do in a chat: each call checks its input, changes rows by compare-and-set and wakes the engine."""

import re
import time
from dataclasses import dataclass
from functools import partial

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from artifacts.rows.enums import KindName
from chat.rows import limits
from chat.rows.chosen_part import About, about_of
from chat.rows.continuable import can_continue, cut_version
from chat.rows.enums import TurnStatus
from chat.rows.errors import (
    EmptyMessage,
    MessageTooLong,
    NotAsking,
    NotContinuable,
    NotRetryable,
    TurnRunning,
    UnknownModel,
)
from chat.rows.models import Conversation, Message
from chat.rows.threads import newest_leaf, thread
from chat.turns import engine
from chat.turns.begin import NewMessage, begin_turn, new_turn, next_number, opening, show_turn
from chat.turns.corrections import correct
from gatekeeper.decision import Context
from gatekeeper.enums import Correction, Mode
from gatekeeper.services import Weighed, weigh
from llm.catalogue import chat_models
from rollout.flags import Features

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Considered:
    """A message that may be said, and what the gate decided about it."""

    message: NewMessage
    weighed: Weighed


def clean_text(text: str) -> str:
    """Return the message without control characters; raise EmptyMessage or MessageTooLong."""
    cleaned = CONTROL.sub("", text.replace("\r\n", "\n")).strip()
    if not cleaned:
        raise EmptyMessage
    if len(cleaned) > limits.MAX_MESSAGE_CHARS:
        raise MessageTooLong(facts={"limit": limits.MAX_MESSAGE_CHARS, "length": len(cleaned)})
    return cleaned


def start_turn(
    *,
    conversation: Conversation,
    actor: User,
    text: str,
    mode: Mode,
    features: Features,
    instead_of: Message | None = None,
    model: str = "",
    about: About | None = None,
) -> Message:
    """Add a message, decide what becomes of it and begin to answer; return the turn.

    With `instead_of`, an earlier message of the user, the new one starts a branch beside it. `model` is one of the
    catalogue's, `about` the part of an artifact that the message asks to change; without one the part of `instead_of`
    stays. Raises EmptyMessage, MessageTooLong, UnknownModel or TurnRunning; then nothing was stored. Runs in the
    thread of the request, in one go: a hop between threads costs as much as a query.
    """
    considered = consider(
        conversation=conversation,
        text=text,
        mode=mode,
        features=features,
        instead_of=instead_of,
        model=model,
        about=about,
    )
    return start_considered(conversation=conversation, actor=actor, considered=considered, features=features)


def consider(
    *,
    conversation: Conversation,
    text: str,
    mode: Mode,
    features: Features,
    instead_of: Message | None = None,
    model: str = "",
    about: About | None = None,
) -> Considered:
    """Check a message and decide what becomes of it, which may take a while; nothing is stored."""
    cleaned = clean_text(text)
    require_known(model)
    _let_stopped_end(conversation)
    about = about or about_of(instead_of)
    if about:
        conversation.open_artifact = about.version.artifact
    weighed = weigh(cleaned, _gate_context(conversation, mode, features, has_selection=about is not None))
    return Considered(NewMessage(cleaned, mode, model, instead_of, about), weighed)


def start_considered(
    *, conversation: Conversation, actor: User, considered: Considered, features: Features
) -> Message:
    """Store the message and its turn, and begin to answer; raises TurnRunning."""
    turn = begin_turn(
        conversation=conversation,
        actor=actor,
        message=considered.message,
        weighed=considered.weighed,
        is_dry_run=not features.creation,
    )
    if turn.status == TurnStatus.STREAMING:
        _answer_on_commit(turn)
    return turn


def _answer_on_commit(turn: Message) -> None:
    """Begin to answer once others can see the turn; at once without a surrounding transaction."""
    transaction.on_commit(partial(engine.start, turn))


def choose(*, turn: Message, create: bool) -> Message:
    """Answer a turn that asks, and begin to answer the message; raises NotAsking when it was answered before."""
    _choose(turn, create)
    _answer_on_commit(turn)
    return turn


def retry_turn(*, turn: Message) -> Message:
    """Answer the same message again, beside the earlier answer; raises NotRetryable or TurnRunning."""
    again = _add_retry(turn)
    _answer_on_commit(again)
    return again


def continue_turn(*, turn: Message) -> Message:
    """Go on where the turn ended short, at the end of the shown branch; raises NotContinuable or TurnRunning."""
    further = _add_continuation(turn)
    _answer_on_commit(further)
    return further


def show_branch(*, message: Message) -> None:
    """Show the branch through this message, at its newest end."""
    Conversation.objects.filter(pk=message.conversation_id).update(head=newest_leaf(message))


def require_known(model: str) -> None:
    """Raise UnknownModel unless the name is empty or in the catalogue."""
    if model and model not in chat_models():
        raise UnknownModel


def request_stop(*, turn: Message) -> None:
    """Ask the turn's owner, whichever process that is, to stop; a finished turn stays as it is."""
    Message.objects.filter(pk=turn.pk, status=TurnStatus.STREAMING, cancel_requested_at=None).update(
        cancel_requested_at=timezone.now()
    )


def _let_stopped_end(conversation: Conversation) -> None:
    """Wait for what a Stop keeps: who stops an answer and writes at once may speak of it."""
    stopping = conversation.messages.filter(status=TurnStatus.STREAMING).exclude(cancel_requested_at=None)
    if not stopping.exists():
        return
    until = time.monotonic() + limits.STOP_SECONDS
    while time.monotonic() < until and stopping.exists():
        time.sleep(limits.STOP_LOOK_SECONDS)
    conversation.refresh_from_db(fields=["open_artifact", "head"])


def _gate_context(conversation: Conversation, mode: Mode, features: Features, *, has_selection: bool) -> Context:
    artifact = conversation.open_artifact
    if artifact is not None and artifact.deleted_at:
        artifact = None
    return Context(
        open_artifact=KindName(artifact.kind) if artifact else None,
        open_title=artifact.title if artifact else "",
        refused=frozenset(KindName(kind) for kind in conversation.refused_kinds),
        mode=mode,
        is_enabled=features.gatekeeper,
        has_selection=has_selection,
    )


def _choose(turn: Message, create: bool) -> None:
    try:
        with transaction.atomic():
            kind = turn.kind if create else ""
            chosen = Message.objects.filter(pk=turn.pk, status=TurnStatus.ASKING).update(
                status=TurnStatus.STREAMING, kind=kind, heartbeat_at=timezone.now()
            )
            if not chosen:
                raise NotAsking
            if not create:
                turn.conversation.refuse(turn.kind)
            correction = Correction.CONFIRMED if create else Correction.KEEP_IN_CHAT
            correct(turn=turn, correction=correction, actor=turn.conversation.owner)
    except IntegrityError as error:
        raise TurnRunning from error
    turn.status, turn.kind = TurnStatus.STREAMING, kind


def _add_retry(turn: Message) -> Message:
    if turn.parent is None or turn.status in (TurnStatus.STREAMING, TurnStatus.ASKING):
        raise NotRetryable
    try:
        with transaction.atomic():
            number = next_number(turn.conversation)
            again = new_turn(turn.conversation, turn.parent, number, mode=turn.mode, model=turn.model_name)
            again.kind, again.decision, again.continues = turn.kind, turn.decision, turn.continues
            again.save(force_insert=True)
            show_turn(again, **opening(about_of(turn.parent)))
    except IntegrityError as error:
        raise TurnRunning from error
    return again


def _add_continuation(turn: Message) -> Message:
    if turn.conversation.messages.filter(status=TurnStatus.STREAMING).exists():
        raise TurnRunning
    if not can_continue(turn):
        raise NotContinuable
    version = cut_version(turn)
    shown = thread(turn.conversation)
    parent = shown[-1] if turn in shown else turn
    try:
        with transaction.atomic():
            number = next_number(turn.conversation)
            further = new_turn(turn.conversation, parent, number, mode=turn.mode, model=turn.model_name)
            further.continues, further.decision = turn, turn.decision
            further.kind = version.artifact.kind if version else ""
            further.save(force_insert=True)
            show_turn(further)
    except IntegrityError as error:
        raise TurnRunning from error
    return further
