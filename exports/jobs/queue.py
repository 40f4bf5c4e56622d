"""Waking workers: a message carries a job's id and nothing else, and may be lost or come twice.

A job waits among its like, so that a small file never waits behind a large one: each queue has workers of its own.
"""

import structlog
from celery import current_app
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from exports.rows.enums import FormatName
from exports.rows.limits import SMALL_BYTES, SMALL_IMAGE_BYTES, SMALL_PDF_BYTES
from exports.rows.models import ExportJob

RUN_TASK = "exports.tasks.run_export"
QUEUE = "exports"
LARGE_QUEUE = "exports-large"
PREVIEW_QUEUE = "previews"  # somebody looks at the page and waits: never behind files

_log = structlog.get_logger(__name__)


def send_on_commit(job: ExportJob) -> None:
    """Wake a worker once the surrounding transaction is there for it to see."""
    transaction.on_commit(lambda: send(job))


def send(job: ExportJob) -> bool:
    """Put the job's id on its queue; return False when the queue is down (the sweeper tries again)."""
    try:
        current_app.send_task(RUN_TASK, (str(job.pk),), queue=queue_of(job), retry=False)
    except (OSError, OperationalError) as error:
        _log.warning("export_not_queued", job_id=str(job.pk), error=type(error).__name__)
        return False
    ExportJob.objects.filter(pk=job.pk).update(sent_at=timezone.now())
    return True


def queue_of(job: ExportJob) -> str:
    """Return the name of the queue that a job waits in, by its format and the size of its content and images."""
    match job.format:
        case FormatName.PREVIEW:
            return PREVIEW_QUEUE  # it never reads more than the first pages
        case FormatName.PDF:
            small = SMALL_PDF_BYTES
        case _:
            small = SMALL_BYTES
    return QUEUE if job.source_bytes <= small and job.image_bytes <= SMALL_IMAGE_BYTES else LARGE_QUEUE
