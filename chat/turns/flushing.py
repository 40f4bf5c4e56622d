"""Running turns written four times a second: the one place where a row is written past the ORM.

An update through the ORM is built anew for each turn and costs twice its execution; here one prepared statement writes
all turns. It touches running turns only, so a turn that was settled meanwhile stays as it is.
"""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from chat.rows.enums import TurnStatus
from chat.rows.models import Message
from chat.turns.outcome import Snapshot

COLUMNS = ("text", "raw_text", "event_number")
STREAMING = TurnStatus.STREAMING.value


def flush_turns(snapshots: Sequence[Snapshot], live: Sequence[UUID]) -> list[UUID]:
    """Write running turns and their heartbeats in one transaction; return those that somebody asked to stop."""
    running = Message.objects.filter(status=TurnStatus.STREAMING)
    with transaction.atomic():
        _write(snapshots)
        running.filter(pk__in=live).update(heartbeat_at=timezone.now())
        return list(running.filter(pk__in=live).exclude(cancel_requested_at=None).values_list("pk", flat=True))


def _write(snapshots: Sequence[Snapshot]) -> None:
    if not snapshots:
        return
    key = Message._meta.pk
    quote = connection.ops.quote_name
    columns = ", ".join(f"{quote(name)} = %s" for name in COLUMNS)
    statement = (
        f"UPDATE {quote(Message._meta.db_table)} SET {columns} "  # noqa: S608 - names of our own columns
        f"WHERE {quote(key.attname)} = %s AND {quote('status')} = %s"
    )
    rows = [
        (shot.text, shot.raw_text, shot.event_number, key.get_db_prep_value(shot.turn_id, connection), STREAMING)
        for shot in snapshots
    ]
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)
