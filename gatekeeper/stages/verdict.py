"""What a local stage hands on: a label it believes in, how much, and why."""

from dataclasses import dataclass

from gatekeeper.decision import Context
from gatekeeper.enums import Label, Stage
from gatekeeper.message import Message
from gatekeeper.signals import Signals


@dataclass(frozen=True, slots=True)
class Reading:
    """One message as every stage sees it."""

    text: str
    message: Message
    signals: Signals
    context: Context


@dataclass(frozen=True, slots=True)
class Verdict:
    """The most likely label with the calibrated probability that it is right, and the reason codes."""

    label: Label
    confidence: float
    stage: Stage
    codes: tuple[str, ...]
    also: tuple[Label, ...] = ()
