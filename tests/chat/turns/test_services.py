import pytest
from asgiref.sync import sync_to_async

from accounts.models import User
from artifacts.proposals.proposals import accept_proposal
from artifacts.rows.models import Artifact, Proposal
from chat.rows.enums import Role, TurnStatus
from chat.rows.errors import EmptyMessage, MessageTooLong, NotAsking, NotRetryable, TurnRunning
from chat.rows.models import Conversation, Message
from chat.turns import services
from gatekeeper.enums import Mode
from rollout.flags import features_for

pytestmark = pytest.mark.django_db(transaction=True)
CSV = "name,age\nAda,36\nLin,41\n\nTurn this into a table"


async def say(conversation: Conversation, text: str, mode: Mode = Mode.AUTO) -> Message:
    conversation = await Conversation.objects.select_related("owner", "open_artifact").aget(pk=conversation.pk)
    owner = conversation.owner
    features = await sync_to_async(features_for)(owner)
    return await sync_to_async(services.start_turn)(
        conversation=conversation, actor=owner, text=text, mode=mode, features=features
    )


@pytest.mark.parametrize("text", ["", "   \n", "\x00\x07"])
def test_clean_text_refuses_nothing_to_say(text):
    with pytest.raises(EmptyMessage):
        services.clean_text(text)


def test_clean_text_takes_32000_characters_and_no_more():
    assert len(services.clean_text("x" * 32_000)) == 32_000
    with pytest.raises(MessageTooLong):
        services.clean_text("x" * 32_001)


def test_clean_text_drops_control_characters_only():
    assert services.clean_text("a\x00b\tc\r\nd\x1b") == "ab\tc\nd"


async def test_start_turn_makes_a_table_of_pasted_data(conversation, ended):
    turn = await ended(await say(conversation, CSV))
    assert (turn.status, turn.error_code) == (TurnStatus.COMPLETED, "")
    version = await turn.versions.select_related("artifact").aget()
    assert version.artifact.kind == "table"
    assert [column["name"] for column in version.manifest["columns"]] == ["name", "age"]
    assert "[[" not in turn.text
    await conversation.arefresh_from_db()
    assert conversation.open_artifact_id == version.artifact_id
    assert conversation.title == "Turn this into a table"


async def test_start_turn_answers_a_question_in_chat_alone(conversation, ended):
    turn = await ended(await say(conversation, "How do I make a pivot table in Excel?"))
    assert turn.status == TurnStatus.COMPLETED
    assert turn.text
    assert not await turn.versions.aexists()


async def test_start_turn_in_chat_mode_makes_no_artifact(conversation, ended):
    turn = await ended(await say(conversation, CSV, Mode.CHAT))
    assert not await turn.versions.aexists()


async def test_start_turn_while_one_runs_is_refused_and_stores_nothing(conversation):
    await Message.objects.acreate(
        conversation=conversation, number=1, role=Role.ASSISTANT, status=TurnStatus.STREAMING
    )
    with pytest.raises(TurnRunning):
        await say(conversation, "hello")
    assert await conversation.messages.acount() == 1


async def test_retry_adds_a_second_answer_beside_the_first(conversation, ended):
    first = await ended(await say(conversation, CSV))
    second = await ended(await sync_to_async(services.retry_turn)(turn=first))
    assert second.parent_id == first.parent_id
    await conversation.arefresh_from_db()
    assert conversation.head_id == second.pk
    assert await conversation.messages.acount() == 3


async def test_retry_of_a_running_turn_is_refused(conversation):
    running = await Message.objects.acreate(
        conversation=conversation, number=1, role=Role.ASSISTANT, status=TurnStatus.STREAMING
    )
    with pytest.raises(NotRetryable):
        await sync_to_async(services.retry_turn)(turn=running)


