from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from chat.enums import TurnStatus
from common.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnStarted(Event):
    """A message was accepted and its decision made."""

    name: ClassVar[str] = "turn_started"
    turn_id: UUID
    conversation_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnCompleted(Event):
    """An answer ended as it should, or by the user's wish."""

    name: ClassVar[str] = "turn_completed"
    turn_id: UUID
    status: TurnStatus
    seconds: float
    characters: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnFailed(Event):
    """An answer failed or lost its owner."""

    name: ClassVar[str] = "turn_failed"
    turn_id: UUID
    status: TurnStatus
    seconds: float
