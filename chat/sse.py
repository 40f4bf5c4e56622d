"""Server-sent events of a turn, two routes over one log: HTML fragments for the page, JSON for the API."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Any
from uuid import UUID

from asgiref.sync import sync_to_async
from django.http import HttpRequest, StreamingHttpResponse
from django.template.loader import render_to_string

from chat.enums import TurnStatus
from chat.fragments import FragmentStream
from chat.logs.current import turn_log
from chat.models import Message
from chat.presentation import footnote_scope, view_alone
from chat.settling import settle_if_stale
from chat.streams import LogEntry, StreamKind, encode_data
from rollout.flags import features_for

EVENT_STREAM = "text/event-stream"
PING = b"event: ping\ndata: {}\n\n"
POLL_SECONDS = 1.0
ENDS = {
    TurnStatus.ASKING: StreamKind.ASKING,
    TurnStatus.COMPLETED: StreamKind.TURN_COMPLETED,
    TurnStatus.FAILED: StreamKind.TURN_FAILED,
    TurnStatus.CANCELLED: StreamKind.TURN_CANCELLED,
    TurnStatus.INTERRUPTED: StreamKind.TURN_INTERRUPTED,
}
FINAL_KINDS = frozenset(ENDS.values())


def event_stream(events: AsyncIterator[bytes], status: int = 200) -> StreamingHttpResponse:
    """Return the response that carries `events`, which no proxy may hold back."""
    response = StreamingHttpResponse(events, content_type=EVENT_STREAM, status=status)
    response["Cache-Control"] = "no-cache"
    response["X-Accel-Buffering"] = "no"
    return response


def last_event_number(request: HttpRequest) -> int:
    """Return the number after which the client wants events: `Last-Event-ID`, else `?after=`, else 0."""
    named = request.headers.get("Last-Event-ID") or request.GET.get("after") or "0"
    return int(named) if named.isdecimal() and len(named) < 10 else 0


def json_events(turn: Message, after: int) -> AsyncGenerator[bytes, None]:
    """Yield the API's events of a turn from number `after` on."""
    return _json_events(turn.pk, after)


async def _json_events(
    turn_id: UUID, after: int, started: dict[str, Any] | None = None
) -> AsyncGenerator[bytes, None]:
    """Do the same, after `started` as number 0. The row is not kept: its conversation would stay in memory with it."""
    if started:
        yield _line(StreamKind.TURN_STARTED, started, 0)
    last, is_ended = after, False
    async for entry in _entries(turn_id, after):
        if entry is None:
            yield PING
        else:
            last, is_ended = entry.number, entry.kind in FINAL_KINDS
            yield _line_of(entry.kind, entry.data_json, entry.number)
    if not is_ended:
        turn = await Message.objects.aget(pk=turn_id)
        for number, (kind, data) in enumerate(_stored_events(turn, last), start=last + 1):
            yield _line(kind, data, number)


def begun_events(turn: Message, started: dict[str, Any]) -> AsyncGenerator[bytes, None]:
    """Yield what was begun, as number 0, and then the API's events of the turn."""
    return _json_events(turn.pk, 0, started)


def html_events(turn: Message, after: int) -> AsyncGenerator[bytes, None]:
    """Yield the page's events of a turn: a snapshot as of `after` when it is above 0, then what follows."""
    return _html_events(turn.pk, after)


async def _html_events(turn_id: UUID, after: int) -> AsyncGenerator[bytes, None]:
    stream = FragmentStream(footnote_scope(turn_id))
    last = 0
    async for entry in _entries(turn_id, 0):
        if entry is None:
            yield PING
            continue
        last = entry.number
        fragment = stream.feed(entry)
        if entry.number == after:
            for kind, data in stream.snapshot():
                yield _line(kind, data, entry.number)
        elif fragment and entry.number > after:
            yield _line(*fragment, entry.number)
    html, kind = await sync_to_async(_article)(turn_id)
    yield _line(kind, {"html": html}, max(last, after) + 1)


async def _entries(turn_id: UUID, after: int) -> AsyncIterator[LogEntry | None]:
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
    """Tell whether the turn is settled, settling it if its owner died."""
    is_running = Message.objects.filter(pk=turn_id, status=TurnStatus.STREAMING).exists()
    return not is_running or settle_if_stale(Message(pk=turn_id))


def _stored_events(turn: Message, after: int) -> list[tuple[StreamKind, dict[str, Any]]]:
    events: list[tuple[StreamKind, dict[str, Any]]] = []
    if turn.text and not after:
        events.append((StreamKind.TEXT, {"text": turn.text}))
    status = TurnStatus(turn.status)
    data = {"kind": turn.kind} if status is TurnStatus.ASKING else {"status": status.value, "code": turn.error_code}
    return [*events, (ENDS[status], data)]


def _article(turn_id: UUID) -> tuple[str, StreamKind]:
    fresh = (
        Message.objects.select_related("decision", "conversation__owner", "proposal__artifact", "proposal__result")
        .prefetch_related("versions__artifact")
        .get(pk=turn_id)
    )
    features = features_for(fresh.conversation.owner)
    html = render_to_string("chat/_message.html", {"message": view_alone(fresh, features)})
    return html, ENDS.get(TurnStatus(fresh.status), StreamKind.TURN_INTERRUPTED)


def _line(kind: str, data: dict[str, Any], number: int) -> bytes:
    return _line_of(kind, encode_data(data), number)


def _line_of(kind: str, data_json: str, number: int) -> bytes:
    return f"id: {number}\nevent: {kind}\ndata: {data_json}\n\n".encode()
