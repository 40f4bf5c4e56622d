"""What users do in a chat: each call checks its input, changes rows by compare-and-set and wakes the engine."""

import re
from uuid import UUID

from asgiref.sync import sync_to_async
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from artifacts.enums import KindName
from artifacts.extraction.pieces import CloseReason
from chat import engine, limits
from chat.corrections import correct
from chat.enums import Role, TurnStatus
from chat.errors import EmptyMessage, MessageTooLong, NotAsking, NotRetryable, TurnRunning, UnknownModel
from chat.events import TurnStarted
from chat.models import Conversation, Message
from chat.settling import Outcome, Snapshot, settle_turn
from chat.threads import newest_leaf
from chat.titles import title_of
from common.events import emit
from gatekeeper.decision import Context, Decision
from gatekeeper.enums import Action, Correction, Mode
from gatekeeper.models import DecisionRecord
from gatekeeper.services import decide
from llm.catalogue import chat_models
from rollout.flags import Features

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def clean_text(text: str) -> str:
    """Return the message without control characters; raise EmptyMessage or MessageTooLong."""
    cleaned = CONTROL.sub("", text.replace("\r\n", "\n")).strip()
    if not cleaned:
        raise EmptyMessage
    if len(cleaned) > limits.MAX_MESSAGE_CHARS:
        raise MessageTooLong(facts={"limit": limits.MAX_MESSAGE_CHARS, "length": len(cleaned)})
    return cleaned


async def start_turn(
    *,
    conversation: Conversation,
    actor: User,
    text: str,
    mode: Mode,
    features: Features,
    instead_of: Message | None = None,
    model: str = "",
) -> Message:
    """Add a message, decide what becomes of it and begin to answer; return the turn.

    With `instead_of`, an earlier message of the user, the new one starts a branch beside it. Raises EmptyMessage,
    MessageTooLong, UnknownModel or TurnRunning; then nothing was stored. `model` is one of the catalogue's.
    """
    cleaned = clean_text(text)
    require_known(model)
    turn = await sync_to_async(_add_messages)(conversation, cleaned, mode, instead_of, model)
    try:
        context = await sync_to_async(_gate_context)(conversation, mode, features)
        decision, record = await decide(user=actor, text=cleaned, context=context, is_dry_run=not features.creation)
        await sync_to_async(_apply_decision)(turn, decision, record, is_dry_run=not features.creation)
    except BaseException:
        await sync_to_async(settle_turn)(
            Snapshot(turn.pk, "", "", 0), Outcome(TurnStatus.FAILED, CloseReason.INTERRUPTED, "internal_error")
        )
        raise
    if turn.status == TurnStatus.STREAMING:
        engine.start(turn.pk)
    return turn


async def choose(*, turn: Message, create: bool) -> Message:
    """Answer a turn that asks, and begin to answer the message; raises NotAsking when it was answered before."""
    await sync_to_async(_choose)(turn, create)
    engine.start(turn.pk)
    return turn


async def retry_turn(*, turn: Message) -> Message:
    """Answer the same message again, beside the earlier answer; raises NotRetryable or TurnRunning."""
    again = await sync_to_async(_add_retry)(turn)
    engine.start(again.pk)
    return again


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


def _add_messages(
    conversation: Conversation, text: str, mode: Mode, instead_of: Message | None, model: str
) -> Message:
    try:
        with transaction.atomic():
            _dismiss_question(conversation)
            number = _next_number(conversation)
            parent_id = instead_of.parent_id if instead_of else _head_id(conversation)
            said = Message.objects.create(
                conversation=conversation, number=number, parent_id=parent_id, role=Role.USER, text=text, mode=mode
            )
            turn = _add_turn(conversation, said, number + 1, mode, model)
            if not conversation.title:
                conversation.title = title_of(text)
            Conversation.objects.filter(pk=conversation.pk).update(title=conversation.title, updated_at=timezone.now())
    except IntegrityError as error:
        raise TurnRunning from error
    emit(TurnStarted(user_id=conversation.owner_id, turn_id=turn.pk, conversation_id=conversation.pk))
    return turn


def _add_turn(conversation: Conversation, said: Message, number: int, mode: str, model: str) -> Message:
    turn = Message.objects.create(
        conversation=conversation,
        number=number,
        parent=said,
        role=Role.ASSISTANT,
        status=TurnStatus.STREAMING,
        mode=mode,
        model_name=model,
        heartbeat_at=timezone.now(),
    )
    Conversation.objects.filter(pk=conversation.pk).update(head=turn)
    return turn


def _head_id(conversation: Conversation) -> UUID | None:
    return Conversation.objects.values_list("head_id", flat=True).get(pk=conversation.pk)


def _next_number(conversation: Conversation) -> int:
    last = conversation.messages.aggregate(last=Max("number"))["last"]
    return int(last or 0) + 1


def _dismiss_question(conversation: Conversation) -> None:
    """A further message means "answer here": close the open question."""
    conversation.messages.filter(status=TurnStatus.ASKING).update(
        status=TurnStatus.COMPLETED, kind="", finished_at=timezone.now()
    )


def _gate_context(conversation: Conversation, mode: Mode, features: Features) -> Context:
    fresh = Conversation.objects.select_related("open_artifact").get(pk=conversation.pk)
    artifact = fresh.open_artifact if fresh.open_artifact and not fresh.open_artifact.deleted_at else None
    return Context(
        open_artifact=KindName(artifact.kind) if artifact else None,
        open_title=artifact.title if artifact else "",
        refused=frozenset(KindName(kind) for kind in fresh.refused_kinds),
        mode=mode,
        is_enabled=features.gatekeeper,
    )


def _apply_decision(turn: Message, decision: Decision, record: DecisionRecord, *, is_dry_run: bool) -> None:
    turn.decision = record
    if not is_dry_run and decision.kind and decision.action is not Action.ANSWER:
        turn.kind = decision.kind
    if turn.kind and decision.action is Action.ASK:
        turn.status = TurnStatus.ASKING
    turn.save(update_fields=["decision", "kind", "status"])


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
            again = _add_turn(
                turn.conversation, turn.parent, _next_number(turn.conversation), turn.mode, turn.model_name
            )
            again.kind, again.decision = turn.kind, turn.decision
            again.save(update_fields=["kind", "decision"])
    except IntegrityError as error:
        raise TurnRunning from error
    return again
