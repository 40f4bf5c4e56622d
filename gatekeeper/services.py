"""Deciding for a user: the local stages, the cache, the LLM stage, the row and the event; and correcting a decision.

Every decision leaves a row and an event, cached ones too. The text itself is never stored: a keyed digest is.
"""

from dataclasses import dataclass
from time import perf_counter

from asgiref.sync import async_to_sync
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from artifacts.rows.enums import KindName
from common.digests import keyed_digest
from common.events import emit
from gatekeeper import limits
from gatekeeper.classify import classify
from gatekeeper.decision import Context, Decision
from gatekeeper.enums import Action, Correction, Mode, Stage
from gatekeeper.errors import AlreadyCorrected
from gatekeeper.events import GatekeeperDecision, GatekeeperFeedback
from gatekeeper.message import fold
from gatekeeper.models import DecisionRecord, SharedText
from gatekeeper.stages import llm
from gatekeeper.versions import deciding_version


@dataclass(frozen=True, slots=True)
class Weighed:
    """A decision that is not recorded yet, and what it was made from."""

    text: str
    context: Context
    decision: Decision
    latency_ms: float
    is_cached: bool


def weigh(text: str, context: Context) -> Weighed:
    """Decide on a message without recording it; a model is waited for only if it is wanted, and keeps its budget."""
    started = perf_counter()
    decision, key, is_cached = _local(text, context)
    if not is_cached and llm.is_wanted(decision):
        decision = async_to_sync(llm.consult)(text, context, decision)
    return _weighed(text, context, decision, key, is_cached, started)


def decide(*, user: User, text: str, context: Context, is_dry_run: bool = False) -> tuple[Decision, DecisionRecord]:
    """Decide on a message and record it."""
    weighed = weigh(text, context)
    return weighed.decision, record_decision(user=user, weighed=weighed, is_dry_run=is_dry_run)


@transaction.atomic
def record_correction(
    *, record: DecisionRecord, correction: Correction, actor: User, shared_text: str | None = None
) -> DecisionRecord:
    """Store what the decision should have been, once; raises AlreadyCorrected when another click was first.

    `shared_text` is the message itself, given only when its writer agreed to share it.
    """
    now = timezone.now()
    updated = DecisionRecord.objects.filter(id=record.id, correction="").update(
        correction=correction, corrected_at=now
    )
    if not updated:
        raise AlreadyCorrected
    record.correction, record.corrected_at = correction, now
    if shared_text is not None:
        SharedText.objects.create(record=record, text=shared_text)
    emit(
        GatekeeperFeedback(
            user_id=actor.pk,
            decision_id=record.id,
            action=Action(record.action),
            kind=KindName(record.kind) if record.kind else None,
            stage=Stage(record.stage),
            correction=correction,
        )
    )
    return record


def _local(text: str, context: Context) -> tuple[Decision, str, bool]:
    key = cache_key(text, context)
    kept = cache.get(key)
    if kept is not None:
        return Decision.from_json(kept), key, True
    return classify(text, context), key, False


def cache_key(text: str, context: Context) -> str:
    """Return where a decision for this text, context, rules and weights is kept."""
    parts = (
        deciding_version(),
        context.open_artifact or "",
        ",".join(sorted(context.refused)),
        Mode(context.mode).value,
        str(int(context.is_enabled)),
        str(int(context.has_selection)),
        fold(text) if len(text) <= limits.READ_HEAD else text,
    )
    return f"gate:{keyed_digest(chr(0).join(parts))}"


def _weighed(text: str, context: Context, decision: Decision, key: str, is_cached: bool, started: float) -> Weighed:
    latency_ms = round((perf_counter() - started) * 1000, 3)
    if not is_cached:
        cache.set(key, decision.as_json(), limits.CACHE_FOR.total_seconds())
    return Weighed(text, context, decision, latency_ms, is_cached)


@transaction.atomic(savepoint=False)
def record_decision(*, user: User, weighed: Weighed, is_dry_run: bool = False) -> DecisionRecord:
    """Keep the decision as a row, and tell of it once the transaction is committed."""
    text, context, decision = weighed.text, weighed.context, weighed.decision
    record = DecisionRecord.objects.create(
        user=user,
        text_digest=keyed_digest(text),
        text_length=len(text),
        language=decision.language,
        action=decision.action,
        kind=decision.kind or "",
        confidence=decision.confidence,
        stage=decision.stage,
        reasons=[reason.code for reason in decision.reasons],
        asked_for=decision.asked_for.as_json(),
        open_kind=context.open_artifact or "",
        is_dry_run=is_dry_run,
        is_cached=weighed.is_cached,
        latency_ms=weighed.latency_ms,
    )
    emit(
        GatekeeperDecision(
            user_id=user.pk,
            decision_id=record.id,
            action=decision.action,
            kind=decision.kind,
            confidence=decision.confidence,
            stage=decision.stage,
            latency_ms=weighed.latency_ms,
            text_digest=record.text_digest,
            is_dry_run=is_dry_run,
            is_cached=weighed.is_cached,
        )
    )
    return record
