"""The gate's answer for one message, and the context it was given in. Plain values: no text, no database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from artifacts.rows.completeness import AskedForJson
from artifacts.rows.enums import KindName
from gatekeeper.enums import Action, Mode, Stage
from gatekeeper.reasons import sentence


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, as a short stable code; `text` is its sentence in the reader's language."""

    code: str

    @property
    def text(self) -> str:
        return sentence(self.code)


@dataclass(frozen=True, slots=True)
class AskedFor:
    """What the message names, for the completeness promise: None or empty where it names nothing."""

    rows: int | None = None
    columns: tuple[str, ...] = ()
    sections: int | None = None
    items: int | None = None
    words: int | None = None
    pages: int | None = None

    def as_json(self) -> AskedForJson:
        """Return only what was named."""
        named = {
            "rows": self.rows,
            "columns": list(self.columns),
            "sections": self.sections,
            "items": self.items,
            "words": self.words,
            "pages": self.pages,
        }
        return cast(AskedForJson, {name: value for name, value in named.items() if value})

    @classmethod
    def from_json(cls, raw: AskedForJson) -> "AskedFor":
        """Read what `as_json` wrote."""
        return cls(
            rows=raw.get("rows"),
            columns=tuple(raw.get("columns", ())),
            sections=raw.get("sections"),
            items=raw.get("items"),
            words=raw.get("words"),
            pages=raw.get("pages"),
        )


@dataclass(frozen=True, slots=True)
class Context:
    """What the gate may know beside the message: the open artifact, refusals, the composer's mode, the flag."""

    open_artifact: KindName | None = None
    open_title: str = ""
    refused: frozenset[KindName] = field(default_factory=frozenset)
    mode: Mode = Mode.AUTO
    is_enabled: bool = True
    has_selection: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with the message.

    `kind` is the artifact to create, ask about or edit, else None. `confidence` is the calibrated share of decisions
    like this one that are right. `also` lists further kinds the message asks for, to be offered after the answer.
    """

    action: Action
    kind: KindName | None
    confidence: float
    stage: Stage
    reasons: tuple[Reason, ...]
    asked_for: AskedFor = AskedFor()
    latency_ms: float = 0.0
    also: tuple[KindName, ...] = ()
    language: str = ""

    @property
    def should_create(self) -> bool:
        return self.action == Action.CREATE

    def as_json(self) -> dict[str, object]:
        """Return plain values that `from_json` reads back; for the cache."""
        return {
            "action": self.action.value,
            "kind": self.kind.value if self.kind else None,
            "confidence": self.confidence,
            "stage": self.stage.value,
            "reasons": [reason.code for reason in self.reasons],
            "asked_for": self.asked_for.as_json(),
            "latency_ms": self.latency_ms,
            "also": [kind.value for kind in self.also],
            "language": self.language,
        }

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> "Decision":
        """Read what `as_json` wrote."""
        return cls(
            action=Action(raw["action"]),
            kind=KindName(raw["kind"]) if raw["kind"] else None,
            confidence=raw["confidence"],
            stage=Stage(raw["stage"]),
            reasons=tuple(Reason(code) for code in raw["reasons"]),
            asked_for=AskedFor.from_json(raw["asked_for"]),
            latency_ms=raw["latency_ms"],
            also=tuple(KindName(kind) for kind in raw["also"]),
            language=raw["language"],
        )
