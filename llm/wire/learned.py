"""What was learnt about a model of an endpoint: parameters and roles it refuses, and how many tokens it takes.

Kept as long as the process: a new start asks anew, for endpoints change.
"""

from dataclasses import dataclass, field

from llm.endpoint import current_endpoint
from llm.wire.dialects import Trait


@dataclass(slots=True)
class Learned:
    """What one model of one endpoint does not take; `context_tokens` None as long as nothing is known."""

    refused: set[str] = field(default_factory=set)
    missing: set[Trait] = field(default_factory=set)
    context_tokens: int | None = None
    was_asked_for: bool = False  # the endpoint, in its list of models


_by_model: dict[tuple[str, str], Learned] = {}


def learned(model: str) -> Learned:
    """Return what is known of the model at the endpoint that answers."""
    endpoint = current_endpoint()
    return _by_model.setdefault((endpoint.base_url if endpoint else "", model), Learned())


def forget() -> None:
    """Know nothing of any model, as after a start."""
    _by_model.clear()
