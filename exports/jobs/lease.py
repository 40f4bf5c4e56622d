"""A worker's hold on a job while it renders: keeps the lease alive, writes progress, notices when it is lost."""

import threading
import time
from types import TracebackType
from typing import Self

import structlog
from django.db import DatabaseError, close_old_connections, connection

from exports.jobs.claims import record_progress, renew_lease
from exports.jobs.patience import AWAY, forget_connection
from exports.rows.errors import ExportStopped
from exports.rows.limits import PROGRESS_SECONDS, RENEW_SECONDS
from exports.rows.models import ExportJob

_log = structlog.get_logger(__name__)

RENDER_SHARE = 0.9  # the rest of the bar is verifying and storing


class Lease:
    """Context manager; its `progress` is what renderers call."""

    def __init__(self, job: ExportJob, renew_seconds: float = RENEW_SECONDS) -> None:
        self._job = job
        self._renew_seconds = renew_seconds
        self._ended = threading.Event()
        self._lost = threading.Event()
        self._written_at = time.monotonic()
        self._thread = threading.Thread(target=self._renew, name="export-lease", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def progress(self, done: int, total: int) -> None:
        """Write how far the rendering is, at most twice a second; raise ExportStopped when the job was taken away."""
        if self._lost.is_set():
            raise ExportStopped
        if (now := time.monotonic()) - self._written_at >= PROGRESS_SECONDS:
            self._written_at = now
            self.reach(RENDER_SHARE * min(done / max(total, 1), 1.0))

    def reach(self, fraction: float) -> None:
        """Write that a step is done; raise ExportStopped when the job was taken away."""
        try:
            is_held = record_progress(self._job, fraction)
        except AWAY:  # the bar stands still meanwhile; whether the job is still held is asked at its end
            _log.warning("export_progress_not_written", job_id=str(self._job.pk))
            forget_connection()
            return
        if not is_held:
            raise ExportStopped

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join()

    def _renew(self) -> None:
        """Renew until the end, on a database connection of the thread's own."""
        try:
            while not self._ended.wait(self._renew_seconds):
                close_old_connections()
                try:
                    is_held = renew_lease(self._job)
                except DatabaseError as error:  # locked or restarting: two renewals may fail before the lease ends
                    _log.warning("export_lease_not_renewed", error=type(error).__name__)
                    continue
                if not is_held:
                    self._lost.set()
                    return
        finally:
            connection.close()
