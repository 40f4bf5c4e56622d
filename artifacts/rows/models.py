import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from artifacts.rows.completeness import Completeness
from artifacts.rows.enums import AuthorKind, ImageType, KindName, Origin, ProposalStatus


class ArtifactQuerySet(models.QuerySet["Artifact"]):
    """Reads of artifacts."""

    def for_user(self, user: object) -> Self:
        """Return the user's own artifacts that are not deleted."""
        return self.filter(owner=user, deleted_at=None)


class Artifact(models.Model):
    """A named thing in the pane; its content is its newest version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="artifacts")
    kind = models.CharField(max_length=12, choices=KindName.choices)
    title = models.CharField(max_length=200)
    origin = models.CharField(max_length=12, choices=Origin.choices)
    head_number = models.PositiveIntegerField(default=0)
    search_text = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = ArtifactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=KindName.values), name="artifact_kind_known"),
            models.CheckConstraint(condition=Q(origin__in=Origin.values), name="artifact_origin_known"),
            models.CheckConstraint(condition=~Q(title=""), name="artifact_has_title"),
        ]
        indexes = [models.Index(fields=["owner", "-updated_at"], name="artifact_owner_newest")]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class ContentBlock(models.Model):
    """An immutable, compressed piece of content under its SHA-256; shared by every version that holds it."""

    digest = models.CharField(primary_key=True, max_length=64)
    data = models.BinaryField()
    size_bytes = models.PositiveIntegerField(help_text="Size before compression.")
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.digest[:12]


class ArtifactVersion(models.Model):
    """An immutable numbered state: a small manifest and the digests of its content blocks, in order."""

    artifact = models.ForeignKey(Artifact, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    author_kind = models.CharField(max_length=12, choices=AuthorKind.choices)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    title = models.CharField(max_length=200)
    summary = models.CharField(max_length=200, blank=True)
    manifest = models.JSONField()
    blocks = models.JSONField(default=list)
    state_digest = models.CharField(max_length=64)
    shape_number = models.PositiveIntegerField(
        help_text="The last version up to this one in which cells changed places."
    )
    step_of = models.PositiveIntegerField(
        null=True, help_text="The version whose state an undo or redo brought back; empty for every other version."
    )
    asked_for = models.PositiveIntegerField(null=True)
    delivered = models.PositiveIntegerField(null=True)
    counted_unit = models.CharField(max_length=12, blank=True, help_text="What asked_for and delivered count.")
    is_partial = models.BooleanField(default=False)
    losses = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["artifact", "number"], name="version_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="version_number_from_one"),
            models.CheckConstraint(condition=Q(author_kind__in=AuthorKind.values), name="version_author_known"),
            models.CheckConstraint(
                condition=Q(shape_number__gte=1, shape_number__lte=F("number")), name="version_shape_not_ahead"
            ),
            models.CheckConstraint(
                condition=Q(step_of=None) | Q(step_of__gte=1, step_of__lt=F("number")), name="version_step_of_earlier"
            ),
        ]
        ordering = ["artifact", "-number"]

    def __str__(self) -> str:
        return f"{self.artifact_id} v{self.number}"

    @property
    def completeness(self) -> Completeness:
        """How much of what was asked for this version holds."""
        return Completeness(self.asked_for, self.delivered, self.is_partial, self.counted_unit)


class ArtifactFile(models.Model):
    """An image that its owner uploaded or imported; documents name it `file:digest`, its bytes lie in the storage."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="artifact_files")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the bytes.")
    media_type = models.CharField(max_length=12, choices=ImageType.choices)
    size_bytes = models.PositiveIntegerField()
    width = models.PositiveIntegerField(help_text="Pixels, as it is shown.")
    height = models.PositiveIntegerField(help_text="Pixels, as it is shown.")
    key = models.CharField(max_length=200, help_text="Key in the storage.")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "digest"], name="file_once_per_owner"),
            models.CheckConstraint(condition=Q(media_type__in=ImageType.values), name="file_type_known"),
            models.CheckConstraint(condition=Q(digest__regex="^[0-9a-f]{64}$"), name="file_digest_is_sha256"),
            models.CheckConstraint(
                condition=Q(size_bytes__gte=1, width__gte=1, height__gte=1), name="file_has_content"
            ),
            models.CheckConstraint(condition=~Q(key=""), name="file_has_key"),
        ]

    def __str__(self) -> str:
        return f"{self.media_type} {self.digest[:12]}"


class ImportedFile(models.Model):
    """The bytes of a delimited file, compressed, and how it was read, so that a wrong guess is a click.

    Without an artifact it waits for its owner to look at the guesses. It goes with its artifact or its owner.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    artifact = models.OneToOneField(Artifact, on_delete=models.CASCADE, null=True, related_name="imported_file")
    name = models.CharField(max_length=200)
    data = models.BinaryField()
    size_bytes = models.PositiveIntegerField(help_text="Size before compression.")
    choices = models.JSONField(default=dict, help_text="What a person chose about how it is read.")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="imported_file_has_name"),
            models.CheckConstraint(condition=Q(size_bytes__gte=1), name="imported_file_has_content"),
        ]
        indexes = [
            models.Index(fields=["owner", "created_at"], condition=Q(artifact=None), name="imported_file_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.size_bytes} bytes {self.id}"


class SharedLink(models.Model):
    """A way to read an artifact's newest version without signing in; the token itself is kept nowhere."""

    artifact = models.ForeignKey(Artifact, on_delete=models.CASCADE, related_name="links")
    token_digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(revoked_at__gte=F("created_at")), name="link_revoked_after_made"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.artifact_id} link {self.pk}"


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Reads of proposals."""

    def waiting(self, artifact: Artifact) -> Self:
        """Return the artifact's proposal that waits to be decided on; there is at most one."""
        return self.filter(artifact=artifact, status=ProposalStatus.PROPOSED)


class Proposal(models.Model):
    """Operations that the assistant wants to apply to one version; the user decides, once.

    A newer proposal for the same artifact makes the one that waits SUPERSEDED: the user may still take either.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    artifact = models.ForeignKey(Artifact, on_delete=models.CASCADE, related_name="proposals")
    base = models.ForeignKey(ArtifactVersion, on_delete=models.CASCADE, related_name="+")
    operations = models.JSONField()
    note = models.TextField(blank=True)
    changes = models.JSONField(default=dict, help_text="How many cells, rows, columns, sheets and words change.")
    status = models.CharField(max_length=10, choices=ProposalStatus.choices, default=ProposalStatus.PROPOSED)
    result = models.ForeignKey(
        ArtifactVersion, on_delete=models.CASCADE, null=True, related_name="+", help_text="The version that it became."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    resolved_at = models.DateTimeField(null=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=ProposalStatus.values), name="proposal_status_known"),
            models.CheckConstraint(
                condition=Q(status=ProposalStatus.PROPOSED, resolved_at=None)
                | (~Q(status=ProposalStatus.PROPOSED) & Q(resolved_at__isnull=False)),
                name="proposal_resolved_has_time",
            ),
            models.CheckConstraint(
                condition=Q(status=ProposalStatus.ACCEPTED, result__isnull=False)
                | (~Q(status=ProposalStatus.ACCEPTED) & Q(result=None)),
                name="proposal_accepted_has_result",
            ),
            models.UniqueConstraint(
                fields=["artifact"], condition=Q(status=ProposalStatus.PROPOSED), name="one_waiting_proposal"
            ),
        ]
        ordering = ["artifact", "-created_at"]

    def __str__(self) -> str:
        return f"{self.artifact_id} {self.status}"
