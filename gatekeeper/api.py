"""The gate's one endpoint: a decision for a text. It creates nothing but the decision's record."""

from typing import Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from accounts.auth import api_auth
from accounts.limits import Limit, check_and_hit
from accounts.signed_in import signed_in_user
from artifacts.rows.enums import KindName
from common.schemas import Problem, StrictSchema
from gatekeeper import limits
from gatekeeper.decision import Context, Decision
from gatekeeper.services import decide
from rollout.flags import features_for

router = Router(auth=api_auth, tags=["gatekeeper"])
PROBLEMS = dict.fromkeys((400, 401, 403, 413, 415, 422, 429, 503), Problem)


class ContextIn(StrictSchema):
    open_artifact: Literal["table", "document", "spreadsheet"] | None = None


class DecisionIn(StrictSchema):
    text: str = Field(max_length=limits.MAX_TEXT_LENGTH)
    context: ContextIn = ContextIn()


class ReasonOut(Schema):
    code: str
    text: str


class DecisionOut(Schema):
    action: Literal["answer", "create", "edit", "ask"]
    kind: Literal["table", "document", "spreadsheet"] | None
    confidence: float = Field(ge=0, le=1)
    stage: Literal["ui", "rules", "model", "llm", "fallback"]
    should_create: bool
    reasons: list[ReasonOut]
    asked_for: dict[str, object]
    latency_ms: float


@router.post("/artifacts/gatekeeper", response={200: DecisionOut, **PROBLEMS}, summary="Decide on a message")
def gatekeeper_decide(request: HttpRequest, body: DecisionIn) -> Status[dict[str, object]]:
    """Say what the gate would do with a text: answer in chat, create, edit or ask."""
    check_and_hit(request, Limit.GATEKEEPER)
    user = signed_in_user(request)
    kind = body.context.open_artifact
    features = features_for(user)
    context = Context(open_artifact=KindName(kind) if kind else None, is_enabled=features.gatekeeper)
    decision, _ = decide(user=user, text=body.text, context=context, is_dry_run=not features.creation)
    return Status(200, as_answer(decision))


def as_answer(decision: Decision) -> dict[str, object]:
    """Return the decision in the shape that clients rely on; chat's API answers with it too."""
    return {
        "action": decision.action.value,
        "kind": decision.kind.value if decision.kind else None,
        "confidence": decision.confidence,
        "stage": decision.stage.value,
        "should_create": decision.should_create,
        "reasons": [{"code": reason.code, "text": reason.text} for reason in decision.reasons],
        "asked_for": decision.asked_for.as_json(),
        "latency_ms": decision.latency_ms,
    }
