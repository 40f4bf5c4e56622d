"""Two who settle one turn at once: its owner, and whoever takes it for one whose owner died."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import DailyUsage
from artifacts.extraction.pieces import CloseReason
from artifacts.rows.models import Artifact
from chat.rows import limits
from chat.rows.enums import Role, TurnStatus
from chat.rows.models import Conversation, Message
from chat.turns import end_event
from chat.turns.heartbeats import settle_if_stale
from chat.turns.outcome import INTERRUPTED, Outcome, Settled, Snapshot
from chat.turns.proposal_json import proposal_json
from chat.turns.settling import mark_answered, settle_turn
from common import events
from gatekeeper.enums import Action, Stage
from gatekeeper.models import DecisionRecord
from tests.fakes.interleaving import after_first_read, before_first_update

TABLE = Message._meta.db_table
CUT = 'Here.\n\n[[artifact kind="table" title="People"]]\n| name | age |\n|---|---|\n| Ada | 36 |\n'
WHOLE = f"{CUT}| Lin | 41 |\n[[/artifact]]\n"
COMPLETED = Outcome(TurnStatus.COMPLETED, CloseReason.COMPLETE)


@pytest.fixture
def running(conversation) -> Message:
    return Message.objects.create(
        conversation=conversation,
        number=1,
        role=Role.ASSISTANT,
        status=TurnStatus.STREAMING,
        kind="table",
        raw_text=CUT,
        heartbeat_at=timezone.now(),
    )


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_of_two_who_settle_at_once_one_writes_and_the_other_tells(running):
    """Both have read that the turn runs before either writes."""
    meeting = threading.Barrier(2, timeout=30)

    def settle(text: str, outcome: Outcome) -> Settled:
        try:
            with after_first_read(TABLE, meeting.wait):
                return settle_turn(Snapshot(running.pk, text, "", 9), outcome)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        ends = [pool.submit(settle, WHOLE, COMPLETED), pool.submit(settle, CUT, INTERRUPTED)]
        settled = [end.result() for end in ends]

    running.refresh_from_db()
    assert [one.status for one in settled] == [running.status] * 2
    assert [one.error_code for one in settled] == [running.error_code] * 2
    assert sorted(len(one.artifacts) for one in settled) == [0, 1]
    assert (Artifact.objects.count(), running.versions.count(), DailyUsage.objects.get().count) == (1, 1, 1)
    assert running.versions.get().is_partial is (running.status == TurnStatus.INTERRUPTED)


@pytest.mark.races
def test_who_comes_second_keeps_nothing_and_tells_what_the_row_says(running):
    def end_elsewhere() -> None:
        settle_turn(Snapshot(running.pk, CUT, "", 5), INTERRUPTED)

    with before_first_update(TABLE, end_elsewhere):
        settled = settle_turn(Snapshot(running.pk, WHOLE, "", 9), COMPLETED)

    running.refresh_from_db()
    assert settled == Settled(TurnStatus.INTERRUPTED, "interrupted")
    assert (running.status, running.error_code, running.event_number) == ("interrupted", "interrupted", 5)
    assert (Artifact.objects.count(), running.versions.count()) == (1, 1)


def test_a_turn_whose_answer_was_whole_is_completed_by_whoever_settles_it(running, monkeypatch):
    told: list[events.Event] = []
    monkeypatch.setattr(end_event, "emit", told.append)
    mark_answered(Snapshot(running.pk, WHOLE, "Here.", 9))
    silent = timezone.now() - limits.STALE_AFTER - timedelta(seconds=1)
    Message.objects.update(heartbeat_at=silent)

    assert settle_if_stale(running)
    assert not settle_if_stale(running)

    running.refresh_from_db()
    assert (running.status, running.error_code, running.is_partial) == ("completed", "", False)
    assert [(event.name, event.payload()["status"]) for event in told] == [("turn_completed", "completed")]


def test_only_the_turn_that_is_looked_at_is_settled(running, conversation):
    silent = timezone.now() - limits.STALE_AFTER - timedelta(seconds=1)
    others = [
        Message.objects.create(
            conversation=Conversation.objects.create(owner=conversation.owner),
            number=1,
            role=Role.ASSISTANT,
            status=TurnStatus.STREAMING,
            heartbeat_at=silent,
        )
        for _ in range(2)
    ]
    assert not settle_if_stale(running)

    assert settle_if_stale(others[1])
    assert [Message.objects.get(pk=one.pk).status for one in (running, *others)] == [
        "streaming",
        "streaming",
        "interrupted",
    ]


def test_a_turn_whose_owner_fell_silent_is_told_as_interrupted(running, monkeypatch):
    told: list[events.Event] = []
    monkeypatch.setattr(end_event, "emit", told.append)
    Message.objects.update(heartbeat_at=timezone.now() - limits.STALE_AFTER - timedelta(seconds=1))

    assert settle_if_stale(running)

    assert [(event.name, event.payload()["status"]) for event in told] == [("turn_failed", "interrupted")]


@pytest.mark.races
def test_a_turn_that_was_settled_meanwhile_is_not_marked_as_answered(running):
    settle_turn(Snapshot(running.pk, CUT, "", 5), INTERRUPTED)
    ended_at = Message.objects.get().finished_at

    mark_answered(Snapshot(running.pk, WHOLE, "later", 9))

    running.refresh_from_db()
    assert (running.raw_text, running.text, running.event_number) == ("", "Here.", 5)
    assert running.finished_at == ended_at


def test_other_turns_that_run_stay_as_they_are(running, conversation):
    other = Message.objects.create(
        conversation=Conversation.objects.create(owner=conversation.owner),
        number=1,
        role=Role.ASSISTANT,
        status=TurnStatus.STREAMING,
        raw_text="Theirs",
        heartbeat_at=timezone.now(),
    )

    mark_answered(Snapshot(running.pk, WHOLE, "Here.", 9))
    settle_turn(Snapshot(running.pk, WHOLE, "", 9), COMPLETED)

    other.refresh_from_db()
    assert (other.status, other.raw_text, other.text, other.finished_at) == ("streaming", "Theirs", "", None)


def test_proposal_of_an_edit_is_told(running):
    settle_turn(Snapshot(running.pk, WHOLE, "", 9), COMPLETED)
    version = running.versions.get()
    editing = Message.objects.create(
        conversation=running.conversation, number=2, role=Role.ASSISTANT, status=TurnStatus.STREAMING
    )
    edit = [{"op": "set_cells", "at": "B1", "values": [[37]]}]

    settled = settle_turn(Snapshot(editing.pk, "Done.", "", 9, edit, version.number), COMPLETED)

    editing.refresh_from_db()
    assert editing.proposal is not None
    assert settled.proposal == proposal_json(editing.proposal)


def test_table_that_an_edit_speaks_of_is_no_artifact(running):
    """The same words make an artifact where one was asked for."""
    words = "It is now:\n\n| name | age |\n|---|---|\n| Ada | 37 |\n| Lin | 41 |\n"
    running.decision = DecisionRecord.objects.create(
        user=running.conversation.owner,
        text_digest="0" * 64,
        text_length=4,
        action=Action.EDIT,
        kind="table",
        confidence=1,
        stage=Stage.RULES,
        latency_ms=1,
    )
    running.save()

    settled = settle_turn(Snapshot(running.pk, words, "", 9), COMPLETED)

    running.refresh_from_db()
    assert (settled.artifacts, running.versions.count()) == ([], 0)
    assert "| Ada | 37 |" in running.text
    Message.objects.update(status=TurnStatus.STREAMING, decision=None)
    assert len(settle_turn(Snapshot(running.pk, words, "", 9), COMPLETED).artifacts) == 1
