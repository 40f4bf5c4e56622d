from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

import pytest
from django.db import transaction
from prometheus_client import REGISTRY

from accounts.enums import Allowance
from accounts.events import LimitReached
from common.events import Event, emit
from telemetry.models import EventRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample(Event):
    name: ClassVar[str] = "sample"
    thing_id: UUID


def counted(name: str) -> float:
    return REGISTRY.get_sample_value("diptych_events_total", {"name": name}) or 0.0


@pytest.mark.django_db(transaction=True)
def test_one_emit_reaches_the_row_and_the_metric() -> None:
    before = counted("limit_reached")

    emit(LimitReached(user_id=7, allowance=Allowance.EXPORT, limit=2))

    record = EventRecord.objects.get()
    assert (record.name, record.user_id, record.payload) == (
        "limit_reached",
        7,
        {"allowance": "export", "limit": 2},
    )
    assert counted("limit_reached") == before + 1


@pytest.mark.django_db(transaction=True)
def test_ids_are_kept_as_text() -> None:
    emit(Sample(thing_id=UUID(int=5)))

    assert EventRecord.objects.get().payload == {"thing_id": "00000000-0000-0000-0000-000000000005"}


@pytest.mark.django_db(transaction=True)
def test_a_rollback_leaves_neither() -> None:
    before = counted("sample")

    with transaction.atomic():
        emit(Sample(thing_id=UUID(int=5)))
        transaction.set_rollback(True)

    assert (EventRecord.objects.count(), counted("sample")) == (0, before)
