"""Waking workers: a message carries a job's id and nothing else, and may be lost or come twice."""

from uuid import UUID

import structlog
from celery import current_app
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from exports.models import ExportJob

RUN_TASK = "exports.tasks.run_export"
QUEUE = "exports"

_log = structlog.get_logger(__name__)


def send_on_commit(job_id: UUID) -> None:
    """Wake a worker once the surrounding transaction is there for it to see."""
    transaction.on_commit(lambda: send(job_id))


def send(job_id: UUID) -> bool:
    """Put the job's id on the queue; return False when the queue is down (the sweeper tries again)."""
    try:
        current_app.send_task(RUN_TASK, (str(job_id),), queue=QUEUE, retry=False)
    except (OSError, OperationalError) as error:
        _log.warning("export_not_queued", job_id=str(job_id), error=type(error).__name__)
        return False
    ExportJob.objects.filter(pk=job_id).update(sent_at=timezone.now())
    return True
