"""Prometheus metrics, kept in files under METRICS_DIR so that web processes and workers add up.

Histogram buckets contain the bounds of our objectives, so that a share of good events can be read off exactly:
gatekeeper 100 ms, artifact creation 500 ms, export 30 s.
"""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from prometheus_client import Counter, Histogram, Metric, generate_latest, multiprocess

from common.events import Event
from telemetry.ended_processes import fold_ended, sole_reader

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
GATEKEEPER_BOUND_SECONDS = 0.1
CREATION_BOUND_SECONDS = 0.5
EXPORT_BOUND_SECONDS = 30.0

EVENTS = Counter("diptych_events", "Events by name.", ["name"])
REQUESTS = Counter("diptych_requests", "Answers by route and status.", ["method", "route", "status"])
REQUEST_SECONDS = Histogram(
    "diptych_request_seconds",
    "Time until an answer begins.",
    ["method", "route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
GATEKEEPER_SECONDS = Histogram(
    "diptych_gatekeeper_seconds",
    "Time to decide about a message, by the stage that decided.",
    ["stage"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, GATEKEEPER_BOUND_SECONDS, 0.25, 0.5, 1),
)
CREATION_SECONDS = Histogram(
    "diptych_artifact_creation_seconds",
    "Time from the first content of an artifact until it is stored.",
    ["kind"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, CREATION_BOUND_SECONDS, 1, 2.5, 5),
)
EXPORT_SECONDS = Histogram(
    "diptych_export_seconds",
    "Time from the request of an export until its verified file is stored.",
    ["format"],
    buckets=(0.25, 0.5, 1, 2.5, 5, 10, 20, EXPORT_BOUND_SECONDS, 60, 120, 300),
)


@dataclass(frozen=True, slots=True)
class Timing:
    """Which field of an event is a latency in milliseconds, and by which enum field it is split."""

    histogram: Histogram
    field: str
    label: str


TIMINGS: Mapping[str, Timing] = {
    "gatekeeper_decision": Timing(GATEKEEPER_SECONDS, "latency_ms", "stage"),
    "artifact_created": Timing(CREATION_SECONDS, "latency_ms", "kind"),
    "export_completed": Timing(EXPORT_SECONDS, "total_ms", "format"),
}


def metrics_sink(event: Event) -> None:
    """Count the event, and time it when its name has a timing."""
    EVENTS.labels(name=event.name).inc()
    timing = TIMINGS.get(event.name)
    milliseconds = getattr(event, timing.field, None) if timing else None
    if timing is not None and milliseconds is not None:
        timing.histogram.labels(getattr(event, timing.label).value).observe(milliseconds / 1000)


def exposition() -> bytes:
    """Return the metrics of every process in Prometheus' text format."""
    own = Path(os.environ["PROMETHEUS_MULTIPROC_DIR"])
    with sole_reader(own):
        fold_ended(own)
        return generate_latest(_EveryFolder())


class _EveryFolder:
    """A registry for one look: the files of this machine's folder, and of others that lie beside it."""

    def collect(self) -> Iterable[Metric]:
        """Add up what every process has counted."""
        files = [str(path) for path in Path(settings.METRICS_DIR).rglob("*.db")]
        return multiprocess.MultiProcessCollector.merge(files)  # type: ignore[no-untyped-call,no-any-return]


def clear_metrics() -> None:
    """Delete the files that the processes of an earlier start left; called before the first process counts."""
    for path in Path(settings.METRICS_DIR).rglob("*.db"):
        path.unlink(missing_ok=True)
