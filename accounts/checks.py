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


def _problem(rate: str) -> str:
    try:
        parse_rate(rate)
    except ImproperlyConfigured as error:
        return str(error)
    return ""
