"""What ended short goes on: appended to its artifact as a new version, or said in a further turn."""

import pytest
from asgiref.sync import sync_to_async
from django.test import AsyncClient

from artifacts.kinds.catalogue import parse_operations
from artifacts.rows.models import Artifact
from artifacts.versions.reading import find_version, open_version
from artifacts.versions.write import revise_artifact
from chat.rows.enums import TurnStatus
from chat.rows.errors import NotContinuable, TurnRunning
from chat.turns import services
from gatekeeper.enums import Mode
from tests.chat.turns.test_services import CSV, say
from tests.fakes.openai_scripts import Script

pytestmark = pytest.mark.django_db(transaction=True)
FIFTY = "Make a table of 50 regions with columns Region, Q1"
HEADER = "| Region | Q1 |\n| --- | ---: |\n"


def table(first: int, last: int, *, header: str = HEADER, close: bool = True) -> Script:
    rows = [f"| Region {number} | {number * 3} |\n" for number in range(first, last + 1)]
    return Script(
        pieces=["Here it is.\n", '[[artifact kind="table" title="Regions"]]\n', header, *rows]
        + (["[[/artifact]]\n"] if close else []),
        finish_reason="stop" if close else "length",
    )


async def cut_table(conversation, ended, connected):
    connected.script("m", table(1, 18, close=False))
    turn = await ended(await say(conversation, FIFTY, Mode.TABLE))
    version = await turn.versions.select_related("artifact").aget()
    assert (version.asked_for, version.delivered, version.is_partial) == (50, 18, True)
    return turn


async def names(artifact) -> list[str]:
    def read() -> list[str]:
        artifact.refresh_from_db()
        return [row[0] for row in open_version(find_version(artifact)).iter_rows()]

    return await sync_to_async(read)()


@pytest.mark.parametrize(
    "rest",
    [table(19, 50), table(17, 50), table(1, 50), table(19, 50, header="")],
    ids=["exactly the rest", "two rows again", "all again", "no header"],
)
async def test_a_cut_table_is_continued_to_the_count_that_was_asked_for(conversation, ended, connected, rest):
    turn = await cut_table(conversation, ended, connected)
    connected.script("m", rest)
    further = await ended(await sync_to_async(services.continue_turn)(turn=turn))
    assert (further.status, further.error_code) == (TurnStatus.COMPLETED, "")
    version = await further.versions.select_related("artifact").aget()
    figures = (version.number, version.asked_for, version.delivered, version.is_partial, version.author_kind)
    assert figures == (2, 50, 50, False, "assistant")
    assert await Artifact.objects.acount() == 1
    assert await names(version.artifact) == [f"Region {number}" for number in range(1, 51)]
    told = connected.received[-1].body["messages"][-1]["content"]
    assert "18 of 50 rows" in told
    assert "| Region 18 | 54 |" in told


async def test_rows_that_are_all_alike_are_neither_doubled_nor_lost(conversation, ended, connected):
    head = ['[[artifact kind="table" title="Shifts"]]\n', "| Shift | Hours |\n| --- | ---: |\n"]
    connected.script("m", Script([*head, *["| Night | 8 |\n"] * 5], finish_reason="length"))
    turn = await ended(await say(conversation, "Make a table of 9 rows with columns shift, hours", Mode.TABLE))
    connected.script("m", Script([*head, *["| Night | 8 |\n"] * 4, "[[/artifact]]\n"]))
    version = await (await ended(await sync_to_async(services.continue_turn)(turn=turn))).versions.aget()
    assert (version.asked_for, version.delivered, version.is_partial) == (9, 9, False)


async def test_what_the_user_changed_meanwhile_stays(conversation, ended, connected, user):
    turn = await cut_table(conversation, ended, connected)
    artifact = await Artifact.objects.aget()
    edit = parse_operations([{"op": "set_cells", "at": "A1", "values": [["Mine"]]}])
    await sync_to_async(revise_artifact)(artifact=artifact, actor=user, expected_version=1, operations=edit)
    connected.script("m", table(19, 50))
    await ended(await sync_to_async(services.continue_turn)(turn=turn))
    assert (await names(artifact))[:2] == ["Mine", "Region 2"]
    assert len(await names(artifact)) == 50


async def test_a_continuation_that_is_cut_can_be_continued_and_the_first_turn_not_again(
    conversation, ended, connected
):
    turn = await cut_table(conversation, ended, connected)
    connected.script("m", table(19, 30, close=False))
    second = await ended(await sync_to_async(services.continue_turn)(turn=turn))
    assert (await second.versions.aget()).delivered == 30
    with pytest.raises(NotContinuable):
        await sync_to_async(services.continue_turn)(turn=turn)
    connected.script("m", table(31, 50))
    third = await ended(await sync_to_async(services.continue_turn)(turn=second))
    version = await third.versions.aget()
    assert (version.number, version.delivered, version.is_partial) == (3, 50, False)


