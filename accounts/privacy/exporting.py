"""*Download my data*: a job that makes the file, one at a time for each person, which goes by itself after days."""

import secrets
import tempfile
from datetime import timedelta
from uuid import UUID

import structlog
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from accounts import tasks
from accounts.enums import DataExportStatus
from accounts.models import DataExport, User
from accounts.privacy.packing import write_data
from common.stored_files import TRANSIENT

KEPT = timedelta(days=7)
SILENT = timedelta(minutes=10)
"""After this time a job that did not end is begun again: its message, or its worker, was lost."""
ROOT = "personal-data"
_log = structlog.get_logger("diptych.privacy")


def request_data(user: User) -> DataExport:
    """Return the person's file that is being made, or begin a new one; an older file goes."""
    found = DataExport.objects.filter(user=user, status=DataExportStatus.PENDING).first()
    if found is not None:
        return found
    for old in DataExport.objects.filter(user=user):
        remove(old)
    export = DataExport.objects.create(user=user)
    transaction.on_commit(lambda: tasks.make_data_export.delay(str(export.pk)))
    return export


def make(export_id: UUID) -> None:
    """Make the file, once; a storage that does not answer is asked again by the sweep."""
    export = DataExport.objects.filter(pk=export_id, status=DataExportStatus.PENDING).select_related("user").first()
    if export is None:
        return
    with tempfile.TemporaryFile() as file:
        write_data(export.user, file)
        size = file.tell()
        file.seek(0)
        key = default_storage.save(f"{ROOT}/{secrets.token_urlsafe(24)}.zip", File(file, name="data.zip"))
    now = timezone.now()
    is_taken = DataExport.objects.filter(pk=export.pk, status=DataExportStatus.PENDING).update(
        status=DataExportStatus.READY, key=key, size_bytes=size, finished_at=now, expires_at=now + KEPT
    )
    if not is_taken:
        default_storage.delete(key)


def sweep() -> None:
    """Begin lost jobs again, and remove files past their time."""
    now = timezone.now()
    for export in DataExport.objects.filter(status=DataExportStatus.PENDING, created_at__lte=now - SILENT):
        tasks.make_data_export.delay(str(export.pk))
    for export in DataExport.objects.filter(expires_at__lte=now):
        remove(export)


def remove(export: DataExport) -> None:
    """Remove the file and its row; a storage that does not answer keeps both until the next sweep."""
    if export.key:
        try:
            default_storage.delete(export.key)
        except TRANSIENT as error:
            _log.warning("data_export_not_removed", error=type(error).__name__)
            return
    export.delete()
