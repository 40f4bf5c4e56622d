"""Formulas of an answer that give errors go back to the model once; what was answered is kept whatever comes of it."""

import asyncio
import json

import pytest
from asgiref.sync import sync_to_async

from accounts.models import User
from artifacts.kinds.catalogue import read_operations
from artifacts.kinds.references import parse_reference
from artifacts.rows.enums import KindName
from artifacts.rows.models import Artifact
from artifacts.versions.reading import find_version, open_version
from artifacts.versions.write import revise_artifact
from chat.log.current import turn_log
from chat.log.protocol import StreamKind
from chat.rows import limits
from chat.rows.enums import TurnStatus
from chat.rows.models import Message
from chat.turns import engine, services
from chat.turns.heartbeats import settle_stale_turns
from common import events
from gatekeeper.enums import Mode
from tests.chat.turns.test_services import say
from tests.fakes.openai_scripts import Fault, Script

pytestmark = pytest.mark.django_db(transaction=True)

QUESTION = "Make a spreadsheet of the costs"
GRID = """\
## Costs
| Item | Price | Share |
| --- | --- | --- |
| Chairs | 40 | =B2/B4 |
| Tables | 120 | =B3/B4 |
| Total | =SUMM(B2:B3) | |
"""
GOOD = GRID.replace("SUMM", "SUM")
RIGHT = {"op": "set_cells", "at": "B4", "values": [["=SUM(B2:B3)"]], "sheet": "Costs"}


def sheet(grid: str) -> Script:
    pieces = ["Here it is.\n\n", '[[artifact kind="spreadsheet" title="Costs"]]\n', grid, "[[/artifact]]\n"]
    return Script(pieces)


def corrections(*operations: dict[str, object], **script) -> Script:
    return Script([json.dumps({"operations": operations, "note": "Corrected."})], **script)


@pytest.fixture
def model(connected):
    connected.script("m", sheet(GRID))
    return connected


@pytest.fixture(autouse=True)
def soon(monkeypatch) -> None:
    monkeypatch.setattr("llm.limits.BACKOFF_SECONDS", 0.01)


async def made(conversation) -> Message:
    return await say(conversation, QUESTION, Mode.SPREADSHEET)


def value_at(artifact: Artifact, number: int, at: str):
    row, column = parse_reference(at)
    book = open_version(find_version(artifact, number))
    return book.rows(book.sheets[0].name, row, 1)[row, column].value


async def values_of(turn: Message, number: int, *places: str) -> list[object]:
    artifact = await Artifact.objects.aget(versions__messages=turn)
    return [await sync_to_async(value_at)(artifact, number, at) for at in places]


async def is_left_alone(turn: Message) -> bool:
    """Tell whether the turn ended well with the one version that it showed first."""
    version = await turn.versions.select_related("artifact").aget()
    is_first = (version.number, version.artifact.head_number) == (1, 1)
    is_whole = (turn.status, turn.error_code, turn.is_partial) == (TurnStatus.COMPLETED, "", False)
    values = await values_of(turn, 1, "B4", "C2")
    return is_first and is_whole and turn.text == "Here it is." and values == ["#NAME?", "#NAME?"]


async def test_formulas_that_give_errors_are_corrected_in_a_version_of_its_own(conversation, model, ended):
    model.script_json("m", corrections(RIGHT))
    turn = await ended(await made(conversation))
    version = await turn.versions.select_related("artifact").aget()
    assert (turn.status, turn.text, version.number, version.artifact.head_number) == ("completed", "Here it is.", 2, 2)
    assert (version.author_kind, version.summary, version.is_partial) == ("assistant", "Repaired 1 formula", False)
    assert await values_of(turn, 2, "B4", "C2", "C3") == [160, 0.25, 0.75]
    assert await values_of(turn, 1, "B4", "C2") == ["#NAME?", "#NAME?"]
    told = [(entry.kind, entry.data) async for entry in turn_log.read(turn.pk) if entry]
    assert (StreamKind.ARTIFACT_DELTA, {"ref": 1, "correcting": 1}) in told
    closed = next(data for kind, data in told if kind is StreamKind.ARTIFACT_CLOSED)
    assert (closed["id"], closed["version"]) == (str(version.artifact_id), 2)


async def test_the_model_is_shown_where_errors_come_from_with_what_was_asked_and_the_sheet(conversation, model, ended):
    model.script_json("m", corrections(RIGHT))
    await ended(await made(conversation))
    first, second = model.received
    assert ["response_format" in received.body for received in (first, second)] == [False, True]
    system, asked, said, prompt = (message["content"] for message in second.body["messages"])
    assert "| Tables | 120 | =B3/B4 |" in system
    assert (asked, said) == (QUESTION, "Here it is.")
    assert "- Costs!B4: =SUMM(B2:B3) gives #NAME?." in prompt
    assert "C2" not in prompt


