"""System checks: a configuration that would fail later is refused at start, in words that name the variable."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as CheckWarning

CONSOLE_MAIL = "django.core.mail.backends.console.EmailBackend"


@register(Tags.compatibility)
def check_environment(app_configs: Sequence[Any] | None, **options: Any) -> list[CheckMessage]:
    """Look at what production needs; the embedded default needs nothing."""
    if settings.EMBEDDED:
        return []
    missing = [
        Error(f"Set {name}: {reason}", id=f"common.E{number:03}")
        for number, (name, reason) in enumerate(_required().items(), start=1)
        if not getattr(settings, name)
    ]
    return [*missing, *_check_mail()]


def _required() -> dict[str, str]:
    return {
        "ALLOWED_HOSTS": "the host names that this site answers to, separated by commas.",
        "DATABASE_URL": "several processes need PostgreSQL, as postgres://user:password@host/name.",
        "REDIS_URL": "processes share limits, streams and jobs through Redis, as redis://host:6379/0.",
    }


def _check_mail() -> list[CheckMessage]:
    if settings.ACCOUNT_EMAIL_VERIFICATION != "mandatory" or settings.EMAIL_BACKEND != CONSOLE_MAIL:
        return []
    hint = "Set EMAIL_URL, as smtp+tls://user:password@host:587, or EMAIL_VERIFICATION=none."
    return [CheckWarning("Mail is printed, not sent, so nobody can confirm an address.", hint=hint, id="common.W001")]
