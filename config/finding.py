"""What a check of the site says: a few words, or a fault with what to do about it."""

from dataclasses import dataclass


class Fault(Exception):
    """A part does not work; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one check."""

    name: str
    is_good: bool
    text: str
