"""What became of one file."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from artifacts.rows.losses import Loss


@dataclass
class Found:
    """Outcome, times by step, how many things were compared, and the differences that no loss names.

    `named` counts the differences that one does name, `told` lists them; `changing` are cells that follow the clock.
    """

    outcome: str
    seconds: dict[str, float] = field(default_factory=dict)
    cells: int = 0
    formulas: int = 0
    equal: int = 0
    held: int = 0
    words: int = 0
    trips: int = 0
    changing: int = 0
    named: int = 0
    told: list[str] = field(default_factory=list)
    losses: list[str] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)

    def differs(self, difference: str, *named_by: Loss) -> None:
        """Take a difference down: one of those losses may name it."""
        if is_told(self.losses, named_by):
            self.named += 1
            self.told.append(difference)
        else:
            self.differing.append(difference)

    def merge(self, other: "Found") -> None:
        """Add what another process found of the same file."""
        self.seconds |= other.seconds
        for name in ("cells", "formulas", "equal", "held", "words", "trips", "changing", "named", "told"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.differing += other.differing


def is_told(sentences: Iterable[str], losses: Iterable[Loss]) -> bool:
    """Say whether one of the losses is among the sentences."""
    begins = tuple(str(loss.label).partition("%(")[0] for loss in losses)
    return any(sentence.startswith(begins) for sentence in sentences) if begins else False
