import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from artifacts.models import ArtifactVersion
from exports.enums import FormatName, JobStatus

MAX_STARTS = 3


class ExportJobQuerySet(models.QuerySet["ExportJob"]):
    """Reads of export jobs."""

    def for_user(self, user: object) -> Self:
        """Return the user's own jobs."""
        return self.filter(owner=user)


class ExportJob(models.Model):
    """One file of one version in one format: the row is the truth, the queue message only a wake-up."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="exports")
    version = models.ForeignKey(ArtifactVersion, on_delete=models.CASCADE, related_name="exports")
    format = models.CharField(max_length=8, choices=FormatName.choices)
    options = models.JSONField(default=dict)
    options_digest = models.CharField(max_length=64)
    status = models.CharField(max_length=12, choices=JobStatus.choices, default=JobStatus.PENDING)
    attempt = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    progress = models.FloatField(default=0)
    file = models.CharField(max_length=300, blank=True, help_text="Key in the storage.")
    file_name = models.CharField(max_length=255, blank=True)
    size_bytes = models.PositiveBigIntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    verification = models.JSONField(default=dict)
    losses = models.JSONField(default=list)
    error_code = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    objects = ExportJobQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=JobStatus.values), name="export_status_known"),
            models.CheckConstraint(
                condition=(Q(status=JobStatus.COMPLETED) & ~Q(file=""))
                | (~Q(status=JobStatus.COMPLETED) & Q(file="")),
                name="export_file_iff_completed",
            ),
            models.CheckConstraint(
                condition=(Q(status=JobStatus.FAILED) & ~Q(error_code=""))
                | (~Q(status=JobStatus.FAILED) & Q(error_code="")),
                name="export_error_iff_failed",
            ),
            models.CheckConstraint(condition=Q(attempt__lte=MAX_STARTS), name="export_starts_limited"),
            models.CheckConstraint(condition=Q(progress__gte=0) & Q(progress__lte=1), name="export_progress_in_unit"),
        ]
        indexes = [models.Index(fields=["status", "lease_until"], name="export_status_lease")]
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.format} {self.status}"
