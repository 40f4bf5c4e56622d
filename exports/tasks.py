"""What Celery runs: thin, each calls one service. `run_export` may be delivered twice or never; the row decides."""

from uuid import UUID

from celery import shared_task

from exports.jobs import queue, sweeper
from exports.jobs.worker import process_export
from exports.rows.limits import HARD_LIMIT_SECONDS, SOFT_LIMIT_SECONDS


@shared_task(
    name=queue.RUN_TASK,
    acks_late=True,
    reject_on_worker_lost=True,
    ignore_result=True,
    soft_time_limit=SOFT_LIMIT_SECONDS,
    time_limit=HARD_LIMIT_SECONDS,
)
def run_export(job_id: str) -> None:
    """Make one file."""
    process_export(UUID(job_id))


@shared_task(name="exports.tasks.sweep_exports", ignore_result=True)
def sweep_exports() -> None:
    """Settle lost leases and wake workers for waiting jobs; beat runs it every 10 s."""
    sweeper.sweep_leases()
    sweeper.send_waiting()


@shared_task(name="exports.tasks.expire_exports", ignore_result=True)
def expire_exports() -> None:
    """Remove files past their time and orphans; beat runs it every 10 min."""
    sweeper.expire_files()
    sweeper.remove_orphans()
