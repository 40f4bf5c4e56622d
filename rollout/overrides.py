"""Flags set by the environment in an emergency: `FLAG_OVERRIDES="exportEnabled=off,gatekeeperEnabled=on"`."""

from collections.abc import Mapping
from functools import lru_cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from rollout.enums import FlagName

WORDS = {"on": True, "off": False}


def overrides() -> Mapping[FlagName, bool]:
    """Return the flags that the environment sets; raises ImproperlyConfigured for a text that is not understood."""
    return parse_overrides(settings.FLAG_OVERRIDES)


@lru_cache(maxsize=8)
def parse_overrides(text: str) -> Mapping[FlagName, bool]:
    """Read `name=on|off` pairs separated by commas."""
    return dict(_parse_pair(pair) for pair in text.split(",") if pair.strip())


def _parse_pair(pair: str) -> tuple[FlagName, bool]:
    name, _equals, word = (part.strip() for part in pair.partition("="))
    if name not in set(FlagName) or word not in WORDS:
        raise ImproperlyConfigured(f"FLAG_OVERRIDES: {pair.strip()!r} is not <flag name>=on or <flag name>=off.")
    return FlagName(name), WORDS[word]
