from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from telemetry.models import EventRecord
from telemetry.tasks import prune_events


@pytest.mark.django_db
def test_prune_events_keeps_thirty_days() -> None:
    now = timezone.now()
    for name, age in (("old", 31), ("kept", 29)):
        with time_machine.travel(now - timedelta(days=age)):
            EventRecord.objects.create(name=name)

    prune_events()

    assert [record.name for record in EventRecord.objects.all()] == ["kept"]
