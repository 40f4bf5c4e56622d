"""Messages about a chosen part: checked, kept, shown, decided as an edit and given to the model."""

from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.db import IntegrityError
from django.test import AsyncClient
from django.utils import translation

from accounts.models import User
from artifacts.for_models.selection import Part
from artifacts.kinds.catalogue import parse_operations
from artifacts.kinds.registry import kind
from artifacts.rows.enums import AuthorKind, KindName, Origin
from artifacts.rows.models import Artifact, ArtifactVersion
from artifacts.versions.write import create_artifact, revise_artifact
from chat.rows.enums import Role, TurnStatus
from chat.rows.models import Conversation, Message
from gatekeeper.enums import Action, Stage
from tests.chat.turns.test_plan import sent
from tests.fakes.openai_scripts import Script

pytestmark = pytest.mark.django_db(transaction=True)
HTMX = {"HX-Request": "true"}
TEAS = "| Name | Price |\n|---|---|\n| Sencha | 12 |\n| Assam | 8 |\n| Puer | 30 |\n"
TEXT = "# Plan\n\nIntro.\n\n## Risks\n\nThe supplier is late.\n\n## Costs\n\nTen."


def make(conversation: Conversation, source: str, name: KindName, title: str) -> ArtifactVersion:
    """An artifact that a turn of the conversation made."""
    content = kind(name).parse_text(source).content
    made = create_artifact(
        owner=conversation.owner, kind=name, title=title, content=content, origin=Origin.CHAT, author=AuthorKind.USER
    )
    number = conversation.messages.count() + 1
    turn = Message.objects.create(
        conversation=conversation, number=number, role=Role.ASSISTANT, status=TurnStatus.COMPLETED, text="Here."
    )
    turn.versions.add(made)
    Conversation.objects.filter(pk=conversation.pk).update(open_artifact=made.artifact, head=turn)
    return made


@pytest.fixture
def teas(conversation: Conversation) -> ArtifactVersion:
    return make(conversation, TEAS, KindName.TABLE, "Teas")


@pytest.fixture
def plan(teas: ArtifactVersion, conversation: Conversation) -> ArtifactVersion:
    """A document beside the table: the newest artifact, so the open one."""
    return make(conversation, TEXT, KindName.DOCUMENT, "Plan")


@pytest.fixture
def browser(user: User, features_on: None) -> AsyncClient:
    client = AsyncClient()
    client.force_login(user)
    return client


def fields(made: ArtifactVersion, **part: str) -> dict[str, str]:
    named = {"artifact": str(made.artifact_id), "version": str(made.number), **part}
    return {f"about_{name}": value for name, value in named.items()}


async def post(browser: AsyncClient, conversation: Conversation, text: str, **about: str) -> Any:
    return await browser.post(f"/c/{conversation.pk}/turns/", {"text": text, **about}, headers=HTMX)


async def newest(role: Role) -> Message:
    messages = Message.objects.filter(role=role).select_related("decision", "proposal", "about_version__artifact")
    return await messages.order_by("number").alast()


async def test_a_message_about_cells_is_an_edit_of_them_and_says_so(browser, conversation, plan, teas, ended):
    answer = await post(browser, conversation, "Set them to 0", **fields(teas, range="B3:B2"))
    assert "About: B2:B3 of Teas" in " ".join(answer.content.decode().split())
    said, turn = await newest(Role.USER), await ended(await newest(Role.ASSISTANT))
    assert said.about == {"range": "B2:B3", "title": "Teas"}
    assert said.about_version == teas
    turn = await newest(Role.ASSISTANT)
    assert (turn.decision.action, turn.decision.stage) == (Action.EDIT, Stage.UI)
    assert turn.proposal.artifact_id == teas.artifact_id
    assert turn.proposal.operations == [{"op": "set_cells", "at": "B2", "values": [["0"], ["0"]]}]


async def test_a_section_is_chosen_with_words_in_it_and_the_page_keeps_it(browser, conversation, plan, ended):
    await post(browser, conversation, "Shorter", **fields(plan, section="risks", text="supplier is late"))
    await ended(await newest(Role.ASSISTANT))
    page = await browser.get(f"/c/{conversation.pk}/")
    assert "About: “supplier is late” in section Risks of Plan" in " ".join(page.content.decode().split())


async def test_without_script_a_link_puts_the_section_at_the_composer(browser, conversation, plan):
    page = await browser.get(f"/c/{conversation.pk}/?artifact={plan.artifact_id}&about=risks")
    text = " ".join(page.content.decode().split())
    assert f'name="about_artifact" value="{plan.artifact_id}"' in text
    assert "<span data-label>section Risks of Plan</span>" in text
    assert 'href="?view=split&amp;artifact=' in text


