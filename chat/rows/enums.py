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


class RatingValue(TextChoices):
    """What a user thinks of an answer."""

    UP = "up", _("Good answer")
    DOWN = "down", _("Poor answer")


class RatingReason(TextChoices):
    """What was wrong with a poor answer."""

    INCORRECT = "incorrect", _("Not correct")
    OFF_TOPIC = "off_topic", _("Not what I asked for")
    INCOMPLETE = "incomplete", _("Something is missing")
    UNCLEAR = "unclear", _("Too long or hard to read")
    OTHER = "other", _("Something else")
