"""Whether an artifact holds what was asked for: a comparison of figures, and the words with which models cut short."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Completeness:
    """`asked` and `delivered` count the same `unit`; None means that no figure is known."""

    asked: int | None
    delivered: int | None
    is_partial: bool
    unit: str = "rows"
