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


class FormatName(TextChoices):
    """File formats, in the order of the menu."""

    XLSX = "xlsx", _("Excel (.xlsx)")
    DOCX = "docx", _("Word (.docx)")
    PDF = "pdf", _("PDF (.pdf)")
    CSV = "csv", _("CSV (.csv)")
    MARKDOWN = "md", _("Markdown (.md)")
    JSON = "json", _("JSON (.json)")
    HTML = "html", _("Web page (.html)")
