import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from artifacts.models import Artifact, ArtifactVersion
from chat.enums import Role, TurnStatus
from gatekeeper.enums import Mode
from gatekeeper.models import DecisionRecord


class ConversationQuerySet(models.QuerySet["Conversation"]):
    """Reads of conversations."""

    def for_user(self, user: object) -> Self:
        """Return the user's own conversations that are not deleted."""
        return self.filter(owner=user, deleted_at=None)


class Conversation(models.Model):
    """A chat and the artifact that is open beside it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="conversations")
    title = models.CharField(max_length=200, blank=True)
    open_artifact = models.ForeignKey(Artifact, on_delete=models.SET_NULL, null=True, related_name="+")
    refused_kinds = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = ConversationQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["owner", "-updated_at"], name="conversation_owner_newest")]

    def __str__(self) -> str:
        return str(self.id)


class Message(models.Model):
    """One side's words. The assistant's message is the turn: its status, event count and artifacts live here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="messages")
    number = models.PositiveIntegerField()
    role = models.CharField(max_length=10, choices=Role.choices)
    text = models.TextField(blank=True)
    status = models.CharField(max_length=12, choices=TurnStatus.choices, default=TurnStatus.COMPLETED)
    mode = models.CharField(max_length=12, choices=Mode.choices, default=Mode.AUTO)
    decision = models.ForeignKey(DecisionRecord, on_delete=models.SET_NULL, null=True, related_name="+")
    versions = models.ManyToManyField(ArtifactVersion, related_name="messages")
    error_code = models.CharField(max_length=40, blank=True)
    is_partial = models.BooleanField(default=False)
    event_number = models.PositiveIntegerField(default=0, help_text="The last stream event that `text` covers.")
    heartbeat_at = models.DateTimeField(null=True)
    cancel_requested_at = models.DateTimeField(null=True)
    model_name = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "number"], name="message_number_once"),
            models.UniqueConstraint(
                fields=["conversation"], condition=Q(status=TurnStatus.STREAMING), name="one_streaming_turn"
            ),
            models.CheckConstraint(condition=Q(status__in=TurnStatus.values), name="message_status_known"),
            models.CheckConstraint(
                condition=Q(role=Role.ASSISTANT) | Q(status=TurnStatus.COMPLETED), name="user_message_completed"
            ),
        ]
        ordering = ["conversation", "number"]

    def __str__(self) -> str:
        return f"{self.role} {self.number} {self.status}"
