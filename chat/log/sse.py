"""Server-sent events as bytes: the framing that the page's and the API's routes share."""

from collections.abc import AsyncIterator, Mapping

from django.http import HttpRequest, StreamingHttpResponse

from chat.log.protocol import encode_data
from common.sent_values import parse_number

EVENT_STREAM = "text/event-stream"
PING = b"event: ping\ndata: {}\n\n"


def event_stream(events: AsyncIterator[bytes], status: int = 200) -> StreamingHttpResponse:
    """Return the response that carries `events`, which no proxy may hold back."""
    response = StreamingHttpResponse(events, content_type=EVENT_STREAM, status=status)
    response["Cache-Control"] = "private, no-store"
    response["X-Accel-Buffering"] = "no"
    return response


def last_event_number(request: HttpRequest) -> int:
    """Return the number after which the client wants events: `Last-Event-ID`, else `?after=`, else 0."""
    named = request.headers.get("Last-Event-ID") or request.GET.get("after") or "0"
    return parse_number(named) or 0


def frame(kind: str, data: Mapping[str, object], number: int) -> bytes:
    """Return one event as it goes over the wire."""
    return frame_json(kind, encode_data(data), number)


def frame_json(kind: str, data_json: str, number: int) -> bytes:
    """Do the same with data that is JSON already."""
    return f"id: {number}\nevent: {kind}\ndata: {data_json}\n\n".encode()
