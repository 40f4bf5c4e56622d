"""Events: what happened, as ids, enum values, numbers and digests, never free text.

`emit` hands an event, once the surrounding transaction has committed, to every registered sink. Rooms declare frozen
dataclasses derived from `Event`; sinks (a JSON log line here, rows and metrics in `telemetry`) register at start-up.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from enum import Enum
from typing import Any, ClassVar
from uuid import UUID

import structlog
from django.db import DatabaseError, transaction

from common.errors import ApplicationError

_DIGEST = re.compile(r"[0-9a-f]{64}")
_sinks: list["Sink"] = []
_log = structlog.get_logger("diptych.events")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Base of every event; a subclass sets `name` and adds fields of ids, enums, numbers or digests."""

    name: ClassVar[str]
    user_id: int | None = None

    def payload(self) -> dict[str, object]:
        """Return the fields as JSON values; raises TypeError for a field that could hold free text."""
        return {field.name: _plain(field.name, getattr(self, field.name)) for field in fields(self)}


Sink = Callable[[Event], None]


def register_sink(sink: Sink) -> None:
    """Add a sink; a sink registered twice is called once."""
    if sink not in _sinks:
        _sinks.append(sink)


def emit(event: Event) -> None:
    """Deliver the event to every sink after the current transaction commits (at once outside of one).

    Free text is refused here, in the caller; a sink that fails later is logged and takes nothing with it.
    """
    event.payload()
    for sink in _sinks:
        _deliver_on_commit(sink, event)


def emit_refusal(event: Event) -> None:
    """Deliver the event at once: a refusal undoes the transaction it is raised in, and what waits for its commit.

    A sink that writes a row loses it with the transaction; log lines and metrics stay.
    """
    event.payload()
    for sink in _sinks:
        try:
            with transaction.atomic():
                sink(event)
        except DatabaseError:
            _log.warning("event_not_kept", name=event.name)


def _deliver_on_commit(sink: Sink, event: Event) -> None:
    def deliver() -> None:
        sink(event)

    transaction.on_commit(deliver, robust=True)


def log_sink(event: Event) -> None:
    """Write the event as one structured log line."""
    _log.info(event.name, **event.payload())


def _plain(name: str, value: Any) -> Any:
    match value:
        case Enum():
            return value.value
        case UUID():
            return str(value)
        case None | bool() | int() | float():
            return value
        case str() if _DIGEST.fullmatch(value) or value in _error_codes():
            return value
    raise TypeError(f"Event field {name!r} holds a {type(value).__name__}: only ids, enums, numbers and digests may.")


def _error_codes() -> set[str]:
    """Return the codes of all declared refusals, which an event may name."""
    classes, codes = [ApplicationError], set()
    while classes:
        current = classes.pop()
        codes.add(current.code)
        classes.extend(current.__subclasses__())
    return codes
