"""Events: what happened, as ids, enum values, numbers and digests, never free text.

`emit` hands an event, once the surrounding transaction has committed, to every registered sink. Rooms declare frozen
dataclasses derived from `Event`; sinks (a JSON log line here, rows and metrics in `telemetry`) register at start-up.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from enum import Enum
from typing import Any, ClassVar
from uuid import UUID

import structlog
from django.db import transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Base of every event; a subclass sets `name` and adds fields of ids, enums, numbers or digests."""

    name: ClassVar[str]
    user_id: int | None = None

    def payload(self) -> dict[str, Any]:
        """Return the fields as JSON values."""
        return {field.name: _plain(getattr(self, field.name)) for field in fields(self)}


Sink = Callable[[Event], None]
_sinks: list[Sink] = []
_log = structlog.get_logger("diptych.events")


def register_sink(sink: Sink) -> None:
    """Add a sink; a sink registered twice is called once."""
    if sink not in _sinks:
        _sinks.append(sink)


def emit(event: Event) -> None:
    """Deliver the event to every sink after the current transaction commits (at once outside of one)."""
    transaction.on_commit(lambda: _deliver(event))


def _deliver(event: Event) -> None:
    for sink in _sinks:
        sink(event)


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, UUID):
        return str(value)
    return value


def log_sink(event: Event) -> None:
    """Write the event as one structured log line."""
    _log.info(event.name, **event.payload())
