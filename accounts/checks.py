from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured

from accounts.allowances import parse_rate


@register(Tags.compatibility)
def check_limits(app_configs: Sequence[Any] | None, **options: Any) -> list[CheckMessage]:
    """Refuse a limit that is not exactly a rate: `5/min` would otherwise mean something else without a word."""
    return [
        Error(f"LIMIT_{name.upper()}: {problem}", id="accounts.E001")
        for name, rate in settings.LIMITS.items()
        if (problem := _problem(rate))
    ]


@register(Tags.compatibility)
def check_sign_up(app_configs: Sequence[Any] | None, **options: Any) -> list[CheckMessage]:
    """Refuse a word that SIGNUP does not know: a wrong one must not open the site."""
    if settings.SIGNUP in ("", "open", "invite", "closed"):
        return []
    return [Error(f"SIGNUP: {settings.SIGNUP!r} is none of open, invite, closed", id="accounts.E002")]


def _problem(rate: str) -> str:
    try:
        parse_rate(rate)
    except ImproperlyConfigured as error:
        return str(error)
    return ""
