import uuid
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from artifacts.rows.models import ArtifactVersion
from exports.house_style.settings import KeptStyle
from exports.rows.enums import RUNNING, WANTED, FailureCode, FormatName, JobStatus
from exports.rows.limits import CLOCK_SLACK, LEASE, MAX_STARTS, RESEND_AFTER, STORAGE_LONGEST_PAUSE


def _is_over(now: datetime, longest: timedelta) -> Q:
    """Whether a lease or pause has ended; one that ends far ahead is left from before the clock was set back."""
    return Q(lease_until__lte=now) | Q(lease_until__gt=now + longest + CLOCK_SLACK)


def _is_abandoned(now: datetime) -> Q:
    return Q(status=JobStatus.PROCESSING) & _is_over(now, LEASE)


def _is_due(now: datetime) -> Q:
    return Q(status=JobStatus.PENDING) & (Q(lease_until=None) | _is_over(now, STORAGE_LONGEST_PAUSE))


class ExportJobQuerySet(models.QuerySet["ExportJob"]):
    """Reads of export jobs."""

    def for_user(self, user: object) -> Self:
        """Return the user's own jobs."""
        return self.filter(owner=user)

    def files(self) -> Self:
        """Return jobs whose file a person asked for."""
        return self.exclude(format=FormatName.PREVIEW)

    def previews(self) -> Self:
        """Return jobs that make the pages which the Preview tab shows."""
        return self.filter(format=FormatName.PREVIEW)

    def wanted(self) -> Self:
        """Return jobs that have a file or will have one."""
        return self.filter(status__in=WANTED)

    def claimable(self, now: datetime) -> Self:
        """Return jobs that a worker may start: waiting ones whose pause is over, and those of a silent worker."""
        return self.filter(_is_due(now) | _is_abandoned(now), attempt__lt=MAX_STARTS)

    def abandoned(self, now: datetime) -> Self:
        """Return jobs whose worker fell silent."""
        return self.filter(_is_abandoned(now))

    def due(self, now: datetime) -> Self:
        """Return waiting jobs whose pause is over."""
        return self.filter(_is_due(now))

    def silent(self, now: datetime) -> Self:
        """Return jobs whose message was sent so long ago that it may be lost."""
        return self.filter(Q(sent_at__lte=now - RESEND_AFTER) | Q(sent_at__gt=now + CLOCK_SLACK))

    def held(self, job: "ExportJob") -> Self:
        """Return the job's row if the start that `job` was claimed for still holds it."""
        return self.filter(pk=job.pk, status=JobStatus.PROCESSING, attempt=job.attempt)


class ExportJob(models.Model):
    """One file of one version in one format: the row is the truth, the queue message only a wake-up."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="exports")
    version = models.ForeignKey(ArtifactVersion, on_delete=models.CASCADE, related_name="exports")
    format = models.CharField(max_length=20, help_text="A name of `FormatName`; a new one changes no table.")
    options = models.JSONField(default=dict)
    options_digest = models.CharField(max_length=64, help_text="Of the options and the style.")
    style = models.ForeignKey(
        KeptStyle, on_delete=models.PROTECT, null=True, related_name="+", help_text="Empty in jobs of older releases."
    )
    source_bytes = models.PositiveBigIntegerField(default=0, help_text="Size of the content; it chooses the queue.")
    image_bytes = models.PositiveBigIntegerField(
        default=0, help_text="Size of the images that it shows; it chooses the queue too."
    )
    status = models.CharField(max_length=12, choices=JobStatus.choices, default=JobStatus.PENDING)
    attempt = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(
        null=True, blank=True, help_text="While being made: when its worker is given up. While waiting: not before."
    )
    refused_at = models.DateTimeField(null=True, blank=True, help_text="Since when the storage refuses the file.")
    sent_at = models.DateTimeField(null=True, blank=True, help_text="When the queue last took it.")
    progress = models.FloatField(default=0)
    file = models.CharField(max_length=300, blank=True, help_text="Key in the storage.")
    file_name = models.CharField(max_length=255, blank=True)
    size_bytes = models.PositiveBigIntegerField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    verification = models.JSONField(default=dict, blank=True)
    losses = models.JSONField(default=dict, blank=True, help_text="What the format could not hold, by code.")
    timings = models.JSONField(default=dict, blank=True, help_text="Milliseconds of each step.")
    error_code = models.CharField(max_length=40, choices=FailureCode.choices, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    objects = ExportJobQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=JobStatus.values), name="export_status_known"),
            models.CheckConstraint(condition=~Q(format=""), name="export_has_format"),
            models.CheckConstraint(
                condition=(Q(status=JobStatus.COMPLETED) & ~Q(file=""))
                | (~Q(status=JobStatus.COMPLETED) & Q(file="")),
                name="export_file_iff_completed",
            ),
            models.CheckConstraint(
                condition=(Q(status=JobStatus.FAILED) & Q(error_code__in=FailureCode.values))
                | (~Q(status=JobStatus.FAILED) & Q(error_code="")),
                name="export_error_iff_failed",
            ),
            models.CheckConstraint(
                condition=~Q(status=JobStatus.PROCESSING) | Q(lease_until__isnull=False),
                name="export_lease_while_processing",
            ),
            models.CheckConstraint(condition=Q(attempt__lte=MAX_STARTS), name="export_starts_limited"),
            models.CheckConstraint(condition=Q(progress__gte=0) & Q(progress__lte=1), name="export_progress_in_unit"),
            models.UniqueConstraint(
                fields=["owner", "version", "format", "options_digest"],
                condition=Q(status__in=WANTED),
                name="export_identical_once",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "lease_until"], name="export_status_lease"),
            models.Index(fields=["status", "expires_at"], name="export_status_expiry"),
            models.Index(fields=["created_at"], name="export_created"),
        ]
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.format} {self.status}"

    @property
    def is_running(self) -> bool:
        """Whether the page should ask again."""
        return self.status in RUNNING

    @property
    def is_ready(self) -> bool:
        """Whether there is a file to download."""
        return self.status == JobStatus.COMPLETED

    @property
    def is_stale(self) -> bool:
        """Whether the file is past its time, though not yet swept."""
        return self.is_ready and self.expires_at is not None and self.expires_at <= timezone.now()

    @property
    def format_name(self) -> FormatName:
        return FormatName(self.format)
