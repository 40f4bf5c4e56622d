from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class JobStatus(TextChoices):
    """Where an export stands."""

    PENDING = "pending", _("Waiting")
    PROCESSING = "processing", _("Being made")
    COMPLETED = "completed", _("Ready")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")
    EXPIRED = "expired", _("Expired")


RUNNING = (JobStatus.PENDING, JobStatus.PROCESSING)
WANTED = (*RUNNING, JobStatus.COMPLETED)


class FailureCode(TextChoices):
    """Why a job has no file, with the sentence that its owner reads."""

    ARTIFACT_DELETED = "artifact_deleted", _("The artifact was deleted before the file was ready.")
    CONTENT_TOO_LARGE = "content_too_large", _("The artifact is larger than this file format allows.")
    RENDER_FAILED = "render_failed", _("The file could not be made.")
    STORAGE_UNAVAILABLE = "storage_unavailable", _("The file storage is not available. The artifact is safe.")
    TIME_LIMIT = "time_limit", _("Making the file took too long.")
    VERIFICATION_FAILED = "verification_failed", _("The finished file did not match the artifact, so it was not kept.")
    WORKER_LOST = "worker_lost", _("The export was interrupted three times.")


class FormatName(StrEnum):
    """Names of file formats in addresses, rows and events; all else of a format stands in its row of the registry."""

    XLSX = "xlsx"
    DOCX = "docx"
    PDF = "pdf"
    CSV = "csv"
    MARKDOWN = "md"
    JSON = "json"
    HTML = "html"
    PREVIEW = "preview"


class BundleFormats(TextChoices):
    """Which format each artifact of a bundle gets."""

    OFFICE = "office", _("Excel and Word")
    PDF = "pdf", _("PDF")


FILE_FORMATS = tuple(name for name in FormatName if name != FormatName.PREVIEW)  # what a person may ask for
