"""What a model is really sent for a turn: the branch, artifacts by reference, and the open one's content."""

import asyncio
import threading

import pytest
from asgiref.sync import sync_to_async
from django.utils import timezone

from artifacts.rows.enums import ProposalStatus
from artifacts.rows.models import Artifact, Proposal
from chat.rows.enums import TurnStatus
from chat.rows.models import Message
from chat.turns import services
from gatekeeper.enums import Mode
from tests.chat.turns.test_services import say
from tests.fakes.openai_endpoint import OpenAIEndpoint
from tests.fakes.openai_scripts import Script

pytestmark = pytest.mark.django_db(transaction=True)


def sent(endpoint: OpenAIEndpoint) -> list[dict[str, str]]:
    messages: list[dict[str, str]] = endpoint.received[-1].body["messages"]
    return messages


async def test_model_knows_what_the_open_artifact_holds(conversation, ended, connected):
    rows = [f"| Region {number} | {number * 3} |\n" for number in range(1, 901)]
    head = ["Here it is.\n", '[[artifact kind="table" title="Regions"]]\n', "| Region | Q1 |\n| --- | ---: |\n"]
    connected.script("m", Script([*head, *rows, "[[/artifact]]\n"]))
    turn = await ended(await say(conversation, "Make a table of 900 regions with Q1", Mode.TABLE))
    assert (await turn.versions.aget()).delivered == 900
    connected.script("m", Script(["Nine hundred."]))
    await ended(await say(conversation, "What do you think of these regions?", Mode.CHAT))
    system, *said = sent(connected)
    assert 'The table "Regions" is open in the pane.' in system["content"]
    assert "| Region 1 | 3 |" in system["content"]
    assert "| Region 900 | 2700 |" in system["content"]
    assert "of 900 are left out here.)" in system["content"]
    assert [message["content"] for message in said] == [
        "Make a table of 900 regions with Q1",
        "Here it is.\n[table: Regions]",
        "What do you think of these regions?",
    ]


async def test_oldest_messages_are_left_out_of_a_long_conversation(conversation, ended, connected, settings):
    settings.LLM_CONTEXT_TOKENS = 1_500
    connected.script("m", Script(["Noted."]))
    for number in range(5):
        await ended(await say(conversation, f"Note {number}: {'word ' * 300}", Mode.CHAT))
    system, *said = sent(connected)
    assert system["content"].endswith("The beginning of this conversation is left out.")
    assert [message["content"][:7] for message in said] == [
        *["Note 1:", "Noted."],
        *["Note 2:", "Noted."],
        *["Note 3:", "Noted."],
        "Note 4:",
    ]


async def test_message_that_is_too_long_for_the_model_is_kept_with_the_reason(
    conversation, ended, connected, settings
):
    settings.LLM_CONTEXT_TOKENS = 1_000
    text = "word " * 2_000
    turn = await ended(await say(conversation, text, Mode.CHAT))
    assert (turn.status, turn.error_code) == (TurnStatus.FAILED, "context_too_long")
    assert connected.received == []
    assert (await conversation.messages.aget(role="user")).text == text.strip()


async def test_offline_assistant_has_no_budget(conversation, ended, settings):
    settings.LLM_CONTEXT_TOKENS = 1_000
    pasted = "name,age\n" + "".join(f"Person {number},{number % 90}\n" for number in range(800))
    turn = await ended(await say(conversation, f"{pasted}\nTurn this into a table"))
    assert (turn.status, (await turn.versions.aget()).delivered) == (TurnStatus.COMPLETED, 800)
    artifact = await Artifact.objects.aget()
    sorted_turn = await ended(await say(conversation, "Sort it by age"))
    proposal = await artifact.proposals.aget()
    assert (sorted_turn.proposal_id, proposal.operations[0]["op"]) == (proposal.pk, "sort")


TABLE = "| Item | Price |\n|---|---|\n| Pen | 2 |\n| Lamp | 30 |\n"
LETTER = "# Invitation\n\nDear all, we moved to a new shop.\n\n## Where\n\nIn the old town.\n"


async def test_model_sees_the_artifact_that_is_spoken_of_although_another_is_open(conversation, ended, connected):
    connected.script("m", Script([TABLE]))
    await ended(await say(conversation, "Make a table of shop items with prices", Mode.TABLE))
    connected.script("m", Script([LETTER]))
    await ended(await say(conversation, "Write a letter that invites customers", Mode.DOCUMENT))
    connected.script("m", Script(["The pen."]))
    await ended(await say(conversation, "In the table, which one is the cheapest?", Mode.CHAT))
    system = sent(connected)[0]["content"]
    assert "is open in the pane" in system.split("In the old town.")[0]
    assert "| Lamp | 30 |" in system
    await ended(await say(conversation, "Is it a good letter?", Mode.CHAT))
    assert "| Lamp | 30 |" not in sent(connected)[0]["content"]


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (ProposalStatus.PROPOSED, "The user has not decided on it"),
        (ProposalStatus.REJECTED, "The user rejected this proposal"),
        (ProposalStatus.STALE, "This proposal was not applied"),
    ],
)
async def test_model_is_told_what_became_of_its_proposal(conversation, ended, connected, status, told):
    connected.script("m", Script([TABLE]))
    await ended(await say(conversation, "Make a table of shop items with prices", Mode.TABLE))
    connected.script("m", Script(['{"operations": [{"op": "delete_rows", "at": 1}], "note": "I removed the pen."}']))
    await ended(await say(conversation, "Remove the first row of the table"))
    decided_at = None if status == ProposalStatus.PROPOSED else timezone.now()
    await Proposal.objects.aupdate(status=status, resolved_at=decided_at)
    await ended(await say(conversation, "What is left?", Mode.CHAT))
    answer = next(said["content"] for said in sent(connected) if said["content"].startswith("I removed the pen."))
    assert told in answer


async def test_message_right_after_stop_waits_for_what_stop_keeps(conversation, ended, connected):
    rest = threading.Event()
    connected.script("m", Script([*TABLE.splitlines(keepends=True), "| Cup | 3 |\n"], holds={4: rest}))
    turn = await say(conversation, "Make a table of shop items with prices", Mode.TABLE)
    async with asyncio.timeout(20):
        while "Lamp" not in (await Message.objects.aget(pk=turn.pk)).raw_text:  # noqa: ASYNC110 - the row is the truth
            await asyncio.sleep(0.05)
    await sync_to_async(services.request_stop)(turn=turn)
    connected.script("m", Script(["Two."]))
    answer = await ended(await say(conversation, "Tell me what it holds", Mode.CHAT))
    rest.set()
    assert answer.text == "Two."
    assert 'The table "' in sent(connected)[0]["content"]
    assert "| Lamp | 30 |" in sent(connected)[0]["content"]
