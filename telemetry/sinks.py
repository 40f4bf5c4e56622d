from common.events import Event
from telemetry.models import EventRecord


def record_sink(event: Event) -> None:
    """Keep the event as a row for the staff dashboard."""
    payload = event.payload()
    EventRecord.objects.create(name=event.name, user_id=payload.pop("user_id"), payload=payload)
