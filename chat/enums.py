from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """Who speaks."""

    USER = "user", _("You")
    ASSISTANT = "assistant", _("Assistant")


class TurnStatus(TextChoices):
    """Where the assistant's message, and with it the turn, stands."""

    STREAMING = "streaming", _("Answering")
    ASKING = "asking", _("Asking")
    COMPLETED = "completed", _("Completed")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Stopped")
    INTERRUPTED = "interrupted", _("Interrupted")
