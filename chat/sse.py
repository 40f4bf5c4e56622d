"""Server-sent events of a turn, two routes over one log: HTML fragments for the page, JSON for the API."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from asgiref.sync import sync_to_async
from django.http import HttpRequest, StreamingHttpResponse
from django.template.loader import render_to_string

from chat.enums import TurnStatus
from chat.fragments import FragmentStream
from chat.models import Message
from chat.presentation import view_message
from chat.settling import settle_if_stale
from chat.streams import LogEntry, StreamKind, turn_log

PING = "event: ping\ndata: {}\n\n"
POLL_SECONDS = 1.0
ENDS = {
    TurnStatus.ASKING: StreamKind.ASKING,
    TurnStatus.COMPLETED: StreamKind.TURN_COMPLETED,
    TurnStatus.FAILED: StreamKind.TURN_FAILED,
    TurnStatus.CANCELLED: StreamKind.TURN_CANCELLED,
    TurnStatus.INTERRUPTED: StreamKind.TURN_INTERRUPTED,
}


def event_stream(events: AsyncIterator[str]) -> StreamingHttpResponse:
    """Return the response that carries `events`, which no proxy may hold back."""
    response = StreamingHttpResponse(events, content_type="text/event-stream")
    response["Cache-Control"] = "no-cache"
    response["X-Accel-Buffering"] = "no"
    return response


def last_event_number(request: HttpRequest) -> int:
    """Return the number after which the client wants events: `Last-Event-ID`, else `?after=`, else 0."""
    named = request.headers.get("Last-Event-ID") or request.GET.get("after") or "0"
    return int(named) if named.isdecimal() and len(named) < 10 else 0


async def json_events(turn: Message, after: int) -> AsyncIterator[str]:
    """Yield the API's events of a turn from number `after` on."""
    if turn_log.has(turn.pk):
        async for entry in turn_log.read(turn.pk, after):
            yield PING if entry is None else _line(entry.kind, entry.data, entry.number)
        return
    async for ping in _until_settled(turn):
        yield ping
    for number, (kind, data) in enumerate(_stored_events(turn, after), start=max(after, turn.event_number) + 1):
        yield _line(kind, data, number)


async def html_events(turn: Message, after: int) -> AsyncIterator[str]:
    """Yield the page's events of a turn: a snapshot as of `after` when it is above 0, then what follows."""
    stream = FragmentStream()
    last = after
    if turn_log.has(turn.pk):
        is_behind = after > 0
        async for entry in turn_log.read(turn.pk):
            if entry is None:
                yield PING
                continue
            fragment = stream.feed(entry)
            last = entry.number
            if is_behind and entry.number < after:
                continue
            if is_behind:
                is_behind = False
                for kind, data in stream.snapshot():
                    yield _line(kind, data, entry.number)
            elif fragment:
                yield _line(*fragment, entry.number)
    else:
        async for ping in _until_settled(turn):
            yield ping
    html, kind = await sync_to_async(_article)(turn)
    yield _line(kind, {"html": html}, last + 1)


async def _until_settled(turn: Message) -> AsyncIterator[str]:
    """Wait for a turn that another process owns, or whose owner died; leaves `turn` as its row is."""
    await turn.arefresh_from_db()
    while turn.status == TurnStatus.STREAMING and not turn_log.has(turn.pk):
        if not await sync_to_async(settle_if_stale)(turn):
            yield PING
            await asyncio.sleep(POLL_SECONDS)
        await turn.arefresh_from_db()


def _stored_events(turn: Message, after: int) -> list[tuple[StreamKind, dict[str, Any]]]:
    events: list[tuple[StreamKind, dict[str, Any]]] = []
    if turn.text and not after:
        events.append((StreamKind.TEXT, {"text": turn.text}))
    status = TurnStatus(turn.status)
    data = {"kind": turn.kind} if status is TurnStatus.ASKING else {"status": status.value, "code": turn.error_code}
    return [*events, (ENDS[status], data)]


def _article(turn: Message) -> tuple[str, StreamKind]:
    fresh = Message.objects.select_related("decision").prefetch_related("versions__artifact").get(pk=turn.pk)
    html = render_to_string("chat/_message.html", {"message": view_message(fresh)})
    return html, ENDS.get(TurnStatus(fresh.status), StreamKind.TURN_INTERRUPTED)


def _line(kind: str, data: dict[str, Any], number: int) -> str:
    return f"id: {number}\nevent: {kind}\ndata: {json.dumps(data, ensure_ascii=False, default=str)}\n\n"


__all__ = ["LogEntry", "event_stream", "html_events", "json_events", "last_event_number"]
