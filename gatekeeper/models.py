import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from artifacts.rows.enums import KindName
from gatekeeper.enums import Action, Correction, Stage


class DecisionRecord(models.Model):
    """One decision of the gate: a keyed hash of the message, never its text; corrected at most once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="decisions")
    text_digest = models.CharField(max_length=64)
    text_length = models.PositiveIntegerField()
    language = models.CharField(max_length=8, blank=True)
    action = models.CharField(max_length=8, choices=Action.choices)
    kind = models.CharField(max_length=12, choices=KindName.choices, blank=True)
    confidence = models.FloatField()
    stage = models.CharField(max_length=10, choices=Stage.choices)
    reasons = models.JSONField(default=list)
    asked_for = models.JSONField(default=dict)
    open_kind = models.CharField(max_length=12, choices=KindName.choices, blank=True)
    is_dry_run = models.BooleanField(default=False)
    is_cached = models.BooleanField(default=False)
    latency_ms = models.FloatField()
    created_at = models.DateTimeField(auto_now_add=True)
    correction = models.CharField(max_length=20, choices=Correction.choices, blank=True)
    corrected_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(confidence__gte=0) & Q(confidence__lte=1), name="decision_confidence_in_unit"
            ),
            models.CheckConstraint(condition=Q(action__in=Action.values), name="decision_action_known"),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="decision_stage_known"),
            models.CheckConstraint(
                condition=(Q(correction="") & Q(corrected_at=None)) | (~Q(correction="") & ~Q(corrected_at=None)),
                name="decision_correction_dated",
            ),
        ]
        indexes = [models.Index(fields=["created_at"], name="decision_created")]

    def __str__(self) -> str:
        return f"{self.action} {self.kind} {self.confidence:.2f}"


class SharedText(models.Model):
    """The text of a corrected message, kept only because its writer agreed to share it."""

    record = models.OneToOneField(DecisionRecord, on_delete=models.CASCADE, related_name="shared")
    text = models.TextField()
    agreed_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"shared for {self.record_id}"