async def test_what_a_correction_cost_counts_for_the_turn(conversation, model, ended, monkeypatch):
    heard: list[events.Event] = []
    monkeypatch.setattr(events, "_sinks", [heard.append])
    model.script_json("m", corrections(RIGHT))
    await ended(await made(conversation))
    told = next(event.payload() for event in heard if event.name == "turn_completed")
    assert (told["prompt_tokens"], told["answer_tokens"]) == (20, 5)


async def test_a_correction_is_filled_on_where_the_formula_was(conversation, connected, ended):
    rows = "".join(f"| {row} | =A{row}*RATE_OF(1) |\n" for row in range(2, 60))
    connected.script("m", sheet(f"## Costs\n| Price | Tax |\n| --- | --- |\n{rows}"))
    right = {"op": "set_cells", "at": "B2", "values": [["=A2*0.1"]]}
    connected.script_json("m", corrections(right))
    turn = await ended(await made(conversation))
    assert "in 57 more cells" in connected.received[1].body["messages"][-1]["content"]
    assert (await turn.versions.aget()).summary == "Repaired 58 formulas"
    assert await values_of(turn, 2, "B2", "B59") == pytest.approx([0.2, 5.9])


async def test_a_summary_is_in_the_language_of_its_reader(conversation, model, ended):
    await User.objects.aupdate(language="es")
    model.script_json("m", corrections(RIGHT))
    turn = await ended(await made(conversation))
    assert (await turn.versions.aget()).summary == "1 fórmula corregida"


@pytest.mark.parametrize("grid", [GOOD, GRID.replace("SUMM(B2:B3)", "NA()")], ids=["no errors", "meant as it is"])
async def test_nothing_is_asked_where_nothing_is_wrong(conversation, connected, ended, grid):
    connected.script("m", sheet(grid))
    turn = await ended(await made(conversation))
    assert (turn.status, len(connected.received)) == (TurnStatus.COMPLETED, 1)
    assert (await turn.versions.aget()).number == 1


async def test_nothing_is_asked_about_an_answer_that_was_cut_off(conversation, connected, ended):
    script = sheet(GRID)
    script.fault = Fault.LENGTH
    connected.script("m", script)
    turn = await ended(await made(conversation))
    assert (turn.status, turn.is_partial, len(connected.received)) == (TurnStatus.COMPLETED, True, 1)


WRONG = {
    "no operation": [],
    "the same again": [{"op": "set_cells", "at": "B4", "values": [["=SUMM(B2:B3)"]]}],
    "another error": [{"op": "set_cells", "at": "B4", "values": [["=SUM(B2:B3)/0"]]}],
    "a number": [{"op": "set_cells", "at": "B4", "values": [[160]]}],
    "nothing": [{"op": "set_cells", "at": "B4", "values": [[None]]}],
    "another cell": [RIGHT, {"op": "set_cells", "at": "B3", "values": [[100]]}],
    "a cell beside": [{"op": "set_cells", "at": "B3", "values": [[100], ["=SUM(B2:B3)"]]}],
    "an empty cell": [{"op": "set_cells", "at": "B4", "values": [["=B5"], [1]]}],
    "another operation": [RIGHT, {"op": "delete_rows", "at": 2}],
    "another sheet": [{"op": "set_cells", "at": "B4", "values": [["=1"]], "sheet": "Plan"}],
    "an unknown operation": [{"op": "paint", "at": "B4"}],
}


@pytest.mark.parametrize("operations", WRONG.values(), ids=WRONG)
async def test_corrections_that_do_not_help_or_change_something_else_are_left(conversation, model, ended, operations):
    model.script_json("m", corrections(*operations))
    turn = await ended(await made(conversation))
    assert await is_left_alone(turn)
    assert len(model.received) == 2


@pytest.mark.parametrize(
    "script",
    [
        Script(["I am sorry."]),
        Script(['{"operations": "none"}']),
        Script(fault=Fault.SERVER_ERROR),
        Script(fault=Fault.EMPTY),
        Script(fault=Fault.WEB_PAGE),
        Script(fault=Fault.TOO_LONG),
    ],
    ids=["no JSON", "no list", "server error", "empty", "web page", "too long"],
)
async def test_a_fault_of_the_second_call_leaves_the_turn_as_it_was(conversation, model, ended, script):
    model.script_json("m", script)
    assert await is_left_alone(await ended(await made(conversation)))


async def test_a_second_call_that_is_late_leaves_the_turn_as_it_was(conversation, model, ended, monkeypatch):
    monkeypatch.setattr(limits, "REPAIR_SECONDS", 0.2)
    model.script_json("m", Script(fault=Fault.SILENT))
    assert await is_left_alone(await ended(await made(conversation)))
    assert model.wait_until(lambda received: received.is_cancelled).body["model"] == "m"


