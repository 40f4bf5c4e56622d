"""A change by the assistant, in whatever form a model writes it: a proposal, or a sentence that says why not."""

import json

import pytest

from artifacts.proposals.proposals import accept_proposal, find_proposal
from artifacts.rows.models import Artifact, Proposal
from artifacts.versions.reading import open_version
from chat.log.current import turn_log
from chat.log.protocol import StreamKind
from chat.rows.enums import Notice, TurnStatus
from chat.turns.background import run_in_background
from tests.chat.turns.test_services import say
from tests.fakes.openai_scripts import Script

pytestmark = pytest.mark.django_db(transaction=True)

TABLE = "| Item | Price |\n|---|---|\n| Pen | 2 |\n| Book | 10 |\n"
VAT = {"op": "insert_columns", "at": 3, "columns": [{"name": "VAT", "type": "number"}], "values": [[0.4], [2]]}
BAD = {"op": "set_cells", "at": "Z99", "values": [[1]]}
EDIT = "Add a column with VAT to the table"


def answer(*operations: object, note: str = "Done.") -> str:
    return json.dumps({"operations": operations, "note": note})


@pytest.fixture
def edited(conversation, connected, ended):
    """Return a function that asks for a change of an open table, which the model answers with these texts in turn."""

    async def edit(*texts: str):
        connected.script("m", Script(pieces=[TABLE]))
        await ended(await say(conversation, "Make a table of two items with prices"))
        await conversation.arefresh_from_db()
        left = list(texts)

        def next_answer(_request):
            text = left.pop(0) if len(left) > 1 else left[0]
            message = {"role": "assistant", "content": text}
            return 200, {"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]}

        connected.received.clear()
        connected.script("m", Script(refuse=next_answer))
        return await ended(await say(conversation, EDIT))

    return edit


async def columns_after(user) -> list[str]:
    """Accept the proposal and return the names of the table's columns."""

    def accept() -> list[str]:
        proposal = Proposal.objects.get()
        artifact = Artifact.objects.get()
        accept_proposal(proposal=find_proposal(artifact, proposal.pk), actor=user)
        artifact.refresh_from_db()
        return [column.name for column in open_version(artifact.versions.get(number=artifact.head_number)).columns]

    return await run_in_background(accept)


@pytest.mark.parametrize(
    "text",
    [
        answer(VAT),
        f"<think>They want {{VAT}}.</think>\n{answer(VAT)}",
        f"```json\n{json.dumps([VAT])}\n```",
        json.dumps(VAT),
        str({"operations": [VAT], "note": "ok"}),
        "Here it is:\n\n| Item | Price | VAT |\n|---|---|---|\n| Pen | 2 | 0.4 |\n| Book | 10 | 2 |\n",
    ],
)
async def test_any_form_of_a_change_is_a_proposal(edited, connected, user, text):
    turn = await edited(text)
    assert (turn.status, turn.error_code, turn.notice) == (TurnStatus.COMPLETED, "", "")
    assert len(connected.received) == 1
    assert await columns_after(user) == ["Item", "Price", "VAT"]


async def test_what_does_not_fit_goes_back_to_the_model_once(edited, connected, user):
    turn = await edited(answer(VAT, BAD), answer(VAT, note="Better."))
    assert (turn.text, turn.notice) == ("Better.", "")
    last = connected.received[-1].body["messages"]
    assert [message["role"] for message in last[-2:]] == ["assistant", "user"]
    assert "Z99" in last[-1]["content"]
    assert await columns_after(user) == ["Item", "Price", "VAT"]


async def test_what_is_still_wrong_is_left_out_with_its_sentence(edited, connected, user):
    turn = await edited(answer(VAT, BAD))
    assert len(connected.received) == 2
    assert turn.notice == Notice.PART_LEFT_OUT
    assert turn.text.startswith("Done.\n\nLeft out, because it does not fit:\n- set_cells:")
    assert await columns_after(user) == ["Item", "Price", "VAT"]


async def test_a_worse_second_answer_is_not_taken(edited, user):
    turn = await edited(answer(VAT, BAD), "I am sorry.")
    assert turn.text.startswith("Done.")
    assert await columns_after(user) == ["Item", "Price", "VAT"]


@pytest.mark.parametrize(
    ("text", "said"),
    [("Which VAT rate should I use?", "Which VAT rate should I use?"), (answer(note="I cannot."), "I cannot.")],
)
async def test_words_instead_of_a_change_are_said(edited, text, said):
    turn = await edited(text)
    assert (turn.status, turn.text, turn.notice) == (TurnStatus.COMPLETED, said, Notice.NO_CHANGE)
    assert not await Proposal.objects.aexists()


async def test_nothing_fits_says_why_and_changes_nothing(edited):
    turn = await edited(answer(BAD, note=""))
    assert (turn.status, turn.notice) == (TurnStatus.COMPLETED, Notice.NO_CHANGE)
    assert turn.text.startswith("Left out, because it does not fit:")
    assert not await Proposal.objects.aexists()


async def test_json_that_breaks_off_twice_is_told(edited, connected):
    turn = await edited('{"operations":[{"op":"insert_columns","at":3,')
    assert (turn.status, turn.error_code, turn.text) == (TurnStatus.FAILED, "proposal_unreadable", "")
    assert len(connected.received) == 2


async def test_a_change_tells_how_far_it_has_come(conversation, connected, ended):
    connected.script("m", Script(pieces=[TABLE]))
    await ended(await say(conversation, "Make a table of two items with prices"))
    await conversation.arefresh_from_db()
    connected.script("m", Script(pieces=[answer(VAT)]))
    turn = await say(conversation, EDIT)
    told = [entry.data async for entry in turn_log.read(turn.pk) if entry and entry.kind is StreamKind.WRITING]
    assert told == [{"changes": 1}]
    await ended(turn)
