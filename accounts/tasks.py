from uuid import UUID

from celery import shared_task

from accounts import idempotency


@shared_task
def prune_idempotency_records() -> None:
    """Delete idempotency records that are older than 24 hours; started by beat once an hour."""
    idempotency.prune_idempotency_records()


@shared_task
def make_data_export(export_id: str) -> None:
    """Make the file of a person's data; started by them."""
    from accounts.privacy import exporting

    exporting.make(UUID(export_id))


@shared_task
def look_after_personal_data() -> None:
    """Begin lost files again, remove old ones, and delete the accounts whose time has come; started by beat."""
    from accounts.privacy import exporting, leaving

    exporting.sweep()
    leaving.delete_due_accounts()
