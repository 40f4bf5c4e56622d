"""The providers by name; a module is imported at its first use, because provider SDKs are slow to import."""

from enum import StrEnum
from functools import cache
from importlib import import_module
from typing import cast

from llm.protocol import Provider


class ProviderName(StrEnum):
    """The providers there are; the value is the module under `llm.providers`."""

    OPENAI_COMPATIBLE = "openai_compatible"
    OFFLINE = "offline"


@cache
def provider(name: ProviderName) -> Provider:
    """Return the provider, one object per process."""
    return cast(Provider, import_module(f"llm.providers.{name.value}").build())
