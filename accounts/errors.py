from django.utils.translation import gettext_lazy as _

from common.errors import Conflict, Invalid, LimitReached, NotAuthenticated


class RateLimitReached(LimitReached):
    """Facts: `limit_name`, `limit`, `window_seconds`, `retry_after_seconds`."""

    message = _("That was quick. Try again in a moment.")


class QuotaReached(LimitReached):
    """Facts: `quota`, `used`, `limit`, `resets_at`, `retry_after_seconds`."""

    code = "quota_reached"
    message = _("Today's number is used up. It starts again at midnight UTC.")


class IdempotencyMismatch(Invalid):
    code = "idempotency_mismatch"
    message = _("This Idempotency-Key was used with another request.")


class SessionEnded(NotAuthenticated):
    code = "session_ended"
    message = _("You have been signed out. Sign in again in another tab; what you typed is still here.")


class LastStaff(Conflict):
    """The account is the last one that can look after the site."""

    code = "last_staff"
    message = _("This is the last account of the staff. Make somebody else staff first.")


class NotConfirmed(Invalid):
    """What was typed to confirm is not the account's address."""

    code = "not_confirmed"
    message = _("Type the e-mail address of this account to confirm. Nothing was deleted.")
