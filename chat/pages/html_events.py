"""The page's events of a turn: HTML fragments, ending with the whole message."""

from collections.abc import AsyncGenerator
from uuid import UUID

from asgiref.sync import sync_to_async
from django.template.loader import render_to_string

from chat.log.protocol import ENDS, StreamKind
from chat.log.sse import PING, frame
from chat.rows.enums import TurnStatus
from chat.rows.models import Message
from chat.shown.fragments import FragmentStream
from chat.shown.messages import footnote_scope, view_alone
from chat.turns.following import follow
from rollout.flags import features_for


def html_events(turn: Message, after: int) -> AsyncGenerator[bytes, None]:
    """Yield the page's events of a turn: a snapshot as of `after` when it is above 0, then what follows."""
    return _html_events(turn.pk, after)


async def _html_events(turn_id: UUID, after: int) -> AsyncGenerator[bytes, None]:
    stream = FragmentStream(footnote_scope(turn_id))
    last = 0
    async for entry in follow(turn_id, 0):
        if entry is None:
            yield PING
            continue
        last = entry.number
        fragment = stream.feed(entry)
        if entry.number == after:
            for kind, data in stream.snapshot():
                yield frame(kind, data, entry.number)
        elif fragment and entry.number > after:
            yield frame(*fragment, entry.number)
    html, kind = await sync_to_async(_article)(turn_id)
    yield frame(kind, {"html": html}, max(last, after) + 1)


def _article(turn_id: UUID) -> tuple[str, StreamKind]:
    fresh = (
        Message.objects.select_related("decision", "conversation__owner", "proposal__artifact", "proposal__result")
        .prefetch_related("versions__artifact")
        .get(pk=turn_id)
    )
    features = features_for(fresh.conversation.owner)
    html = render_to_string("chat/messages/_message.html", {"message": view_alone(fresh, features)})
    return html, ENDS.get(TurnStatus(fresh.status), StreamKind.TURN_INTERRUPTED)
