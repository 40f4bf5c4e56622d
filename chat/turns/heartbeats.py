"""Turns whose owner fell silent: whoever notices settles them with what was shown."""

from django.db import connection
from django.db.models import DateTimeField, Func, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from chat.rows import limits
from chat.rows.enums import TurnStatus
from chat.rows.models import Message
from chat.turns.outcome import ANSWERED, INTERRUPTED, Snapshot
from chat.turns.settling import settle_turn


def settle_stale_turns() -> int:
    """Settle running turns whose owner fell silent as INTERRUPTED, with the text that was shown; return how many."""
    return sum(settle_if_stale(turn) for turn in _stale().only("pk"))


def settle_if_stale(turn: Message) -> bool:
    """Settle this turn if its owner fell silent; return whether it did."""
    silent = _stale().filter(pk=turn.pk).first()
    if silent is None:
        return False
    snapshot = Snapshot(silent.pk, silent.raw_text, silent.text, silent.event_number)
    settle_turn(snapshot, ANSWERED if silent.finished_at else INTERRUPTED)
    return True


def _stale() -> QuerySet[Message]:
    silent_since = timezone.now() - limits.STALE_AFTER
    silent = Message.objects.filter(status=TurnStatus.STREAMING, heartbeat_at__lt=silent_since)
    if connection.vendor != "postgresql":
        return silent
    # No owner could write while the server was away: each has as long after its return as it has at any time.
    started_at = Func(function="pg_postmaster_start_time", output_field=DateTimeField())
    return silent.alias(server_started_at=started_at).filter(server_started_at__lt=Now() - limits.STALE_AFTER)
