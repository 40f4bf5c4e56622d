from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured

from rollout.overrides import overrides


@register(Tags.compatibility)
def check_overrides(app_configs: Sequence[Any] | None, **options: Any) -> list[CheckMessage]:
    """Refuse FLAG_OVERRIDES that name no flag: in an emergency a typing error must not pass for a switch."""
    try:
        overrides()
    except ImproperlyConfigured as error:
        return [Error(str(error), id="rollout.E001")]
    return []
