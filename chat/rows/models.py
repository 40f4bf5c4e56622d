import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from artifacts.rows.completeness import AskedForJson
from artifacts.rows.enums import KindName
from artifacts.rows.models import Artifact, ArtifactVersion, Proposal
from chat.rows.enums import ANSWERED, Notice, Role, TurnStatus
from gatekeeper.enums import Action, Mode
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
    head = models.ForeignKey(
        "Message",
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        help_text="Last message of the shown branch.",
    )
    open_artifact = models.ForeignKey(Artifact, on_delete=models.SET_NULL, null=True, related_name="+")
    attached = models.ManyToManyField(
        Artifact, related_name="attached_to", help_text="Artifacts beside it that no answer of it made."
    )
    refused_kinds = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = ConversationQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["owner", "-updated_at"], name="conversation_owner_newest")]

    def __str__(self) -> str:
        return str(self.id)

    def refuse(self, kind: str) -> None:
        """Remember that artifacts of this kind are not wanted here."""
        if kind and kind not in self.refused_kinds:
            self.refused_kinds = [*self.refused_kinds, kind]
            self.save(update_fields=["refused_kinds"])


class MessageQuerySet(models.QuerySet["Message"]):
    """Reads of messages and, with them, of turns."""

    def turns_for_user(self, user: object) -> Self:
        """Return the assistant's messages in the user's conversations."""
        return self.filter(role=Role.ASSISTANT, conversation__owner=user, conversation__deleted_at=None)


class Message(models.Model):
    """One side's words. The assistant's message is the turn: its status, event number and artifacts live here.

    `parent` is the message before it in its branch: Retry and Edit add a sibling and remove nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="messages")
    number = models.PositiveIntegerField()
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="children")
    continues = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        related_name="continuations",
        help_text="The turn that ended short, where this one goes on with it.",
    )
    role = models.CharField(max_length=10, choices=Role.choices)
    text = models.TextField(blank=True)
    raw_text = models.TextField(blank=True, help_text="The model's own words while the turn runs, markers included.")
    status = models.CharField(max_length=12, choices=TurnStatus.choices, default=TurnStatus.COMPLETED)
    mode = models.CharField(max_length=12, choices=Mode.choices, default=Mode.AUTO)
    kind = models.CharField(
        max_length=12, choices=KindName.choices, blank=True, help_text="The artifact that this turn makes or edits."
    )
    decision = models.ForeignKey(DecisionRecord, on_delete=models.SET_NULL, null=True, related_name="+")
    versions = models.ManyToManyField(ArtifactVersion, related_name="messages")
    proposal = models.ForeignKey(Proposal, on_delete=models.SET_NULL, null=True, related_name="messages")
    about = models.JSONField(null=True, help_text="The part of an artifact that the user chose for this message.")
    about_version = models.ForeignKey(
        ArtifactVersion,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        help_text="The version in which that part was chosen.",
    )
    error_code = models.CharField(max_length=40, blank=True)
    notice = models.CharField(max_length=20, choices=Notice.choices, blank=True, help_text="What is told beside it.")
    computed = models.JSONField(null=True, help_text="The query that computed it, its artifact and version.")
    retry_at = models.DateTimeField(null=True, help_text="When the provider may be asked again, as it said.")
    is_partial = models.BooleanField(default=False)
    event_number = models.PositiveIntegerField(default=0, help_text="The last stream event that `text` covers.")
    heartbeat_at = models.DateTimeField(null=True)
    cancel_requested_at = models.DateTimeField(null=True)
    model_name = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    objects = MessageQuerySet.as_manager()

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
            models.CheckConstraint(
                condition=Q(about__isnull=True) | Q(role=Role.USER), name="only_users_choose_a_part"
            ),
            models.CheckConstraint(
                condition=Q(about_version__isnull=True) | Q(about__isnull=False), name="chosen_version_has_part"
            ),
        ]
        indexes = [
            models.Index(fields=["heartbeat_at"], condition=Q(status=TurnStatus.STREAMING), name="turn_heartbeat")
        ]
        ordering = ["conversation", "number"]

    def __str__(self) -> str:
        return f"{self.role} {self.number} {self.status}"

    @property
    def spoken_language(self) -> str:
        """The code of the language that the gate found in the request; empty where nobody looked."""
        return self.decision.language if self.decision else ""

    @property
    def wanted_kind(self) -> KindName | None:
        """The kind of artifact that this turn makes or edits."""
        return KindName(self.kind) if self.kind else None

    @property
    def is_edit(self) -> bool:
        """Whether this turn changes an artifact instead of making one or going on with it."""
        is_decided = self.decision is not None and self.decision.action == Action.EDIT
        return is_decided and bool(self.kind) and self.continues_id is None

    @property
    def asked_for(self) -> AskedForJson:
        """The figures and names that the decision found in the message; empty without a decision."""
        return self.decision.asked_for if self.decision else {}

    @property
    def language(self) -> str:
        """The language of what is written for people in this turn: its owner's, else that of who runs it."""
        return self.conversation.owner.language or get_language() or "en"

    @property
    def has_answer(self) -> bool:
        """Whether there is an answer to judge: whole, or what was shown until it ended."""
        return self.role == Role.ASSISTANT and self.status in ANSWERED
