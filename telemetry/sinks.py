from common.events import Event
from telemetry.models import EventRecord


def record_sink(event: Event) -> None:
    """Keep the event as a row for the staff dashboard."""
    payload = event.payload()
    del payload["user_id"]
    EventRecord.objects.create(name=event.name, user_id=event.user_id, payload=payload)
