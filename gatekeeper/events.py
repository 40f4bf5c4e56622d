from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from artifacts.rows.enums import KindName
from common.events import Event
from gatekeeper.enums import Action, Correction, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class GatekeeperDecision(Event):
    """A message was decided on."""

    name: ClassVar[str] = "gatekeeper_decision"
    decision_id: UUID
    action: Action
    kind: KindName | None
    confidence: float
    stage: Stage
    latency_ms: float
    text_digest: str
    is_dry_run: bool
    is_cached: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GatekeeperFeedback(Event):
    """A person said what a decision should have been."""

    name: ClassVar[str] = "gatekeeper_feedback"
    decision_id: UUID
    action: Action
    kind: KindName | None
    stage: Stage
    correction: Correction
