"""The owner of running turns, as the server stops."""

import asyncio
import threading

import pytest
from django.utils import translation

from artifacts.rows.models import ArtifactVersion
from artifacts.versions.reading import open_version
from chat.log.current import turn_log
from chat.log.protocol import StreamKind
from chat.rows.enums import TurnStatus
from chat.rows.models import Message
from chat.turns import engine
from chat.turns.settling import settle_turn
from common import events
from tests.chat.turns.test_services import say
from tests.fakes.openai_scripts import Script

pytestmark = pytest.mark.django_db(transaction=True)


async def test_the_end_of_a_turn_tells_the_tokens_that_the_provider_counted(
    conversation, connected, ended, monkeypatch
):
    heard: list[events.Event] = []
    monkeypatch.setattr(events, "_sinks", [heard.append])
    await ended(await say(conversation, "What moves the tides?"))
    told = next(event.payload() for event in heard if event.name == "turn_completed")
    assert (told["prompt_tokens"], told["answer_tokens"]) == (10, 4)


async def test_a_server_that_stops_settles_its_turns_with_what_was_shown(conversation, connected):
    rest = threading.Event()
    connected.script("m", Script(holds={2: rest}))
    turn = await say(conversation, "What moves the tides?")
    async with asyncio.timeout(20):
        while "from" not in (await Message.objects.aget(pk=turn.pk)).text:  # noqa: ASYNC110 - the row is the truth
            await asyncio.sleep(0.05)
        await engine.shutdown()
    rest.set()
    await turn.arefresh_from_db()
    assert (turn.status, turn.error_code, turn.text) == (TurnStatus.INTERRUPTED, "interrupted", "Hello from")


async def test_what_a_turn_writes_for_people_is_in_the_language_of_who_asks(conversation, ended):
    with translation.override("es"):
        turn = await say(conversation, "name,age\nAda,36\n\nTurn this into a table")
    await ended(turn)
    version = await ArtifactVersion.objects.aget()
    assert version.summary == "Creado"


async def stop(turn: Message) -> None:
    assert engine.request_stop(turn.pk)


async def stop_the_server(_turn: Message) -> None:
    await engine.shutdown()


@pytest.mark.parametrize("end", [stop, stop_the_server])
async def test_a_turn_whose_end_is_being_stored_is_told_to_its_end(conversation, connected, monkeypatch, end):
    begun, rest = threading.Event(), threading.Event()

    def slowly(*given):
        begun.set()
        assert rest.wait(10)
        return settle_turn(*given)

    monkeypatch.setattr(engine, "settle_turn", slowly)
    turn = await say(conversation, "What moves the tides?")
    async with asyncio.timeout(20):
        await asyncio.to_thread(begun.wait)
        ending = asyncio.create_task(end(turn))
        await asyncio.sleep(0)
        rest.set()
        await ending
        await engine.wait_for(turn.pk, 10)
        told = [entry.kind async for entry in turn_log.read(turn.pk) if entry]
    await turn.arefresh_from_db()
    assert (turn.status, turn.text) == (TurnStatus.COMPLETED, "Hello from the model.")
    assert told[-1] == StreamKind.TURN_COMPLETED
    assert not engine.request_stop(turn.pk)


async def test_what_was_thought_aloud_is_taken_back_and_reading_begins_anew(conversation, connected, ended):
    draft = "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n| 5 | 6 |\n"
    pieces = [f"Let me draft:\n{draft}", "</think>\n\n", "| Item | Price |\n|---|---|\n| Pen | 2 |\n| Cup | 3 |\n"]
    connected.script("m", Script(pieces=pieces, tokens_per_second=10))
    turn = await say(conversation, "Make a table of items with prices")
    told = [(entry.kind, entry.data) async for entry in turn_log.read(turn.pk) if entry]
    await ended(turn)
    kinds = [kind for kind, _ in told]
    assert kinds.index(StreamKind.ARTIFACT_OPENED) < kinds.index(StreamKind.TAKEN_BACK)
    assert told[kinds.index(StreamKind.TAKEN_BACK)][1] == {"refs": [1]}
    version = await ArtifactVersion.objects.aget()
    names = await asyncio.to_thread(lambda: [column.name for column in open_version(version).columns])
    assert names == ["Item", "Price"]


async def test_an_answer_that_goes_in_circles_is_stopped_and_cut(conversation, connected, ended):
    pieces = ["| Van | Price |\n|---|---|\n"] + ["| Kangoo | 20000 |\n"] * 300
    connected.script("m", Script(pieces=pieces))
    turn = await ended(await say(conversation, "Make a table of vans with prices"))
    version = await ArtifactVersion.objects.aget()
    assert (version.delivered, version.is_partial, turn.status) == (1, True, TurnStatus.COMPLETED)
