"""A sign that beat and a worker of its queue are alive: when the last periodic job ran, and on which release."""

import json
import time
from dataclasses import asdict, dataclass

from django.conf import settings
from django.core.cache import cache

KEY = "beat-tick"
KEPT_SECONDS = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Tick:
    """When the last periodic job ran, in seconds since 1970, and the version of the worker that ran it."""

    at: float
    version: str


def record_tick() -> None:
    """Write that a periodic job runs now; where processes share no cache, into a file beside the queue."""
    tick = Tick(time.time(), settings.VERSION)
    if settings.REDIS_URL:
        cache.set(KEY, asdict(tick), KEPT_SECONDS)
    else:
        (settings.DATA_DIR / KEY).write_text(json.dumps(asdict(tick)))


def last_tick() -> Tick | None:
    """Return the last tick; None when none is known."""
    if settings.REDIS_URL:
        found = cache.get(KEY)
    else:
        path = settings.DATA_DIR / KEY
        found = json.loads(path.read_text()) if path.exists() else None
    return Tick(**found) if found else None
