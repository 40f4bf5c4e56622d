"""How a turn ended, before and after it is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict
from uuid import UUID

from artifacts.extraction.pieces import CloseReason
from chat.rows.enums import TurnStatus
from chat.turns.closed_artifact import ClosedArtifact
from chat.turns.notices import NOTHING_TOLD, Told
from chat.turns.proposal_json import ProposalJson
from llm.protocol import Usage


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A running turn as its owner sees it: `text` is shown in chat, `raw_text` are the model's words."""

    turn_id: UUID
    raw_text: str
    text: str
    event_number: int
    operations: Sequence[Mapping[str, object]] = ()
    base_version: int | None = None
    usage: Usage | None = None


class Computed(TypedDict):
    """How an answer was computed: the query, the artifact with its version then, and how many rows were read."""

    sql: str
    version: int
    artifact: str
    title: str
    rows_read: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a turn ended."""

    status: TurnStatus
    close_reason: CloseReason
    error_code: str = ""
    told: Told = NOTHING_TOLD
    computed: Computed | None = None


ANSWERED = Outcome(TurnStatus.COMPLETED, CloseReason.COMPLETE)
INTERRUPTED = Outcome(TurnStatus.INTERRUPTED, CloseReason.INTERRUPTED, "interrupted")


@dataclass(frozen=True, slots=True)
class Settled:
    """What the rows say now; `artifacts` are those that followers are told of."""

    status: TurnStatus
    error_code: str
    artifacts: Sequence[ClosedArtifact] = ()
    proposal: ProposalJson | None = None
