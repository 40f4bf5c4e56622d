from dataclasses import dataclass, fields
from enum import Enum
from types import NoneType, UnionType
from typing import Any, ClassVar, get_args, get_type_hints
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from common import events
from common.digests import keyed_digest
from common.events import Event, emit, register_sink
from rollout.enums import FlagName


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample(Event):
    name: ClassVar[str] = "sample"
    value: Any


@pytest.fixture
def received(monkeypatch: pytest.MonkeyPatch) -> list[Event]:
    """What a sink of our own is given."""
    seen: list[Event] = []
    monkeypatch.setattr(events, "_sinks", [])
    register_sink(seen.append)
    return seen


@pytest.mark.django_db(transaction=True)
def test_emit_outside_of_a_transaction_delivers_at_once(received: list[Event]) -> None:
    event = Sample(value=1)

    emit(event)

    assert received == [event]


@pytest.mark.django_db(transaction=True)
def test_emit_waits_for_the_commit(received: list[Event]) -> None:
    with transaction.atomic():
        emit(Sample(value=1))
        assert received == []

    assert received == [Sample(value=1)]


@pytest.mark.django_db(transaction=True)
def test_emit_says_nothing_after_a_rollback(received: list[Event]) -> None:
    with transaction.atomic():
        emit(Sample(value=1))
        transaction.set_rollback(True)

    assert received == []


@pytest.mark.django_db(transaction=True)
def test_emit_survives_a_sink_that_fails(received: list[Event], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(event: Event) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(events, "_sinks", [fail, received.append])

    emit(Sample(value=1))

    assert received == [Sample(value=1)]


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (None, None),
        (True, True),
        (3, 3),
        (0.5, 0.5),
        (FlagName.EXPORT, "exportEnabled"),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        ("a" * 64, "a" * 64),
        ("not_found", "not_found"),
    ],
)
def test_payload_holds_plain_values(value: object, plain: object) -> None:
    assert Sample(value=value).payload() == {"user_id": None, "value": plain}


@pytest.mark.parametrize("value", ["", "free text", "word", "A" * 64, "a" * 63, b"x", ["x"], {"x": 1}, ("a",)])
def test_payload_refuses_what_could_hold_text(value: object) -> None:
    with pytest.raises(TypeError, match="'value'"):
        Sample(value=value).payload()


def test_emit_refuses_text_in_the_caller(received: list[Event]) -> None:
    with pytest.raises(TypeError):
        emit(Sample(value="Make me a table of my debts"))


def test_a_digest_passes() -> None:
    digest = keyed_digest("anything")

    assert Sample(value=digest).payload()["value"] == digest


def test_log_sink_writes_the_fields(caplog: pytest.LogCaptureFixture) -> None:
    job = uuid4()

    with caplog.at_level("INFO", logger="diptych.events"):
        events.log_sink(Sample(user_id=7, value=job))

    line = caplog.records[-1].msg
    assert isinstance(line, dict)
    assert (line["event"], line["user_id"], line["value"]) == ("sample", 7, str(job))


def catalogue() -> list[type[Event]]:
    """Every event class that the rooms declare (slots make a first, nameless copy of each, which is left out)."""
    waiting, found = [Event], []
    while waiting:
        current = waiting.pop()
        waiting.extend(current.__subclasses__())
        if "name" in vars(current) and not current.__module__.startswith("tests."):
            found.append(current)
    return found


def test_no_declared_event_has_a_field_for_text() -> None:
    wrong = [
        f"{event.__module__}.{event.__name__}.{field.name}"
        for event in catalogue()
        for field in fields(event)
        if not is_safe(field.name, get_type_hints(event)[field.name])
    ]

    assert wrong == []


def is_safe(name: str, hint: Any) -> bool:
    """Ids, enums, numbers; a string only where its name says digest or code, whose form `payload` checks."""
    if isinstance(hint, UnionType):
        return all(is_safe(name, part) for part in get_args(hint))
    if hint is str:
        return name.endswith(("digest", "code"))
    return issubclass(hint, int | float | bool | UUID | Enum | NoneType)
