from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from accounts.models import User
from telemetry.models import EventRecord


def test_staff_read_events_and_change_none(staff: User, client_for: Callable[[User], Client]) -> None:
    record = EventRecord.objects.create(name="export_failed", user_id=7, payload={"code": "timeout"})
    client = client_for(staff)
    page = reverse("admin:telemetry_eventrecord_change", args=[record.pk])

    assert client.get(reverse("admin:telemetry_eventrecord_changelist") + "?name=export_failed").status_code == 200
    assert client.get(page).status_code == 200
    assert client.post(page, {"name": "x"}).status_code == 403
    assert client.get(reverse("admin:telemetry_eventrecord_add")).status_code == 403
