from django.utils.translation import gettext_lazy as _

from common.errors import Conflict, Invalid


class EmptyMessage(Invalid):
    code = "empty_message"
    message = _("Write a message first.")


class MessageTooLong(Invalid):
    code = "message_too_long"
    message = _("This message is longer than 32,000 characters. Shorten it, or import the data as a file.")


class TurnRunning(Conflict):
    code = "turn_running"
    message = _("The assistant is still answering. Wait for it, or stop it; your text is kept.")


class NotAsking(Conflict):
    code = "not_asking"
    message = _("This question has been answered already.")


class NotRetryable(Conflict):
    code = "not_retryable"
    message = _("Only a finished answer can be tried again.")


class NotContinuable(Conflict):
    code = "not_continuable"
    message = _("There is nothing to continue: this answer is complete, or was continued already.")


class UnknownModel(Invalid):
    code = "unknown_model"
    message = _("This model cannot be chosen here.")


class NotRateable(Conflict):
    code = "not_rateable"
    message = _("Only a finished answer can be rated.")


class RatingChanged(Conflict):
    code = "rating_changed"
    message = _("This rating was changed or withdrawn meanwhile. Reload the page to see it.")
