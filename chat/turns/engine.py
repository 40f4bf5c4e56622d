"""The owner of running turns in this process.

A turn runs in a task of its own, not in the request that started it: it streams from the model, feeds the extractor,
appends joined events to the turn's log and ends, whatever happens, in a settled row. One flusher writes all running
turns and reads their stop requests four times a second.
"""

import asyncio
import contextlib
import contextvars
from collections.abc import Callable
from functools import cache, partial
from typing import TypeVar
from uuid import UUID

import structlog
from asgiref.sync import async_to_sync
from django.utils.translation import activate, get_language

from artifacts.extraction.pieces import CloseReason
from chat.log.current import turn_log
from chat.log.protocol import ENDS, StreamKind
from chat.rows import limits
from chat.rows.enums import TurnStatus
from chat.rows.models import Message
from chat.turns.background import run_in_background
from chat.turns.computed import answer_computed
from chat.turns.edit import edit
from chat.turns.flushing import flush_turns
from chat.turns.formula_check import check_formulas
from chat.turns.keeping import settle_when_taken
from chat.turns.notices import told_by_end, told_by_refusal
from chat.turns.outcome import INTERRUPTED, Outcome, Settled
from chat.turns.plan import plan_turn
from chat.turns.running import LiveTurn
from chat.turns.settling import settle_turn
from common.errors import ApplicationError
from llm.client import stream
from llm.protocol import Finished, FinishReason, TakenBack, TextDelta, Thinking, Usage

log = structlog.get_logger(__name__)
Result = TypeVar("Result")

_live: dict[UUID, LiveTurn] = {}
_flusher: asyncio.Task[None] | None = None


def start(turn: Message) -> None:
    """Begin to answer the turn in the background, from the event loop or from a thread of a request that it serves.

    The caller has made its row STREAMING. When this returns the turn's log can be read. What the turn writes for
    people is in the language of the caller.
    """
    _on_loop(partial(_start, turn, get_language()))


