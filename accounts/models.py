import uuid
from typing import ClassVar

from django.apps import apps
from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import Allowance, DataExportStatus


class UserManager(BaseUserManager["User"]):
    """Makes users by e-mail address."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        """Create an ordinary user; without a password none can be typed."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "User":
        """Create a staff account with every permission, whose address counts as confirmed.

        Who may run commands on the machine needs no mail to prove it, and the first account comes before there is any.
        """
        user = self.create_user(email, password, **{"is_staff": True, "is_superuser": True, **fields})
        addresses = apps.get_model("account", "EmailAddress").objects.using(self._db)
        addresses.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
        return user


class User(AbstractUser):
    """A person, known by e-mail address."""

    username = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail address"), unique=True)
    language = models.CharField(max_length=10, blank=True)
    applies_small_changes = models.BooleanField(
        _("apply small changes at once"),
        default=False,
        help_text=_("Small edits by the assistant become a version without a proposal."),
    )
    deletion_due_at = models.DateTimeField(
        null=True, blank=True, help_text=_("When the account and all that belongs to it is deleted.")
    )
    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.email


class PersonalToken(models.Model):
    """A bearer token of the API; only its SHA-256 is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name} ({self.user})"


class DataExport(models.Model):
    """A file of all that belongs to a person, made by a job."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="data_exports")
    status = models.CharField(max_length=10, default=DataExportStatus.PENDING)
    key = models.CharField(max_length=200, blank=True, help_text="Key in the storage.")
    size_bytes = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status=DataExportStatus.PENDING, key="")
                | (models.Q(status=DataExportStatus.READY) & ~models.Q(key="")),
                name="data_export_ready_iff_stored",
            ),
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(status=DataExportStatus.PENDING), name="one_data_export_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.status}"


class Invitation(models.Model):
    """A way to make one account, for one address; the secret in its link is kept nowhere."""

    email = models.EmailField(_("e-mail address"))
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.email


class AllowanceOverride(models.Model):
    """What staff allow instead of the site's settings: one user, or without a user everyone."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, blank=True, verbose_name=_("user"))
    allowance = models.CharField(_("limit or quota"), max_length=20, choices=Allowance.choices())
    rate = models.CharField(_("rate"), max_length=20, help_text=_("As 20/s, 5/m or 100/30m; a quota as 100/d."))

    class Meta:
        verbose_name = _("allowance")
        verbose_name_plural = _("allowances")
        constraints = [
            models.UniqueConstraint(fields=["user", "allowance"], name="allowance_once_a_user"),
            models.UniqueConstraint(
                fields=["allowance"], condition=models.Q(user=None), name="allowance_once_for_everyone"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.allowance} {self.rate} ({self.user or _('everyone')})"


class DailyUsage(models.Model):
    """How often a user did one counted thing on one UTC day."""

    user = models.ForeignKey(User, on_delete=models.CASCADE)
    action = models.CharField(max_length=20)
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "action", "day"], name="daily_usage_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.action} {self.day}: {self.count}"


class IdempotencyRecord(models.Model):
    """The answer to a write that carried an Idempotency-Key, kept 24 hours."""

    user = models.ForeignKey(User, on_delete=models.CASCADE)
    key = models.CharField(max_length=200)
    body_digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    body = models.JSONField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="idempotency_key_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.key}"
