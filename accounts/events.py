from dataclasses import dataclass
from typing import ClassVar

from accounts.enums import Allowance
from common.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitReached(Event):
    """A user came to the end of a limit or quota; emitted once a window."""

    name: ClassVar[str] = "limit_reached"
    allowance: Allowance
    limit: int