async def asking(conversation: Conversation) -> Message:
    said = await Message.objects.acreate(conversation=conversation, number=1, role=Role.USER, text=CSV)
    turn = await Message.objects.acreate(
        conversation=conversation, number=2, parent=said, role=Role.ASSISTANT, status=TurnStatus.ASKING, kind="table"
    )
    return await Message.objects.select_related("conversation__owner", "decision").aget(pk=turn.pk)


async def test_choose_create_makes_the_artifact(conversation, ended):
    turn = await ended(await sync_to_async(services.choose)(turn=await asking(conversation), create=True))
    assert turn.status == TurnStatus.COMPLETED
    assert await turn.versions.acount() == 1


async def test_choose_answer_here_remembers_the_refusal(conversation, ended):
    turn = await ended(await sync_to_async(services.choose)(turn=await asking(conversation), create=False))
    assert not await turn.versions.aexists()
    await conversation.arefresh_from_db()
    assert conversation.refused_kinds == ["table"]


async def test_choose_twice_is_refused(conversation, ended):
    turn = await asking(conversation)
    await ended(await sync_to_async(services.choose)(turn=turn, create=True))
    with pytest.raises(NotAsking):
        await sync_to_async(services.choose)(turn=turn, create=True)


async def test_a_further_message_closes_the_question(conversation, ended):
    question = await asking(conversation)
    conversation.head = question
    await conversation.asave()
    await ended(await say(conversation, "never mind, hello"))
    await question.arefresh_from_db()
    assert question.status == TurnStatus.COMPLETED


async def test_creation_switched_off_answers_in_chat(conversation, ended, settings):
    settings.FLAG_OVERRIDES = "artifactCreationEnabled=off"
    turn = await ended(await say(conversation, CSV))
    assert turn.status == TurnStatus.COMPLETED
    assert not await Artifact.objects.aexists()


async def test_a_used_up_quota_keeps_the_answer_in_chat(conversation, ended, settings):
    settings.QUOTAS = {"artifacts": 0}
    turn = await ended(await say(conversation, CSV))
    assert turn.error_code == "quota_reached"
    assert "| Ada | 36 |" in turn.text


async def test_a_slash_command_chooses_the_kind_and_is_not_said_to_the_model(conversation, ended):
    turn = await ended(await say(conversation, "/table name,age\nAda,36"))
    version = await turn.versions.aget()
    assert [column["name"] for column in version.manifest["columns"]] == ["name", "age"]


@pytest.mark.parametrize(
    ("message", "status", "head"), [("Set B1 to 37", "accepted", 2), ("Add a column Notes", "proposed", 1)]
)
async def test_small_edits_are_applied_at_once_for_who_prefers_it(conversation, ended, user, message, status, head):
    await User.objects.filter(pk=user.pk).aupdate(applies_small_changes=True)
    made = await (await ended(await say(conversation, CSV))).versions.select_related("artifact").aget()
    await conversation.arefresh_from_db()
    turn = await ended(await say(conversation, message))
    proposal = await Proposal.objects.aget(pk=turn.proposal_id)
    await made.artifact.arefresh_from_db()
    assert (turn.error_code, proposal.status, made.artifact.head_number) == ("", status, head)


async def test_an_edit_is_proposed_and_changes_nothing_until_it_is_accepted(conversation, ended, user):
    made = await (await ended(await say(conversation, CSV))).versions.select_related("artifact").aget()
    await conversation.arefresh_from_db()
    turn = await ended(await say(conversation, "Add a column Notes"))
    assert (turn.status, turn.error_code) == (TurnStatus.COMPLETED, "")
    proposal = await Proposal.objects.select_related("artifact", "base").aget(pk=turn.proposal_id)
    assert (proposal.status, proposal.base.number, proposal.changes["columns_added"]) == ("proposed", 1, 1)
    await made.artifact.arefresh_from_db()
    assert made.artifact.head_number == 1
    accepted = await sync_to_async(accept_proposal)(proposal=proposal, actor=user)
    assert accepted.number == 2
