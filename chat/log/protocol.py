"""The numbered log of a running turn: what was streamed, in order, for whoever follows or comes back.

The owner of a turn appends; any number of readers follow from any number on. Numbers start at 1 and have no gaps,
so a client that names the last number it saw gets exactly the rest. The log is a view for followers, never the truth:
the message row is. Backends are files of this room: memory for one process, Redis behind it for several.
"""

import json
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from chat.rows.enums import TurnStatus


class StreamKind(StrEnum):
    """Names of stream events, as clients see them; the first is told by the response that began the turn only."""

    TURN_STARTED = "turn_started"
    TEXT = "text"
    THINKING = "thinking"
    WRITING = "writing"
    TAKEN_BACK = "taken_back"
    ARTIFACT_OPENED = "artifact_opened"
    ARTIFACT_DELTA = "artifact_delta"
    ARTIFACT_CLOSED = "artifact_closed"
    PROPOSAL_MADE = "proposal_made"
    ASKING = "asking"
    TURN_COMPLETED = "turn_completed"
    TURN_FAILED = "turn_failed"
    TURN_CANCELLED = "turn_cancelled"
    TURN_INTERRUPTED = "turn_interrupted"


ENDS = {
    TurnStatus.ASKING: StreamKind.ASKING,
    TurnStatus.COMPLETED: StreamKind.TURN_COMPLETED,
    TurnStatus.FAILED: StreamKind.TURN_FAILED,
    TurnStatus.CANCELLED: StreamKind.TURN_CANCELLED,
    TurnStatus.INTERRUPTED: StreamKind.TURN_INTERRUPTED,
}
"""The event that ends a turn's stream, by where the turn stands then."""
FINAL_KINDS = frozenset(ENDS.values())


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One stream event with its data as JSON text, as the API sends it."""

    number: int
    kind: StreamKind
    data_json: str

    @property
    def data(self) -> Any:
        """The data, read anew: an object of JSON values."""
        return json.loads(self.data_json)


encode_data = json.JSONEncoder(ensure_ascii=False, default=str).encode
"""Returns an event's data as JSON text."""


class TurnLog(Protocol):
    """What a backend offers."""

    def open(self, turn_id: UUID) -> None:
        """Begin the log of a turn."""

    def append(self, turn_id: UUID, kind: StreamKind, data: Mapping[str, object]) -> int:
        """Add an event and return its number; never blocks."""

    def close(self, turn_id: UUID) -> None:
        """Say that no event follows; the log stays readable for a while."""

    async def has(self, turn_id: UUID) -> bool:
        """Tell whether the turn's log can be read, here or behind."""

    def read(self, turn_id: UUID, after: int = 0) -> AsyncGenerator[LogEntry | None, None]:
        """Yield entries numbered above `after`, then follow to the end; None after `PING_SECONDS` of silence."""

    async def drain(self) -> None:
        """Return when everything appended can be read by other processes."""
