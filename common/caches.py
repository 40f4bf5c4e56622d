"""A cache in Redis that may be away: what it does not answer is a miss, and nobody is refused for it.

For what is only kept to be quick (decisions of the gate) or as a courtesy (allauth's own limits). Limits that must
hold count in a cache of their own, which fails loudly (`accounts.limits`).
"""

import time
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import structlog
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

FAULTS = (RedisError, OSError)
PAUSE_SECONDS = 1.0
"""How long Redis is not asked again after it failed: a page with ten reads waits for one time-out, not for ten."""

_log = structlog.get_logger("diptych.caches")
Answer = TypeVar("Answer")


class PatientRedisCache(RedisCache):
    """Django's Redis cache, whose faults are misses."""

    def __init__(self, server: Any, params: dict[str, object]) -> None:
        super().__init__(server, params)
        self._ask_again_at = 0.0

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """Return what is kept, or `default`."""
        return self._ask(lambda: super(PatientRedisCache, self).get(key, default, version), default)

    def get_many(self, keys: Iterable[Any], version: int | None = None) -> dict[Any, Any]:
        """Return what of it is kept."""
        asked = list(keys)
        return self._ask(lambda: super(PatientRedisCache, self).get_many(asked, version), {})

    def has_key(self, key: Any, version: int | None = None) -> bool:
        """Say whether it is kept."""
        return self._ask(lambda: super(PatientRedisCache, self).has_key(key, version), False)

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Keep the value if that can be done."""
        self._ask(lambda: super(PatientRedisCache, self).set(key, value, timeout, version), None)

    def set_many(self, data: dict[Any, Any], timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> list[Any]:
        """Keep the values if that can be done."""
        return self._ask(lambda: super(PatientRedisCache, self).set_many(data, timeout, version), [])

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Say whether the key was free; it is while nothing can be asked, so that whoever wants a lock goes on."""
        return self._ask(lambda: super(PatientRedisCache, self).add(key, value, timeout, version), True)

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep it for longer if it is there."""
        return self._ask(lambda: super(PatientRedisCache, self).touch(key, timeout, version), False)

    def delete(self, key: Any, version: int | None = None) -> bool:
        """Forget it if it is there."""
        return self._ask(lambda: super(PatientRedisCache, self).delete(key, version), False)

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """Count up; raise ValueError for a key that is not there, as it is while nothing can be asked."""
        counted = self._ask(lambda: super(PatientRedisCache, self).incr(key, delta, version), None)
        if counted is None:
            raise ValueError(f"Key '{key}' not found.")
        return counted

    def _ask(self, call: Callable[[], Answer], instead: Answer) -> Answer:
        if time.monotonic() < self._ask_again_at:
            return instead
        try:
            return call()
        except FAULTS as fault:
            self._ask_again_at = time.monotonic() + PAUSE_SECONDS
            _log.warning("cache_away", fault=type(fault).__name__)
            return instead
