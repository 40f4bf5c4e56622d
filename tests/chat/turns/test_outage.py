"""A database that goes away while an answer is shown: nothing that was shown is lost, and nobody is told of an end."""

import asyncio

import pytest
from django.db import InterfaceError, OperationalError

from chat.log.current import turn_log
from chat.log.protocol import StreamKind
from chat.rows import limits
from chat.rows.enums import TurnStatus
from chat.turns import engine, following
from chat.turns.following import follow
from chat.turns.settling import settle_turn
from tests.chat.turns.test_services import say

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def away(monkeypatch) -> list[Exception]:
    """Errors that settling meets, one a try; no time passes between the tries."""
    errors: list[Exception] = [OperationalError("gone"), InterfaceError("closed"), OperationalError("starting up")]
    left = list(errors)

    def settle(*given):
        if left:
            raise left.pop()
        return settle_turn(*given)

    monkeypatch.setattr(engine, "settle_turn", settle)
    monkeypatch.setattr(limits, "SETTLE_RETRY_SECONDS", 0)
    return left


async def test_the_owner_keeps_its_text_until_the_database_takes_it(conversation, connected, ended, away):
    turn = await ended(await say(conversation, "What moves the tides?"))
    assert (turn.status, turn.text, away) == (TurnStatus.COMPLETED, "Hello from the model.", [])
    assert [e.kind async for e in turn_log.read(turn.pk) if e][-1] == StreamKind.TURN_COMPLETED


async def test_a_process_that_stops_while_the_database_is_away_gives_up_in_time(conversation, connected, monkeypatch):
    def never(*_given):
        raise OperationalError("gone")

    monkeypatch.setattr(engine, "settle_turn", never)
    monkeypatch.setattr(limits, "SHUTDOWN_SECONDS", 0.05)
    turn = await say(conversation, "What moves the tides?")
    async with asyncio.timeout(20):
        await engine.shutdown()
    await turn.arefresh_from_db()
    assert turn.status == TurnStatus.STREAMING  # whoever sees its silence settles what was flushed


async def test_followers_go_on_while_the_database_is_away(conversation, connected, ended, monkeypatch):
    turn = await ended(await say(conversation, "What moves the tides?"))
    look, errors = following.settle_if_stale, [OperationalError("gone"), InterfaceError("closed")]
    monkeypatch.setattr(following, "POLL_SECONDS", 0)
    monkeypatch.setattr(following, "settle_if_stale", lambda turn: look(turn) if not errors else _raise(errors.pop()))
    monkeypatch.setattr(turn_log, "has", _has_nothing)
    await type(turn).objects.filter(pk=turn.pk).aupdate(status=TurnStatus.STREAMING, finished_at=None)
    seen = []
    async with asyncio.timeout(20):
        async for entry in follow(turn.pk, 0):
            seen.append(entry)
            if not errors:
                await type(turn).objects.filter(pk=turn.pk).aupdate(status=TurnStatus.COMPLETED)
    assert seen
    assert set(seen) == {None}


async def _has_nothing(_turn_id) -> bool:
    return False


def _raise(error: Exception) -> bool:
    raise error
