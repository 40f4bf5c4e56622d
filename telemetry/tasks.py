from celery import shared_task

from telemetry import retention


@shared_task
def prune_events() -> None:
    """Delete events that are older than 30 days; started by beat once an hour."""
    retention.prune_events()
