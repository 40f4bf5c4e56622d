from datetime import timedelta

import pytest
from django.utils import timezone

from artifacts.extraction.pieces import CloseReason
from artifacts.reading import open_version
from chat.enums import Role, TurnStatus
from chat.models import Message
from chat.settling import Outcome, Snapshot, flush_turns, settle_stale_turns, settle_turn

RAW = 'Here.\n\n[[artifact kind="table" title="People"]]\n| name | age |\n|---|---|\n| Ada | 36 |\n| Lin | 4'


@pytest.fixture
def running(conversation) -> Message:
    """A turn that makes a table and whose owner is alive."""
    return Message.objects.create(
        conversation=conversation,
        number=1,
        role=Role.ASSISTANT,
        status=TurnStatus.STREAMING,
        kind="table",
        heartbeat_at=timezone.now(),
    )


def test_flush_writes_text_number_and_heartbeat(running):
    before = running.heartbeat_at
    assert flush_turns([Snapshot(running.pk, "raw", "text", 7)], [running.pk]) == []
    running.refresh_from_db()
    assert (running.raw_text, running.text, running.event_number) == ("raw", "text", 7)
    assert running.heartbeat_at > before


def test_flush_reports_turns_that_should_stop(running):
    Message.objects.filter(pk=running.pk).update(cancel_requested_at=timezone.now())
    assert flush_turns([], [running.pk]) == [running.pk]


def test_settle_turn_stores_text_and_artifact(running):
    settled = settle_turn(
        Snapshot(running.pk, RAW + "1 |\n[[/artifact]]\n", "", 9), Outcome(TurnStatus.COMPLETED, CloseReason.COMPLETE)
    )
    running.refresh_from_db()
    assert (running.status, running.text, running.raw_text, running.is_partial) == ("completed", "Here.", "", False)
    version = running.versions.get()
    assert open_version(version).window(0, 9) == [["Ada", 36], ["Lin", 41]]
    assert settled.artifacts[0]["id"] == str(version.artifact_id)


def test_settle_turn_again_changes_nothing(running):
    snapshot = Snapshot(running.pk, RAW, "", 9)
    settle_turn(snapshot, Outcome(TurnStatus.COMPLETED, CloseReason.COMPLETE))
    again = settle_turn(snapshot, Outcome(TurnStatus.FAILED, CloseReason.INTERRUPTED, "internal_error"))
    assert (again.status, again.artifacts) == (TurnStatus.COMPLETED, [])
    assert running.versions.count() == 1


def test_a_turn_cut_short_keeps_a_partial_version(running):
    settle_turn(
        Snapshot(running.pk, RAW, "", 9), Outcome(TurnStatus.FAILED, CloseReason.INTERRUPTED, "provider_cut_off")
    )
    running.refresh_from_db()
    assert (running.status, running.error_code) == ("failed", "provider_cut_off")
    assert running.versions.get().is_partial


def test_a_turn_whose_owner_died_is_settled_with_what_was_written(running):
    silent = timezone.now() - timedelta(minutes=1)
    Message.objects.filter(pk=running.pk).update(raw_text=RAW, text="Here.", heartbeat_at=silent)
    assert settle_stale_turns() == 1
    running.refresh_from_db()
    assert (running.status, running.error_code, running.text) == ("interrupted", "interrupted", "Here.")
    assert open_version(running.versions.get()).window(0, 1) == [["Ada", 36]]
    assert settle_stale_turns() == 0


def test_a_turn_with_a_living_owner_is_left_alone(running):
    assert settle_stale_turns() == 0
