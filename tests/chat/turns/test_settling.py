import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from prometheus_client import REGISTRY

from accounts.models import User
from artifacts.extraction.pieces import CloseReason
from artifacts.kinds.catalogue import parse_operations
from artifacts.kinds.references import parse_reference
from artifacts.kinds.registry import kind as kind_of
from artifacts.rows.completeness import Completeness
from artifacts.rows.enums import AuthorKind, KindName, Origin
from artifacts.rows.models import Artifact, ArtifactVersion
from artifacts.versions.reading import find_version, open_version
from artifacts.versions.write import create_artifact, revise_artifact
from chat.rows.enums import Role, TurnStatus
from chat.rows.models import Conversation, Message
from chat.turns.continuations import prepare_continuation
from chat.turns.flushing import flush_turns
from chat.turns.heartbeats import settle_stale_turns
from chat.turns.outcome import Outcome, Settled, Snapshot
from chat.turns.settling import settle_turn
from tests.fakes.other_writer import another_writer

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
    assert settled.artifacts[0].artifact_id == version.artifact_id


def test_the_time_until_an_artifact_is_stored_is_measured(running, django_capture_on_commit_callbacks):
    def count() -> float:
        return REGISTRY.get_sample_value("diptych_artifact_creation_seconds_count", {"kind": "table"}) or 0

    before = count()
    with django_capture_on_commit_callbacks(execute=True):
        settle_turn(Snapshot(running.pk, RAW, "", 9), Outcome(TurnStatus.COMPLETED, CloseReason.COMPLETE))
    assert count() == before + 1


def test_settle_turn_again_changes_nothing(running):
    snapshot = Snapshot(running.pk, RAW, "", 9)
    settle_turn(snapshot, Outcome(TurnStatus.COMPLETED, CloseReason.COMPLETE))
    again = settle_turn(snapshot, Outcome(TurnStatus.FAILED, CloseReason.INTERRUPTED, "internal_error"))
    assert (again.status, again.artifacts) == (TurnStatus.COMPLETED, ())
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


HUGE = "=SUM(SEQUENCE(3000,3000))"
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


@pytest.mark.django_db(transaction=True)
def test_others_write_while_a_small_edit_is_applied(running):
    version = make_sheet(running, {"A1": 1, "B1": "=A1*2"})
    User.objects.update(applies_small_changes=True)
    Conversation.objects.update(open_artifact=version.artifact)
    edit = [{"op": "set_cells", "at": "A1", "values": [[2]]}]
    snapshot = Snapshot(running.pk, "Done.", "", 9, edit, version.number)

    with another_writer() as outcomes:
        settle_turn(snapshot, Outcome(TurnStatus.COMPLETED, CloseReason.COMPLETE))
    running.refresh_from_db()
    assert (running.status, running.error_code, running.proposal.status) == ("completed", "", "accepted")
    assert value_at(version, "B1") == 4
    assert outcomes == ["written"] * 2  # tried out, and applied


@pytest.mark.parametrize(
    "operation",
    [{"op": "paint"}, {}, {"op": "set_cells", "at": "B1"}, {"op": "set_cells", "at": "in B", "values": [[1]]}],
    ids=["unknown", "empty", "without its values", "at no place"],
)
def test_an_edit_that_cannot_be_read_fails_the_turn_with_its_reason(running, operation):
    version = make_sheet(running, {"A1": 1})
    Conversation.objects.update(open_artifact=version.artifact)
    snapshot = Snapshot(running.pk, "Done.", "", 9, [operation], version.number)
    settled = settle_turn(snapshot, Outcome(TurnStatus.COMPLETED, CloseReason.COMPLETE))
    running.refresh_from_db()
    assert (settled.status, settled.error_code) == (TurnStatus.FAILED, "invalid_operation")
    assert (running.status, running.error_code, running.text) == ("failed", "invalid_operation", "Done.")
    assert running.proposal is None


@pytest.mark.django_db(transaction=True)
def test_others_write_while_a_continuation_is_computed(running):
    version = cut_sheet(running)

    with another_writer() as outcomes:
        settle_continuation(running)
    assert running.versions.get().number == 2
    assert [value_at(version, at) for at in ("B1", "A2", "A3")] == [2, 2, 3]
    assert outcomes == ["written"]


@pytest.mark.parametrize("edits", [1, 9], ids=["once", "without pause"])
def test_edit_made_while_a_continuation_is_computed_stays(running, monkeypatch, edits):
    version = cut_sheet(running)
    left = list(range(edits))

    def prepare(*given):
        prepared = prepare_continuation(*given)
        if left:
            put = parse_operations([{"op": "set_cells", "at": "D1", "values": [[f"mine {left.pop()}"]]}])
            head = find_version(Artifact.objects.get())
            revise_artifact(artifact=version.artifact, actor=None, expected_version=head.number, operations=put)
        return prepared

    monkeypatch.setattr("chat.turns.settling.prepare_continuation", prepare)
    settled = settle_continuation(running)
    running.refresh_from_db()
    if edits == 1:
        assert (settled.error_code, settled.artifacts[0].version) == ("", 3)
        assert [value_at(version, at) for at in ("D1", "A2", "A3")] == ["mine 0", 2, 3]
    else:
        assert (settled.status, settled.error_code, settled.artifacts) == ("failed", "version_conflict", [])
        assert "| 3 |" in running.text
        assert value_at(version, "D1") == "mine 6"


def make_sheet(turn, cells, **more) -> ArtifactVersion:
    return create_artifact(
        owner=turn.conversation.owner,
        kind=KindName.SPREADSHEET,
        title="Sums",
        content=kind_of(KindName.SPREADSHEET).parse_json({"sheets": [{"name": "S", "cells": cells}]}),
        origin=Origin.CHAT,
        author=AuthorKind.ASSISTANT,
        **more,
    )


def cut_sheet(running) -> ArtifactVersion:
    """Return a sheet that the running turn goes on with."""
    version = make_sheet(
        running, {"A1": 1, "B1": "=A1*2"}, completeness=Completeness(3, 1, is_partial=True, unit="rows")
    )
    cut = Message.objects.create(
        conversation=running.conversation, number=0, role=Role.ASSISTANT, status=TurnStatus.COMPLETED, is_partial=True
    )
    cut.versions.add(version)
    Message.objects.filter(pk=running.pk).update(continues=cut, kind="spreadsheet")
    return version


def settle_continuation(running) -> Settled:
    raw = '[[artifact kind="spreadsheet" title="Sums"]]\n## S\n\n| 2 |\n|---|\n| 3 |\n[[/artifact]]\n'
    return settle_turn(Snapshot(running.pk, raw, "", 9), Outcome(TurnStatus.COMPLETED, CloseReason.COMPLETE))


def value_at(version, at):
    row, column = parse_reference(at)
    head = find_version(Artifact.objects.get(pk=version.artifact_id))
    return open_version(head).rows("S", row, 1)[row, column].value
