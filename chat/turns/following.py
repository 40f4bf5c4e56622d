"""A turn's log followed to its end, wherever its owner is; and its events as the API streams them."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from uuid import UUID

import structlog
from asgiref.sync import sync_to_async
from django.db import close_old_connections

from chat.log.current import turn_log
from chat.log.protocol import ENDS, FINAL_KINDS, LogEntry, StreamKind
from chat.log.sse import PING, frame, frame_json
from chat.rows.enums import TurnStatus
from chat.rows.models import Message
from chat.turns.heartbeats import settle_if_stale
from chat.turns.keeping import AWAY

POLL_SECONDS = 1.0
_log = structlog.get_logger(__name__)


def json_events(turn: Message, after: int) -> AsyncGenerator[bytes, None]:
    """Yield the API's events of a turn from number `after` on."""
    return _json_events(turn.pk, after)


async def _json_events(
    turn_id: UUID, after: int, started: Mapping[str, object] | None = None
) -> AsyncGenerator[bytes, None]:
    """Do the same, after `started` as number 0. The row is not kept: its conversation would stay in memory with it."""
    if started:
        yield frame(StreamKind.TURN_STARTED, started, 0)
    last, is_ended = after, False
    async for entry in follow(turn_id, after):
        if entry is None:
            yield PING
        else:
            last, is_ended = entry.number, entry.kind in FINAL_KINDS
            yield frame_json(entry.kind, entry.data_json, entry.number)
    if not is_ended:
        turn = await Message.objects.aget(pk=turn_id)
        for number, (kind, data) in enumerate(_stored_events(turn, last), start=last + 1):
            yield frame(kind, data, number)


def begun_events(turn: Message, started: Mapping[str, object]) -> AsyncGenerator[bytes, None]:
    """Yield what was begun, as number 0, and then the API's events of the turn."""
    return _json_events(turn.pk, 0, started)


async def follow(turn_id: UUID, after: int) -> AsyncIterator[LogEntry | None]:
    """Yield the log of a turn, wherever its owner is, until the turn is settled; None while nothing happens.

    A log that breaks off is read once more after the turn is settled, so that nothing of it is left out. A turn whose
    owner died is settled here.
    """
    is_over = False
    while True:
        if await turn_log.has(turn_id):
            async with contextlib.aclosing(turn_log.read(turn_id, after)) as entries:
                async for entry in entries:
                    yield entry
                    if entry is not None:
                        if entry.kind in FINAL_KINDS:
                            return
                        after = entry.number
                    elif await sync_to_async(_is_over)(turn_id):
                        break
        if is_over:
            return
        is_over = await sync_to_async(_is_over)(turn_id)
        if not is_over:
            yield None
            await asyncio.sleep(POLL_SECONDS)


def _is_over(turn_id: UUID) -> bool:
    """Tell whether the turn is settled, settling it if its owner died; a database that is away tells nothing."""
    try:
        is_running = Message.objects.filter(pk=turn_id, status=TurnStatus.STREAMING).exists()
        return not is_running or settle_if_stale(Message(pk=turn_id))
    except AWAY as error:
        _log.warning("turn_not_looked_at", turn_id=str(turn_id), error=type(error).__name__)
        close_old_connections()
        return False


def _stored_events(turn: Message, after: int) -> list[tuple[StreamKind, Mapping[str, object]]]:
    events: list[tuple[StreamKind, Mapping[str, object]]] = []
    if turn.text and not after:
        events.append((StreamKind.TEXT, {"text": turn.text}))
    status = TurnStatus(turn.status)
    data = {"kind": turn.kind} if status is TurnStatus.ASKING else {"status": status.value, "code": turn.error_code}
    return [*events, (ENDS[status], data)]
