"""Deciding for a user: the local stages, the cache, the LLM stage, the row and the event; and correcting a decision.

Every decision leaves a row and an event, cached ones too. The text itself is never stored: a keyed digest is.
"""

import asyncio
from time import perf_counter

from asgiref.sync import async_to_sync, sync_to_async
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from artifacts.enums import KindName
from common.digests import keyed_digest
from common.events import emit
from gatekeeper import limits
from gatekeeper.classify import classify
from gatekeeper.decision import Context, Decision
from gatekeeper.enums import Action, Correction, Mode, Stage
from gatekeeper.errors import AlreadyCorrected
from gatekeeper.events import GatekeeperDecision, GatekeeperFeedback
from gatekeeper.models import DecisionRecord, SharedText
from gatekeeper.reading import fold
from gatekeeper.stages import llm
from gatekeeper.versions import deciding_version


async def decide(
    *, user: User, text: str, context: Context, is_dry_run: bool = False
) -> tuple[Decision, DecisionRecord]:
    """Decide on a message and record it; the model call, if any, keeps its budget."""
    started = perf_counter()
    decision, key, is_cached = await asyncio.to_thread(_local, text, context)
    if not is_cached:
        decision = await llm.consult(text, context, decision)
    return await sync_to_async(_settle)(user, text, context, decision, key, is_cached, is_dry_run, started)


def decide_sync(
    *, user: User, text: str, context: Context, is_dry_run: bool = False
) -> tuple[Decision, DecisionRecord]:
    """Do what `decide` does, from synchronous code."""
    started = perf_counter()
    decision, key, is_cached = _local(text, context)
    if not is_cached and llm.is_wanted(decision):
        decision = async_to_sync(llm.consult)(text, context, decision)
    return _settle(user, text, context, decision, key, is_cached, is_dry_run, started)


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


def _settle(
    user: User,
    text: str,
    context: Context,
    decision: Decision,
    key: str,
    is_cached: bool,
    is_dry_run: bool,
    started: float,
) -> tuple[Decision, DecisionRecord]:
    latency_ms = round((perf_counter() - started) * 1000, 3)
    if not is_cached:
        cache.set(key, decision.as_json(), limits.CACHE_FOR.total_seconds())
    return decision, _record(user, text, context, decision, latency_ms, is_cached=is_cached, is_dry_run=is_dry_run)


@transaction.atomic
def _record(
    user: User,
    text: str,
    context: Context,
    decision: Decision,
    latency_ms: float,
    *,
    is_cached: bool,
    is_dry_run: bool,
) -> DecisionRecord:
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
        is_cached=is_cached,
        latency_ms=latency_ms,
    )
    emit(
        GatekeeperDecision(
            user_id=user.pk,
            decision_id=record.id,
            action=decision.action,
            kind=decision.kind,
            confidence=decision.confidence,
            stage=decision.stage,
            latency_ms=latency_ms,
            text_digest=record.text_digest,
            is_dry_run=is_dry_run,
            is_cached=is_cached,
        )
    )
    return record
