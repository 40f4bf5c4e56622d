"""Server-sent events of a turn, two routes over one log: HTML fragments for the page, JSON for the API."""

import asyncio
import contextlib
import json
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Any

from asgiref.sync import sync_to_async
from django.http import HttpRequest, StreamingHttpResponse
from django.template.loader import render_to_string

from chat.enums import TurnStatus
from chat.fragments import FragmentStream
from chat.logs.current import turn_log
from chat.models import Message
from chat.presentation import footnote_scope, view_message
from chat.settling import settle_if_stale
from chat.streams import LogEntry, StreamKind
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
_encode = json.JSONEncoder(ensure_ascii=False, default=str).encode


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


async def json_events(turn: Message, after: int) -> AsyncGenerator[bytes, None]:
    """Yield the API's events of a turn from number `after` on."""
    last, is_ended = after, False
    async for entry in _entries(turn, after):
        if entry is None:
            yield PING
        else:
            last, is_ended = entry.number, entry.kind in FINAL_KINDS
            yield _line(entry.kind, entry.data, entry.number)
    if not is_ended:
        for number, (kind, data) in enumerate(_stored_events(turn, last), start=last + 1):
            yield _line(kind, data, number)


async def begun_events(turn: Message, started: dict[str, Any]) -> AsyncIterator[bytes]:
    """Yield what was begun, as number 0, and then the API's events of the turn."""
    yield _line(StreamKind.TURN_STARTED, started, 0)
    async with contextlib.aclosing(json_events(turn, 0)) as events:
        async for event in events:
            yield event


async def html_events(turn: Message, after: int) -> AsyncIterator[bytes]:
    """Yield the page's events of a turn: a snapshot as of `after` when it is above 0, then what follows."""
    stream = FragmentStream(footnote_scope(turn.pk))
    last = 0
    async for entry in _entries(turn, 0):
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
    html, kind = await sync_to_async(_article)(turn)
    yield _line(kind, {"html": html}, max(last, after) + 1)


async def _entries(turn: Message, after: int) -> AsyncIterator[LogEntry | None]:
    """Yield the log of a turn, wherever its owner is, until the turn is settled; None while nothing happens.

    A log that breaks off is read once more after the turn is settled, so that nothing of it is left out; then `turn`
    is left as its row is. A turn whose owner died is settled here.
    """
    is_over = False
    while True:
        if await turn_log.has(turn.pk):
            async with contextlib.aclosing(turn_log.read(turn.pk, after)) as entries:
                async for entry in entries:
                    yield entry
                    if entry is not None:
                        if entry.kind in FINAL_KINDS:
                            return
                        after = entry.number
                    elif await sync_to_async(_is_over)(turn):
                        break
        if is_over:
            await turn.arefresh_from_db()
            return
        is_over = await sync_to_async(_is_over)(turn)
        if not is_over:
            yield None
            await asyncio.sleep(POLL_SECONDS)


def _is_over(turn: Message) -> bool:
    """Tell whether the turn is settled, settling it if its owner died."""
    is_running = Message.objects.filter(pk=turn.pk, status=TurnStatus.STREAMING).exists()
    return not is_running or settle_if_stale(turn)


def _stored_events(turn: Message, after: int) -> list[tuple[StreamKind, dict[str, Any]]]:
    events: list[tuple[StreamKind, dict[str, Any]]] = []
    if turn.text and not after:
        events.append((StreamKind.TEXT, {"text": turn.text}))
    status = TurnStatus(turn.status)
    data = {"kind": turn.kind} if status is TurnStatus.ASKING else {"status": status.value, "code": turn.error_code}
    return [*events, (ENDS[status], data)]


def _article(turn: Message) -> tuple[str, StreamKind]:
    fresh = (
        Message.objects.select_related("decision", "conversation__owner", "proposal__artifact", "proposal__result")
        .prefetch_related("versions__artifact")
        .get(pk=turn.pk)
    )
    features = features_for(fresh.conversation.owner)
    html = render_to_string("chat/_message.html", {"message": view_message(fresh, features)})
    return html, ENDS.get(TurnStatus(fresh.status), StreamKind.TURN_INTERRUPTED)


def _line(kind: str, data: dict[str, Any], number: int) -> bytes:
    return f"id: {number}\nevent: {kind}\ndata: {_encode(data)}\n\n".encode()
