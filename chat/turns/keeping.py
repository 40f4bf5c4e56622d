"""The end of a turn is kept until the database takes it: what was shown is in the owner's memory meanwhile."""

import asyncio
from collections.abc import Callable
from uuid import UUID

import structlog
from django.db import InterfaceError, OperationalError

from chat.rows import limits
from chat.turns.background import end_in_background
from chat.turns.outcome import Settled

AWAY = (OperationalError, InterfaceError)
_log = structlog.get_logger(__name__)


async def settle_when_taken(turn_id: UUID, settle: Callable[[], Settled]) -> Settled:
    """Return what `settle` does, once the database takes it. It ends by cancellation alone."""
    while True:
        try:
            return await end_in_background(settle)
        except AWAY as error:
            _log.warning("turn_waits_for_database", turn_id=str(turn_id), error=type(error).__name__)
        await asyncio.sleep(limits.SETTLE_RETRY_SECONDS)
