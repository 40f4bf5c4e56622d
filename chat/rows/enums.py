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


ANSWERED = (TurnStatus.COMPLETED, TurnStatus.CANCELLED, TurnStatus.INTERRUPTED)
"""Turns with an answer to judge: whole, or what was shown until it ended."""


class Notice(TextChoices):
    """What is told beside an answer, with its sentence; of NOTHING_CAME and WAIT there is one for each turn."""

    CUT_OFF = "cut_off", _("The answer was cut off before its end.")
    STOPPED_BY_FILTER = "stopped_by_filter", _("The provider's content filter stopped this answer.")
    NOTHING_CAME = "nothing_came", _("The answer holds nothing to open.")
    NO_CHANGE = "no_change", _("Nothing was changed.")
    REPETITION_CUT = "repetition_cut", _("The answer went in circles and was stopped. The repetition is left out.")
    PART_LEFT_OUT = "part_left_out", _("A part of what was asked for is left out.")
    WAIT = "wait", _("The provider asks to wait.")
    QUOTA_USED_UP = "quota_used_up", _("The quota of the provider's account is used up. Staff must check the account.")


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
