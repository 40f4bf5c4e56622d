import pytest
from django.test import AsyncClient

from chat.rows.enums import Role, TurnStatus
from chat.rows.models import Conversation, Message
from gatekeeper.models import DecisionRecord

pytestmark = pytest.mark.django_db(transaction=True)
HTMX = {"HX-Request": "true"}
CSV = "name,age\nAda,36\nLin,41\n\nTurn this into a table"


class PatientClient(AsyncClient):
    """Waits as the server does before an answer leaves."""

    async def request(self, **request):
        response = await super().request(**request)
        if until_ready := getattr(response, "until_ready", None):
            await until_ready()
        return response


@pytest.fixture
def browser(user, features_on) -> AsyncClient:
    client = PatientClient()
    client.force_login(user)
    return client


async def test_home_needs_a_sign_in():
    answer = await AsyncClient().get("/")
    assert answer.status_code == 302
    assert "/accounts/login/" in answer["Location"]


async def test_home_shows_the_composer(browser):
    answer = await browser.get("/")
    assert answer.status_code == 200
    assert b'name="text"' in answer.content


async def test_a_plain_post_waits_for_the_answer_and_shows_the_page(browser):
    answer = await browser.post("/turns/", {"text": CSV, "mode": "auto"}, follow=True)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Ada" in page
    assert "Keep in chat" in page


async def test_an_htmx_post_gives_two_articles_and_the_address(browser):
    answer = await browser.post("/turns/", {"text": "hello", "mode": "auto"}, headers=HTMX)
    conversation = await Conversation.objects.aget()
    assert answer["HX-Push-Url"] == f"/c/{conversation.pk}/"
    assert answer.content.decode().count("<article") == 2


@pytest.mark.parametrize(("text", "code"), [("", "empty_message"), ("x" * 32_001, "message_too_long")])
async def test_a_refused_message_says_why_and_leaves_no_conversation(browser, text, code):
    answer = await browser.post("/turns/", {"text": text, "mode": "auto"}, headers=HTMX)
    assert answer.status_code == 422
    assert code in answer.content.decode()
    assert not await Conversation.objects.aexists()


async def test_a_second_message_while_one_runs_is_refused(browser, conversation):
    await Message.objects.acreate(
        conversation=conversation, number=1, role=Role.ASSISTANT, status=TurnStatus.STREAMING
    )
    answer = await browser.post(f"/c/{conversation.pk}/turns/", {"text": "and?"}, headers=HTMX)
    assert answer.status_code == 409
    assert "turn_running" in answer.content.decode()


async def test_keep_in_chat_moves_the_table_into_the_answer(browser):
    await browser.post("/turns/", {"text": CSV, "mode": "auto"})
    turn = await Message.objects.aget(role=Role.ASSISTANT)
    answer = await browser.post(f"/turns/{turn.pk}/keep-in-chat/")
    assert answer.status_code == 302
    await turn.arefresh_from_db()
    assert "| Ada | 36 |" in turn.text
    page = (await browser.get(f"/c/{turn.conversation_id}/")).content.decode()
    assert "Keep in chat" not in page
    decision = await Message.objects.select_related("decision").aget(pk=turn.pk)
    assert decision.decision.correction == "keep_in_chat"


async def test_an_answer_that_is_kept_in_chat_keeps_its_place_among_the_branches(browser):
    await browser.post("/turns/", {"text": CSV, "mode": "auto"})
    turn = await Message.objects.aget(role=Role.ASSISTANT)
    await browser.post(f"/turns/{turn.pk}/retry/", follow=True)
    article = (await browser.post(f"/turns/{turn.pk}/keep-in-chat/", headers=HTMX)).content.decode()
    assert "1 / 2" in article


async def test_open_as_makes_an_artifact_of_an_answer(browser, conversation):
    table = "| a | b |\n|---|---|\n| 1 | 2 |"
    turn = await Message.objects.acreate(conversation=conversation, number=1, role=Role.ASSISTANT, text=table)
    answer = await browser.post(f"/turns/{turn.pk}/open-as/", {"kind": "table"})
    assert answer.status_code == 302
    assert await turn.versions.acount() == 1


async def test_a_table_in_an_answer_is_offered_as_an_artifact_unless_creation_is_off(browser, conversation, settings):
    table = "| a | b |\n|---|---|\n| 1 | 2 |"
    conversation.head = await Message.objects.acreate(
        conversation=conversation, number=1, role=Role.ASSISTANT, text=table
    )
    await conversation.asave()
    assert "Open as spreadsheet" in (await browser.get(f"/c/{conversation.pk}/")).content.decode()
    settings.FLAG_OVERRIDES = "artifactCreationEnabled=off"
    assert "Open as" not in (await browser.get(f"/c/{conversation.pk}/")).content.decode()


async def test_why_tells_stage_and_reasons(browser):
    await browser.post("/turns/", {"text": CSV, "mode": "auto"})
    turn = await Message.objects.aget(role=Role.ASSISTANT)
    page = (await browser.get(f"/turns/{turn.pk}/why/", headers=HTMX)).content.decode()
    assert "%" in page


