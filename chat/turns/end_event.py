"""What the event log is told of a turn's end."""

from django.utils import timezone

from chat.rows.enums import TurnStatus
from chat.rows.events import TurnCompleted, TurnFailed
from chat.rows.models import Message
from common.events import emit
from llm.protocol import Usage


def emit_end(turn: Message, usage: Usage | None) -> None:
    """Tell how the turn ended, how long it took and what its provider counted."""
    status, owner_id = TurnStatus(turn.status), turn.conversation.owner_id
    seconds = (timezone.now() - turn.created_at).total_seconds()
    asked, answered = (usage.prompt_tokens, usage.completion_tokens) if usage else (None, None)
    if status in (TurnStatus.COMPLETED, TurnStatus.CANCELLED):
        emit(
            TurnCompleted(
                user_id=owner_id,
                turn_id=turn.pk,
                status=status,
                seconds=seconds,
                prompt_tokens=asked,
                answer_tokens=answered,
                characters=len(turn.text),
            )
        )
        return
    emit(
        TurnFailed(
            user_id=owner_id,
            turn_id=turn.pk,
            status=status,
            seconds=seconds,
            prompt_tokens=asked,
            answer_tokens=answered,
        )
    )
