from celery import shared_task

from accounts import idempotency


@shared_task
def prune_idempotency_records() -> None:
    """Delete idempotency records that are older than 24 hours; started by beat once an hour."""
    idempotency.prune_idempotency_records()