async def asked_twice(model) -> None:
    await asyncio.to_thread(model.wait_until, lambda received: "response_format" in received.body)


async def stop(turn: Message) -> None:
    await sync_to_async(services.request_stop)(turn=turn)
    assert engine.request_stop(turn.pk)


async def stop_from_afar(turn: Message) -> None:
    await sync_to_async(services.request_stop)(turn=turn)


async def stop_the_server(_turn: Message) -> None:
    await engine.shutdown()


@pytest.mark.parametrize("end", [stop, stop_from_afar, stop_the_server])
async def test_a_stop_of_the_second_call_leaves_the_turn_as_it_was(conversation, model, ended, end):
    model.script_json("m", Script(fault=Fault.SILENT))
    turn = await made(conversation)
    await asked_twice(model)
    await end(turn)
    assert await is_left_alone(await ended(turn))
    assert model.wait_until(lambda received: received.is_cancelled).body["model"] == "m"


async def test_a_turn_whose_owner_dies_meanwhile_is_settled_as_answered(conversation, model, monkeypatch):
    model.script_json("m", Script(fault=Fault.SILENT))
    turn = await made(conversation)
    await asked_twice(model)
    monkeypatch.setattr("chat.rows.limits.STALE_AFTER", -limits.STALE_AFTER)
    assert await sync_to_async(settle_stale_turns)() == 1
    await turn.arefresh_from_db()
    assert await is_left_alone(turn)
    await engine.shutdown()


CUT = "## Costs\n| Item | Price |\n| --- | --- |\n| Chairs | =SUMM(40) |\n"
REST = "## Costs\n| Item | Price |\n| --- | --- |\n| Tables | 120 |\n| Total | =SUMM(B2:B3) |\n"
BOTH = {"op": "set_cells", "at": "B2", "values": [["=SUM(40)"], [120], ["=SUM(B2:B3)"]]}
HEAD = '[[artifact kind="spreadsheet" title="Costs"]]\n'


def mine():
    return read_operations([{"op": "set_cells", "at": "C2", "values": [["mine"]]}], KindName.SPREADSHEET)


async def cut_sheet(conversation, model, ended) -> Message:
    model.script("m", Script([HEAD, CUT], finish_reason="length"))
    turn = await ended(await made(conversation))
    assert (await turn.versions.aget()).is_partial
    model.script("m", Script([HEAD, REST, "[[/artifact]]\n"]))
    return turn


async def test_a_continued_spreadsheet_is_corrected_too_with_what_was_wrong_before_the_cut(conversation, model, ended):
    turn = await cut_sheet(conversation, model, ended)
    model.script_json("m", corrections(BOTH))
    further = await ended(await sync_to_async(services.continue_turn)(turn=turn))
    version = await further.versions.select_related("artifact").aget()
    assert (further.status, version.number, version.artifact.head_number) == (TurnStatus.COMPLETED, 3, 3)
    assert version.summary == "Repaired 2 formulas"
    assert await values_of(further, 2, "B2", "B4") == ["#NAME?", "#NAME?"]
    assert await values_of(further, 3, "B2", "B4") == [40, 160]
    assert [message["role"] for message in model.received[-1].body["messages"]] == [
        "system",
        "user",
        "assistant",
        "user",
    ]


async def test_errors_that_were_there_when_a_person_edited_are_not_touched(conversation, model, ended, user):
    turn = await cut_sheet(conversation, model, ended)
    artifact = await Artifact.objects.aget()
    await sync_to_async(revise_artifact)(artifact=artifact, actor=user, expected_version=1, operations=mine())
    model.script_json("m", corrections(BOTH))
    further = await ended(await sync_to_async(services.continue_turn)(turn=turn))
    assert (await further.versions.aget()).number == 3
    prompt = model.received[-1].body["messages"][-1]["content"]
    assert "Costs!B4" in prompt
    assert "Costs!B2" not in prompt


async def test_a_person_who_edits_meanwhile_is_not_overtaken(conversation, model, ended, user):
    turn = await cut_sheet(conversation, model, ended)
    artifact = await Artifact.objects.aget()
    model.script_json("m", corrections(BOTH, first_token_delay_seconds=1))
    further = await sync_to_async(services.continue_turn)(turn=turn)
    await asked_twice(model)
    await sync_to_async(revise_artifact)(artifact=artifact, actor=user, expected_version=1, operations=mine())
    further = await ended(further)
    assert (further.status, (await further.versions.aget()).number) == (TurnStatus.COMPLETED, 3)
    assert await values_of(further, 3, "B2", "B4", "C2") == ["#NAME?", "#NAME?", "mine"]
    assert await Artifact.objects.filter(head_number=3).aexists()