async def test_a_cut_document_goes_on_within_its_sentence(conversation, ended, connected):
    head = '[[artifact kind="document" title="Report"]]\n'
    connected.script(
        "m", Script([head, "# Report\n\n## Costs\n\nThe costs of the year are ris"], finish_reason="length")
    )
    turn = await ended(await say(conversation, "Write a report", Mode.DOCUMENT))
    rest = "The costs of the year are rising.\n\n## End\n\nThat is all.\n"
    connected.script("m", Script([head, rest, "[[/artifact]]\n"]))
    further = await ended(await sync_to_async(services.continue_turn)(turn=turn))
    version = await further.versions.select_related("artifact").aget()
    text = await sync_to_async(lambda: open_version(version).text)()
    assert text == "# Report\n\n## Costs\n\nThe costs of the year are rising.\n\n## End\n\nThat is all.\n"
    assert (version.number, version.is_partial) == (2, False)


async def test_a_cut_spreadsheet_goes_on_with_formulas_that_follow(conversation, ended, connected):
    head = [
        '[[artifact kind="spreadsheet" title="Costs"]]\n',
        "## Costs\n",
        "| Item | Price | Double |\n|---|---|---|\n",
    ]
    connected.script("m", Script([*head, "| a | 1 | =B2*2 |\n", "| b | 2 | =B3*2 |\n"], finish_reason="length"))
    turn = await ended(await say(conversation, "Make a spreadsheet of costs", Mode.SPREADSHEET))
    connected.script("m", Script([*head, "| c | 3 | =B2*2 |\n", "[[/artifact]]\n"]))
    further = await ended(await sync_to_async(services.continue_turn)(turn=turn))
    version = await further.versions.select_related("artifact").aget()
    cells = await sync_to_async(lambda: open_version(version).content().sheets[0].cells)()
    assert (cells[4, 3].input, cells[4, 3].value) == ("=B4*2", 6)
    assert (version.number, version.is_partial) == (2, False)


async def test_a_cut_answer_in_chat_goes_on_in_a_further_turn(conversation, ended, connected):
    connected.script("m", Script(["The tides ", "are"], finish_reason="length"))
    turn = await ended(await say(conversation, "What moves the tides?", Mode.CHAT))
    connected.script("m", Script(["The tides are moved by the moon."]))
    further = await ended(await sync_to_async(services.continue_turn)(turn=turn))
    assert (further.text, further.continues_id) == ("The tides are moved by the moon.", turn.pk)
    roles = [message["role"] for message in connected.received[-1].body["messages"]]
    assert roles == ["system", "user", "assistant", "user"]


async def test_a_complete_answer_cannot_be_continued(conversation, ended):
    turn = await ended(await say(conversation, CSV))
    with pytest.raises(NotContinuable):
        await sync_to_async(services.continue_turn)(turn=turn)


async def test_continue_while_a_continuation_runs_is_refused(conversation, ended, connected):
    turn = await cut_table(conversation, ended, connected)
    slow = table(19, 50)
    slow.first_token_delay_seconds = 30
    connected.script("m", slow)
    further = await sync_to_async(services.continue_turn)(turn=turn)
    with pytest.raises(TurnRunning):
        await sync_to_async(services.continue_turn)(turn=turn)
    services.engine.request_stop(further.pk)
    await ended(further)


async def test_over_http_it_is_found_by_its_owner_alone(conversation, ended, connected, user, other_user):
    turn = await cut_table(conversation, ended, connected)
    bob, alice = AsyncClient(), AsyncClient()
    await bob.aforce_login(other_user)
    await alice.aforce_login(user)
    address = f"/api/chat/turns/{turn.pk}/continue"
    assert (await bob.post(address)).status_code == 404
    connected.script("m", table(19, 50))
    begun = await alice.post(address)
    assert begun.status_code == 201
    await services.engine.wait_for((await conversation.messages.aget(pk=begun.json()["turn_id"])).pk, 20)
    again = await alice.post(address)
    assert (again.status_code, again.json()["code"]) == (409, "not_continuable")


async def test_the_page_offers_it_under_the_answer_and_in_the_pane(conversation, ended, connected, user):
    turn = await cut_table(conversation, ended, connected)
    alice = AsyncClient()
    await alice.aforce_login(user)
    page = (await alice.get(f"/c/{conversation.pk}/")).content.decode()
    artifact = await Artifact.objects.aget()
    assert f'action="/turns/{turn.pk}/continue/"' in page
    assert f'action="/artifacts/{artifact.pk}/continue/"' in page
    connected.script("m", table(19, 50))
    answer = await alice.post(f"/artifacts/{artifact.pk}/continue/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.content.decode().count("<article")) == (200, 2)
    await services.engine.wait_for((await conversation.messages.aget(continues=turn)).pk, 20)
    page = (await alice.get(f"/c/{conversation.pk}/")).content.decode()
    assert "/continue/" not in page


async def test_the_offline_assistant_says_that_it_cannot(conversation, ended, connected, settings):
    turn = await cut_table(conversation, ended, connected)
    settings.OPENAI_BASE_URL = settings.OPENAI_API_KEY = ""
    further = await ended(await sync_to_async(services.continue_turn)(turn=turn))
    assert "cannot go on" in further.text
    assert (await Artifact.objects.aget()).head_number == 1