async def test_rename_and_delete_a_conversation(browser, conversation):
    await browser.post(f"/c/{conversation.pk}/rename/", {"title": "New <name>\x00"})
    await conversation.arefresh_from_db()
    assert conversation.title == "New <name>"
    await browser.post(f"/c/{conversation.pk}/delete/")
    assert (await browser.get(f"/c/{conversation.pk}/")).status_code == 404


async def test_a_page_with_the_master_off_names_nothing_of_artifacts(browser, settings):
    settings.FLAG_OVERRIDES = "artifactFeatureEnabled=off"
    page = (await browser.get("/?view=split")).content.decode().lower()
    assert "artifact" not in page
    assert "split" not in page


async def test_edit_and_resend_begins_a_branch_and_keeps_the_old_one(browser):
    await browser.post("/turns/", {"text": "hello there", "mode": "chat"})
    said = await Message.objects.aget(role=Role.USER)
    answer = await browser.post(f"/messages/{said.pk}/resend/", {"text": "hello again", "mode": "chat"}, follow=True)
    page = answer.content.decode()
    assert "hello again" in page
    assert "2 / 2" in page
    assert await Message.objects.filter(text="hello there").aexists()
    back = await browser.post(f"/branches/{said.pk}/", follow=True)
    assert "1 / 2" in back.content.decode()


async def test_an_answer_cannot_be_resent(browser, conversation):
    turn = await Message.objects.acreate(conversation=conversation, number=1, role=Role.ASSISTANT)
    assert (await browser.post(f"/messages/{turn.pk}/resend/", {"text": "x"})).status_code == 404


async def test_an_unknown_model_is_refused(browser):
    answer = await browser.post("/turns/", {"text": "hello", "model": "gpt-nowhere"}, headers=HTMX)
    assert answer.status_code == 422
    assert "unknown_model" in answer.content.decode()


async def test_keep_in_chat_works_after_the_question_was_answered(browser, conversation, user):
    record = await DecisionRecord.objects.acreate(
        user=user,
        text_digest="0" * 64,
        text_length=1,
        action="ask",
        kind="table",
        confidence=0.7,
        stage="rules",
        latency_ms=1,
    )
    said = await Message.objects.acreate(conversation=conversation, number=1, role=Role.USER, text=CSV)
    turn = await Message.objects.acreate(
        conversation=conversation,
        number=2,
        parent=said,
        role=Role.ASSISTANT,
        status=TurnStatus.ASKING,
        kind="table",
        decision=record,
    )
    await browser.post(f"/turns/{turn.pk}/choice/", {"create": "1"})
    assert (await browser.post(f"/turns/{turn.pk}/keep-in-chat/")).status_code == 302
    await turn.arefresh_from_db()
    assert "| Ada | 36 |" in turn.text


async def test_a_dry_run_asks_staff_whether_it_was_right_and_nobody_else(browser, user, settings):
    settings.FLAG_OVERRIDES = "artifactCreationEnabled=off"
    page = (await browser.post("/turns/", {"text": CSV}, follow=True)).content.decode()
    assert "Dry run" not in page
    user.is_staff = True
    await user.asave()
    turn = await Message.objects.aget(role=Role.ASSISTANT)
    page = (await browser.get(f"/c/{turn.conversation_id}/")).content.decode()
    assert "Dry run" in page
    judged = (await browser.post(f"/turns/{turn.pk}/judge/", {"right": "1"}, headers=HTMX)).content.decode()
    assert "Dry run" not in judged
    record = await DecisionRecord.objects.aget()
    assert record.correction == "confirmed"


async def test_tab_of_a_pane_without_a_conversation_is_a_pane_and_no_page(browser):
    page = (await browser.get("/?view=split")).content.decode()
    assert 'hx-get="/?view=split&amp;tab=document"' in page
    fragment = (await browser.get("/?view=split&tab=document", headers=HTMX)).content.decode()
    assert fragment.lstrip().startswith('<div class="pane"')
    assert "<html" not in fragment
    assert 'id="message"' not in fragment


async def test_a_deleted_conversation_can_be_taken_back(browser, conversation):
    page = await browser.post(f"/c/{conversation.pk}/delete/", follow=True)
    restore = f"/c/{conversation.pk}/restore/"
    assert restore in page.content.decode()
    assert (await browser.get(f"/c/{conversation.pk}/")).status_code == 404

    answer = await browser.post(restore)
    assert answer["Location"] == f"/c/{conversation.pk}/"
    assert (await browser.get(f"/c/{conversation.pk}/")).status_code == 200
    assert restore not in (await browser.get(f"/?deleted={conversation.pk}")).content.decode()


async def test_a_deleted_conversation_of_somebody_else_is_not_offered(browser, conversation, other_user):
    stranger = PatientClient()
    await stranger.aforce_login(other_user)
    await browser.post(f"/c/{conversation.pk}/delete/")
    assert (
        f"/c/{conversation.pk}/restore/" not in (await stranger.get(f"/?deleted={conversation.pk}")).content.decode()
    )
    assert (await stranger.post(f"/c/{conversation.pk}/restore/")).status_code == 404


async def test_the_drawer_renames_a_conversation(browser, conversation):
    page = (await browser.get("/")).content.decode()
    assert f'action="/c/{conversation.pk}/rename/"' in page
    await browser.post(f"/c/{conversation.pk}/rename/", {"title": "Budget \x00talk"})
    await conversation.arefresh_from_db()
    assert conversation.title == "Budget talk"
