"""Limits on how fast: one thin adapter over django-ratelimit's counters.

Counters live in the cache `limits`; adding to one is atomic there. When that cache is down, exports are refused and
everything else goes on. Async callers run these functions in a thread, because the cache's own async ones are not
atomic. Nothing here knows about responses: the middleware turns the states left on the request into headers.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace

import structlog
from django.core.cache import caches
from django.http import HttpRequest
from django_ratelimit import ALL
from django_ratelimit.core import _get_window, _make_cache_key, get_usage
from redis.exceptions import RedisError

from accounts import events
from accounts.allowances import Rate, rate_for
from accounts.enums import Allowance, Limit
from accounts.errors import RateLimitReached
from common.errors import Unavailable
from common.events import emit_refusal

__all__ = ["Limit", "LimitState", "check", "check_and_hit", "counted", "hit"]

CACHE = "limits"
FAILS_CLOSED = frozenset({Limit.EXPORT})
CACHE_FAULTS = (RedisError, OSError)
_log = structlog.get_logger("diptych.limits")


@dataclass(frozen=True, slots=True)
class LimitState:
    """Where a caller stands in the current window."""

    limit: Limit
    allowed: int
    used: int
    window_seconds: int
    reset_seconds: int

    @property
    def remaining(self) -> int:
        """How many requests are left in the window."""
        return max(0, self.allowed - self.used)


def check(request: HttpRequest, limit: Limit) -> None:
    """Refuse with 429 when nothing is left; counts nothing."""
    state = _state(request, limit, is_hit=False)
    if state is not None and state.remaining == 0:
        raise _refusal(request, state)


def hit(request: HttpRequest, limit: Limit) -> None:
    """Count one, whatever is left."""
    _state(request, limit, is_hit=True)


def check_and_hit(request: HttpRequest, limit: Limit) -> None:
    """Count one and refuse with 429 when that was one too many: parallel requests never pass the limit together."""
    state = _state(request, limit, is_hit=True)
    if state is not None and state.used > state.allowed:
        raise _refusal(request, state)


@contextmanager
def counted(request: HttpRequest, limit: Limit) -> Iterator[None]:
    """Take one before the work and give it back when the work raises: only successes count, in parallel too."""
    check_and_hit(request, limit)
    try:
        yield
    except BaseException:
        _give_back(request, limit)
        raise


def _state(request: HttpRequest, limit: Limit, *, is_hit: bool) -> LimitState | None:
    """Read or count, and leave the state on the request; None when the cache is down and the limit fails open."""
    rate = rate_for(request.user.pk, limit)
    try:
        usage = get_usage(request, **_counter(limit, rate), increment=is_hit)
    except CACHE_FAULTS as fault:
        _log.warning("limit_cache_down", limit=limit.value, error=type(fault).__name__)
        if limit in FAILS_CLOSED:
            raise Unavailable(facts={"retry_after_seconds": 30}) from fault
        return None
    if usage is None:
        return None
    reset_seconds = max(1, usage["time_left"])
    state = LimitState(limit, rate.count, usage["count"], rate.seconds, reset_seconds)
    _states(request)[limit] = state
    return state


def _counter(limit: Limit, rate: Rate) -> dict[str, object]:
    return {"group": limit.value, "key": _caller, "rate": (rate.count, rate.seconds)}


def _caller(group: str, request: HttpRequest) -> str:
    """Count by user; a guest by address."""
    if request.user.pk is not None:
        return f"user:{request.user.pk}"
    return f"address:{request.META.get('REMOTE_ADDR', '')}"


def _states(request: HttpRequest) -> dict[Limit, LimitState]:
    if not hasattr(request, "limit_states"):
        request.limit_states = {}  # type: ignore[attr-defined]
    states: dict[Limit, LimitState] = request.limit_states  # type: ignore[attr-defined]
    return states


def _give_back(request: HttpRequest, limit: Limit) -> None:
    """Take one off the counter that was just raised; a window that has ended meanwhile needs nothing."""
    state = _states(request).get(limit)
    if state is None:
        return
    rate, caller = (state.allowed, state.window_seconds), _caller("", request)
    key = _make_cache_key(limit.value, _get_window(caller, state.window_seconds), rate, caller, ALL)
    with suppress(ValueError, *CACHE_FAULTS):
        caches[CACHE].decr(key)
        _states(request)[limit] = replace(state, used=state.used - 1)


def _refusal(request: HttpRequest, state: LimitState) -> RateLimitReached:
    _tell_once(request, state)
    return RateLimitReached(
        facts={
            "limit_name": state.limit.value,
            "limit": state.allowed,
            "window_seconds": state.window_seconds,
            "retry_after_seconds": state.reset_seconds,
        }
    )


def _tell_once(request: HttpRequest, state: LimitState) -> None:
    """Emit the event for the first refusal of a window: a flood of refusals does not become a flood of rows."""
    key = f"told:{state.limit.value}:{_caller('', request)}"
    with suppress(*CACHE_FAULTS):
        if caches[CACHE].add(key, 1, state.reset_seconds):
            emit_refusal(
                events.LimitReached(user_id=request.user.pk, allowance=Allowance(state.limit), limit=state.allowed)
            )