def _on_loop(work: Callable[[], Result]) -> Result:
    """Run `work` on the loop that owns turns, where no other thread may touch them; return when it is done."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return async_to_sync(_awaited)(work)
    return work()


async def _awaited(work: Callable[[], Result]) -> Result:
    return work()


def _start(turn: Message, language: str | None) -> None:
    global _flusher  # noqa: PLW0603 - one flusher per process is the point
    live = _live[turn.pk] = LiveTurn(turn)
    turn_log.open(turn.pk)
    live.task = asyncio.create_task(_own(live), context=_context_in(language).copy())
    if _flusher is None or _flusher.done():
        _flusher = asyncio.create_task(_flush_while_live(), context=contextvars.Context())


@cache
def _context_in(language: str | None) -> contextvars.Context:
    """Return a context with the language alone: what a request has in its own would stay as long as answers stream.

    Its copies share what it holds.
    """
    context = contextvars.Context()
    if language:
        context.run(activate, language)
    return context


def request_stop(turn_id: UUID) -> bool:
    """Stop the turn if it runs here; the model call is cancelled. Return whether it does. Called as `start` is."""
    return _on_loop(partial(_request_stop, turn_id))


def _request_stop(turn_id: UUID) -> bool:
    live = _live.get(turn_id)
    if live is None:
        return False
    live.stop_requested = True
    live.cancel()
    return True


async def shutdown() -> None:
    """Interrupt every turn of this process and wait until their rows are settled, if the database takes them."""
    tasks = [live.task for live in _live.values() if live.task]
    for live in list(_live.values()):
        live.cancel()
    if tasks:
        _, left = await asyncio.wait(tasks, timeout=limits.SHUTDOWN_SECONDS)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
    await turn_log.drain()


async def wait_for(turn_id: UUID, seconds: float) -> None:
    """Return when the turn that runs here has ended, or after `seconds`."""
    live = _live.get(turn_id)
    if live and live.task:
        await asyncio.wait([live.task], timeout=seconds)


async def _own(live: LiveTurn) -> None:
    outcome = INTERRUPTED
    try:
        outcome = await _outcome_of(live)
        await _check(live, outcome)
    finally:
        try:
            await _settle(live, outcome)
        finally:
            _live.pop(live.turn_id, None)


async def _outcome_of(live: LiveTurn) -> Outcome:
    try:
        return await _answer(live)
    except asyncio.CancelledError:
        return Outcome(TurnStatus.CANCELLED, CloseReason.CANCELLED) if live.stop_requested else INTERRUPTED
    except ApplicationError as refusal:
        return Outcome(TurnStatus.FAILED, CloseReason.INTERRUPTED, refusal.code, told_by_refusal(refusal))
    except Exception:
        log.exception("turn_failed", turn_id=str(live.turn_id))
        return Outcome(TurnStatus.FAILED, CloseReason.INTERRUPTED, "internal_error")


async def _answer(live: LiveTurn) -> Outcome:
    plan = await run_in_background(partial(plan_turn, live.take_turn()))
    if plan.base_version is not None:
        return await edit(live, plan, plan.base_version)
    live.expect(plan.expected)
    if plan.question is not None and (computed := await answer_computed(live, plan.question)):
        return computed
    events = stream(plan.request)
    del plan  # it holds the conversation, for as long as the answer streams
    async with contextlib.aclosing(events):
        async for event in events:
            match event:
                case TextDelta(text=text):
                    live.feed(text)
                    if live.length > limits.MAX_ANSWER_CHARS:
                        live.finish_reason = FinishReason.LENGTH
                        break
                case Finished(reason=reason):
                    live.finish_reason = reason
                case Usage():
                    live.usage = event
                case TakenBack(keep=keep):
                    live.take_back(keep)
                case Thinking(seconds=seconds):
                    live.tell(StreamKind.THINKING, {"seconds": seconds})
    is_whole = live.finish_reason is FinishReason.STOP
    close_reason = CloseReason.COMPLETE if is_whole else CloseReason.LENGTH
    return Outcome(TurnStatus.COMPLETED, close_reason, told=told_by_end(live.finish_reason))


async def _check(live: LiveTurn, outcome: Outcome) -> None:
    """Let the model correct formulas that give errors; whatever comes of it, the turn ends as it would without."""
    if outcome.close_reason is not CloseReason.COMPLETE or live.base_version is not None:
        return
    live.finish(outcome.close_reason)
    try:
        await check_formulas(live)
    except (TimeoutError, ApplicationError) as refusal:
        log.info("formulas_not_corrected", turn_id=str(live.turn_id), reason=type(refusal).__name__)
    except asyncio.CancelledError:
        log.info("formulas_not_corrected", turn_id=str(live.turn_id), reason="stopped")
    except Exception:
        log.exception("formulas_not_corrected", turn_id=str(live.turn_id))


async def _settle(live: LiveTurn, outcome: Outcome) -> None:
    """Write the end of the turn and tell followers; runs also while the task is being cancelled."""
    live.is_ending = True
    live.finish(outcome.close_reason)
    snapshot = live.snapshot()
    try:
        settled = await settle_when_taken(
            live.turn_id, partial(settle_turn, snapshot, outcome, live.answer, live.repair)
        )
    except Exception:
        log.exception("turn_not_settled", turn_id=str(live.turn_id))
        settled = Settled(TurnStatus.FAILED, "internal_error")
    stored = {closed.ref for closed in settled.artifacts}
    for closed in settled.artifacts:
        turn_log.append(live.turn_id, StreamKind.ARTIFACT_CLOSED, {"ref": closed.ref, **closed.to_json()})
    for ref in live.opened_refs:
        if ref not in stored:
            turn_log.append(live.turn_id, StreamKind.ARTIFACT_CLOSED, {"ref": ref, "id": None})
    if settled.proposal:
        turn_log.append(live.turn_id, StreamKind.PROPOSAL_MADE, settled.proposal)
    turn_log.append(live.turn_id, ENDS[settled.status], {"status": settled.status.value, "code": settled.error_code})
    turn_log.close(live.turn_id)


async def _flush_while_live() -> None:
    while _live:
        await asyncio.sleep(limits.FLUSH_SECONDS)
        turns = list(_live.values())
        snapshots = [turn.snapshot() for turn in turns if turn.event_number != turn.flushed_number]
        try:
            to_stop = await run_in_background(partial(flush_turns, snapshots, [turn.turn_id for turn in turns]))
        except Exception:
            log.exception("turns_not_flushed")
            continue
        numbers = {snapshot.turn_id: snapshot.event_number for snapshot in snapshots}
        for turn in turns:
            turn.flushed_number = numbers.get(turn.turn_id, turn.flushed_number)
        for turn_id in to_stop:
            _request_stop(turn_id)
