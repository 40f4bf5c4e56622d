import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from artifacts.enums import AuthorKind, KindName, Origin
from artifacts.extraction.pieces import CloseReason
from artifacts.kinds.registry import kind as kind_of
from artifacts.reading import open_version
from artifacts.services import create_artifact
from chat.enums import Role, TurnStatus
from chat.flushing import flush_turns
from chat.models import Conversation, Message
from chat.settling import Outcome, Snapshot, settle_stale_turns, settle_turn

RAW = 'Here.\n\n[[artifact kind="table" title="People"]]\n| name | age |\n|---|---|\n| Ada | 36 |\n| Lin | 4'

BOMB = "| " + "x" * 32_000 + " |\n|---|\n" + "".join(f"| =A{row}&A{row} |\n" for row in range(1, 60))


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


def test_an_artifact_that_was_finished_before_the_cut_is_whole(running):
    cut = f"{RAW}1 |\n[[/artifact]]\nTell me"
    settle_turn(Snapshot(running.pk, cut, "", 9), Outcome(TurnStatus.COMPLETED, CloseReason.LENGTH))
    running.refresh_from_db()
    assert (running.is_partial, running.versions.get().is_partial) == (True, False)


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


@pytest.mark.parametrize(
    ("kind", "content", "code"),
    [("spreadsheet", BOMB, "calculation_failed"), ("document", "# a\n\n" * 10_001, "over_limit")],
    ids=["formula bomb", "too many headings"],
)
def test_answer_that_cannot_be_kept_as_an_artifact_stays_as_text(running, kind, content, code):
    Message.objects.filter(pk=running.pk).update(kind=kind)
    raw = f'Here.\n\n[[artifact kind="{kind}" title="Bomb"]]\n{content}[[/artifact]]\n'
    settle_turn(Snapshot(running.pk, raw, "", 9), Outcome(TurnStatus.COMPLETED, CloseReason.COMPLETE))
    running.refresh_from_db()
    assert (running.status, running.error_code) == ("failed", code)
    assert running.text == f"Here.\n\n{content}".strip()
    assert not running.versions.exists()


HUGE = "=SUMPRODUCT(C1:XFD1048576)"
SHEET = '[[artifact kind="spreadsheet" title="Bomb"]]\n| a |\n|---|\n' + f"| {HUGE} |\n" * 99 + "[[/artifact]]\n"
EDIT = [{"op": "set_cells", "at": "B1", "values": [[HUGE]] * 99}]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("raw", "operations"), [(SHEET, []), ("Done.", EDIT)], ids=["answer", "edit"])
def test_others_write_while_the_formulas_of_an_answer_are_computed(running, raw, operations):
    content = kind_of(KindName.SPREADSHEET).parse_json({"sheets": [{"name": "S", "cells": {"A1": 1}}]})
    version = create_artifact(
        owner=running.conversation.owner,
        kind=KindName.SPREADSHEET,
        title="Sums",
        content=content,
        origin=Origin.API,
        author=AuthorKind.USER,
    )
    Conversation.objects.update(open_artifact=version.artifact)
    Message.objects.update(kind="spreadsheet")

    def settle() -> None:
        snapshot = Snapshot(running.pk, raw, "", 9, operations, version.number)
        settle_turn(snapshot, Outcome(TurnStatus.COMPLETED, CloseReason.COMPLETE))
        connection.close()

    thread = threading.Thread(target=settle)
    thread.start()
    writes = 0
    while thread.is_alive():
        Conversation.objects.update(title=f"write {writes}")
        writes += 1
    running.refresh_from_db()
    assert (running.status, running.error_code) == ("failed", "calculation_failed")
    assert writes > 20
