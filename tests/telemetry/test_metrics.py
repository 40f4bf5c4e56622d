from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

import pytest
from prometheus_client import REGISTRY, Histogram
from prometheus_client.parser import text_string_to_metric_families

from artifacts.rows.events import ArtifactCreated
from common.events import Event
from exports.rows.events import ExportCompleted
from gatekeeper.events import GatekeeperDecision
from telemetry import metrics
from telemetry.metrics import TIMINGS, exposition, metrics_sink

EVENTS: dict[str, Any] = {event.name: event for event in (GatekeeperDecision, ArtifactCreated, ExportCompleted)}


class Word(StrEnum):
    ONE = "one"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided(Event):
    name: ClassVar[str] = "gatekeeper_decision"
    stage: Word
    latency_ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Created(Event):
    name: ClassVar[str] = "artifact_created"
    kind: Word


def bucket(bound: str) -> float:
    labels = {"stage": "one", "le": bound}
    return REGISTRY.get_sample_value("diptych_gatekeeper_seconds_bucket", labels) or 0.0


def test_a_latency_is_observed_in_seconds() -> None:
    before = {bound: bucket(bound) for bound in ("0.05", "0.1")}

    metrics_sink(Decided(stage=Word.ONE, latency_ms=99.0))

    assert {bound: bucket(bound) - before[bound] for bound in before} == {"0.05": 0, "0.1": 1}


def test_an_event_without_its_latency_is_counted_all_the_same() -> None:
    before = REGISTRY.get_sample_value("diptych_events_total", {"name": "artifact_created"}) or 0

    metrics_sink(Created(kind=Word.ONE))

    assert REGISTRY.get_sample_value("diptych_events_total", {"name": "artifact_created"}) == before + 1


@pytest.mark.parametrize(
    ("histogram", "bound"),
    [(metrics.GATEKEEPER_SECONDS, 0.1), (metrics.CREATION_SECONDS, 0.5), (metrics.EXPORT_SECONDS, 30.0)],
)
def test_the_buckets_contain_the_objective(histogram: Histogram, bound: float) -> None:
    assert bound in histogram._upper_bounds


@pytest.mark.parametrize("name", TIMINGS)
def test_every_timing_names_fields_that_its_event_has(name: str) -> None:
    assert {TIMINGS[name].field, TIMINGS[name].label} <= EVENTS[name].__dataclass_fields__.keys()


def test_exposition_can_be_parsed() -> None:
    metrics_sink(Decided(stage=Word.ONE, latency_ms=1.0))

    names = {family.name for family in text_string_to_metric_families(exposition().decode())}

    assert {"diptych_events", "diptych_gatekeeper_seconds"} <= names
