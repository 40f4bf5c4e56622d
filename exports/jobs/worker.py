"""One start of a job: claim, render, verify, store, settle. Nothing leaves a claimed job without an end or a lease."""

import hashlib
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from uuid import UUID

import structlog
from celery.exceptions import SoftTimeLimitExceeded
from django.db import InterfaceError, OperationalError
from django.utils import translation

from artifacts.rows.enums import KindName
from common.stored_files import is_disk_full
from exports.formats import registry
from exports.formats.contract import Figures, Rendered, Source
from exports.formats.options import ExportOptions, parse_options
from exports.house_style.settings import current_style
from exports.jobs import storage
from exports.jobs.claims import (
    FinishedFile,
    claim_export,
    complete_export,
    fail_export,
    lapse_export,
    postpone_export,
    return_export,
)
from exports.jobs.lease import Lease
from exports.jobs.patience import patiently
from exports.jobs.sources import open_source
from exports.rows.enums import FailureCode
from exports.rows.errors import ArtifactDeleted, ExportFailure, ExportStopped, StorageFailed, VerificationFailed
from exports.rows.limits import STOP_PATIENCE_SECONDS
from exports.rows.models import ExportJob

_log = structlog.get_logger(__name__)


def process_export(job_id: UUID) -> None:
    """Make the job's file. A repeated delivery finds nothing to claim and does nothing."""
    job = patiently(partial(claim_export, job_id))
    if job is None:
        return
    try:
        settle = _outcome_of(job)
    except (SystemExit, KeyboardInterrupt):  # the worker stops, or has lost the queue: another one goes on at once
        _log.info("export_returned", job_id=str(job_id))
        patiently(partial(return_export, job=job), STOP_PATIENCE_SECONDS)
        raise
    if settle is not None:
        patiently(settle)


def _outcome_of(job: ExportJob) -> Callable[[], bool] | None:
    """Make the file and return what has still to be written of a job without one; None when nothing has."""
    try:
        with Lease(job) as lease, tempfile.TemporaryDirectory(prefix="export-") as folder:
            _make(job, lease, Path(folder))
    except ExportStopped:
        _log.info("export_stopped", job_id=str(job.pk))
        return None
    except Exception as error:
        return _end_after(job, error)
    return None


def _end_after(job: ExportJob, error: Exception) -> Callable[[], bool]:
    """Return what writes the end that the error gives this start."""
    end, code = fail_export, FailureCode.RENDER_FAILED
    match error:
        case StorageFailed():
            end, code = postpone_export, error.code
        case ExportFailure():
            code = error.code
        case SoftTimeLimitExceeded():
            code = FailureCode.TIME_LIMIT
        case OperationalError() | InterfaceError():  # read with the database away: the start counts
            _log.warning("export_lost_database", job_id=str(job.pk), exc_info=error)
            return partial(lapse_export, job=job)
        case _:
            _log.error("export_crashed", job_id=str(job.pk), exc_info=error)
            if is_disk_full(error):
                end, code = postpone_export, FailureCode.STORAGE_UNAVAILABLE
    return partial(end, job=job, code=code)


def _make(job: ExportJob, lease: Lease, folder: Path) -> None:
    """Render, read back, store, deliver; raise an ExportFailure or ExportStopped."""
    row = registry.find(KindName(job.version.artifact.kind), job.format_name)
    options = parse_options(job.options)
    house_style = job.style.as_style() if job.style else current_style()
    path = folder / f"file.{row.extension}"
    timings: dict[str, int] = {}
    with _timed(timings, "load"):
        source = load_source(job, folder)
    with _timed(timings, "render"), translation.override(options.language):
        rendered = row.load_renderer()(source, path, options, lease.progress, house_style)
    lease.reach(0.92)
    with _timed(timings, "verify"), translation.override(options.language):
        figures = verify(row, path, source, options, rendered)
    lease.reach(0.96)
    with _timed(timings, "store"), path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        key = storage.store(path, storage.new_key(job.pk, row.extension))
    finished = FinishedFile(key, path.stat().st_size, sha256, figures, rendered.losses, timings)
    if not patiently(partial(complete_export, job=job, file=finished)):
        storage.delete(key)
        _require_artifact(job)
        raise ExportStopped


def load_source(job: ExportJob, folder: Path) -> Source:
    """Open the job's version for reading, its images in the folder; raise ArtifactDeleted."""
    _require_artifact(job)
    return open_source(job.version, job.owner_id, folder)


def verify(
    row: registry.ExportFormat, path: Path, source: Source, options: ExportOptions, rendered: Rendered
) -> Figures:
    """Return what an independent reader finds in the file; raise VerificationFailed when that is not what went in."""
    figures = row.load_reader()(path, source, options)
    wrong = {
        name: (count, figures.get(name)) for name, count in rendered.expected.items() if figures.get(name) != count
    }
    if wrong:
        _log.error("export_mismatch", kind=row.kind.value, format=row.format.value, wrong=wrong)
        raise VerificationFailed
    return figures


def _require_artifact(job: ExportJob) -> None:
    job.version.artifact.refresh_from_db(fields=["deleted_at"])
    if job.version.artifact.deleted_at is not None:
        raise ArtifactDeleted


@contextmanager
def _timed(timings: dict[str, int], step: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    timings[step] = round((time.perf_counter() - started) * 1000)