@pytest.mark.parametrize(
    ("part", "status"),
    [
        ({"artifact": "00000000-0000-4000-8000-000000000000"}, 404),
        ({"artifact": "no id"}, 404),
        ({"version": "x"}, 404),
        ({"version": "7"}, 404),
        ({"range": "nonsense"}, 422),
        ({"range": "A9"}, 422),
    ],
)
async def test_a_refused_part_leaves_no_message(browser, conversation, teas, part, status):
    before = await Message.objects.acount()
    answer = await post(browser, conversation, "Change it", **fields(teas, **{"range": "A1", **part}))
    assert answer.status_code == status
    assert await Message.objects.acount() == before


async def test_a_part_of_an_older_version_is_refused_with_the_newest_number(browser, conversation, teas):
    steps = parse_operations([{"op": "set_cells", "at": "A1", "values": [["Bancha"]]}], KindName.TABLE)
    await sync_to_async(revise_artifact)(
        artifact=teas.artifact, actor=conversation.owner, expected_version=1, operations=steps, author=AuthorKind.USER
    )
    answer = await post(browser, conversation, "Change it", **fields(teas, range="A1"))
    assert answer.status_code == 409
    assert "version_conflict" in answer.content.decode()


async def test_an_artifact_of_another_conversation_or_user_is_not_found(browser, conversation, teas, other_user):
    elsewhere = await Conversation.objects.acreate(owner=conversation.owner)
    assert (await post(browser, elsewhere, "Change it", **fields(teas, range="A1"))).status_code == 404
    await Artifact.objects.filter(pk=teas.artifact_id).aupdate(owner=other_user)
    assert (await post(browser, conversation, "Change it", **fields(teas, range="A1"))).status_code == 404


async def test_the_api_takes_a_part_and_refuses_a_wrong_one(browser, conversation, teas, ended):
    path = f"/api/chat/conversations/{conversation.pk}/turns"
    about = {"artifact_id": str(teas.artifact_id), "version": 1, "range": "A1:B1"}
    refused = await browser.post(path, {"text": "Clear it", "about": {**about, "row": 1}}, "application/json")
    assert refused.status_code == 422
    answer = await browser.post(path, {"text": "Clear it", "about": about}, "application/json")
    assert answer.status_code == 201
    assert answer.json()["decision"]["action"] == "edit"
    turn = await ended(await Message.objects.aget(pk=answer.json()["turn_id"]))
    turn = await newest(Role.ASSISTANT)
    assert turn.proposal.operations == [{"op": "clear_cells", "range": "A1:B1"}]


async def test_the_model_is_given_the_part_whole_and_what_it_is_about(browser, conversation, plan, ended, connected):
    connected.script("m", Script(['{"operations": [], "note": "Nothing to do."}']))
    await post(browser, conversation, "Shorter", **fields(plan, section="risks", text="supplier is late"))
    await ended(await newest(Role.ASSISTANT))
    system = sent(connected)[0]["content"]
    assert 'The user has selected the section "Risks".' in system
    assert "<selection>\n## Risks\n\nThe supplier is late.\n\n\n</selection>" in system
    assert "<words>\nsupplier is late\n</words>" in system


async def test_the_part_stays_when_the_message_is_edited_or_the_answer_tried_again(
    browser, conversation, plan, teas, ended
):
    await post(browser, conversation, "Clear it", **fields(teas, range="A1"))
    first = await ended(await newest(Role.ASSISTANT))
    said = await newest(Role.USER)
    await browser.post(f"/messages/{said.pk}/resend/", {"text": "Set it to x"}, headers=HTMX)
    await ended(await newest(Role.ASSISTANT))
    assert (await newest(Role.USER)).about == said.about
    turn = await newest(Role.ASSISTANT)
    assert turn.proposal.operations == [{"op": "set_cells", "at": "A1", "values": [["x"]]}]
    await Conversation.objects.filter(pk=conversation.pk).aupdate(open_artifact=plan.artifact)
    await browser.post(f"/turns/{first.pk}/retry/", headers=HTMX)
    await ended(await newest(Role.ASSISTANT))
    assert (await newest(Role.ASSISTANT)).proposal.artifact_id == teas.artifact_id


async def test_the_part_is_named_in_the_readers_language():
    with translation.override("es"):
        assert Part(section="r", heading="Riesgos").label("Plan") == "el apartado Riesgos de Plan"


def test_an_answer_about_a_part_is_refused_by_the_database(conversation):
    with pytest.raises(IntegrityError, match="only_users_choose_a_part"):
        Message.objects.create(conversation=conversation, number=1, role=Role.ASSISTANT, about={"range": "A1"})


def test_a_chosen_version_without_a_part_is_refused_by_the_database(conversation, teas):
    with pytest.raises(IntegrityError, match="chosen_version_has_part"):
        Message.objects.create(conversation=conversation, number=9, role=Role.USER, about_version=teas)
