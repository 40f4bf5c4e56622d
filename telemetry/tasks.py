from celery import shared_task

from telemetry import retention, ticks


@shared_task
def prune_events() -> None:
    """Delete events that are older than 30 days; started by beat once an hour."""
    retention.prune_events()


@shared_task(ignore_result=True)
def tick() -> None:
    """Say that periodic jobs run; started by beat every 10 s."""
    ticks.record_tick()
