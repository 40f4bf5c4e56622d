"""Questions about the open artifact's data: computed over all rows, told with the query, or left to the model."""

import json
from collections.abc import Iterator

import pytest

from artifacts.kinds.registry import kind
from artifacts.queries import processes
from artifacts.rows.enums import AuthorKind, KindName, Origin
from artifacts.rows.models import Artifact
from artifacts.versions.write import create_artifact
from chat.rows.enums import TurnStatus
from chat.rows.models import Conversation, Message
from chat.shown.messages import view_alone
from rollout.flags import features_for
from tests.chat.turns.test_services import say
from tests.fakes.openai_scripts import Script

pytestmark = pytest.mark.django_db(transaction=True)
SALES = "| Region | Amount |\n| --- | --- |\n| North | 120 |\n| South | 50 |\n| North | 30 |\n"


@pytest.fixture(scope="module", autouse=True)
def no_process_left() -> Iterator[None]:
    yield
    processes.stop_idle()


@pytest.fixture
def sales(conversation: Conversation) -> Artifact:
    """Sales beside the conversation."""
    content = kind(KindName.TABLE).parse_text(SALES).content
    version = create_artifact(
        owner=conversation.owner,
        kind=KindName.TABLE,
        title="Sales",
        content=content,
        origin=Origin.API,
        author=AuthorKind.USER,
    )
    conversation.open_artifact = version.artifact
    conversation.save()
    return version.artifact


async def test_a_question_is_computed_without_a_model(conversation, sales, ended) -> None:
    turn = await ended(await say(conversation, "What is the total by region?"))
    assert turn.status == TurnStatus.COMPLETED
    assert turn.text.startswith("Total Amount by Region: North 150, South 50.")
    assert "| North | 150 |" in turn.text
    assert turn.computed["sql"].startswith("SELECT")
    assert (turn.computed["version"], turn.computed["rows_read"]) == (1, 3)


async def test_what_may_mean_two_things_is_asked_back_offline(conversation, sales, ended) -> None:
    turn = await ended(await say(conversation, "how many apples by region?"))
    assert "apples" in turn.text
    assert turn.computed is None


async def test_a_model_writes_the_query_and_the_server_says_the_figures(conversation, sales, connected, ended) -> None:
    reply = {"sql": "SELECT max(Amount) - min(Amount) AS spread FROM data", "sentence": "The spread is {spread}."}
    connected.script_json("m", Script(pieces=[json.dumps(reply)]))
    turn = await ended(await say(conversation, "What is the spread of the highest and lowest amount?"))
    assert turn.text == "The spread is 90."
    assert turn.computed["sql"] == reply["sql"]


async def test_a_number_of_the_models_own_is_not_said_as_computed(conversation, sales, connected, ended) -> None:
    reply = {"sql": "SELECT sum(Amount) AS total FROM data WHERE Region = 'North'", "sentence": "The total is 999."}
    connected.script_json("m", Script(pieces=[json.dumps(reply)]))
    turn = await ended(await say(conversation, "what is the total amount upstairs?"))
    assert turn.text == "1 row, computed over 3 rows."


async def test_what_cannot_be_computed_is_answered_by_the_model(conversation, sales, connected, ended) -> None:
    connected.script_json("m", Script(pieces=['{"sql": "", "sentence": ""}']))
    turn = await ended(await say(conversation, "Why is the lowest amount so low?"))
    assert (turn.text, turn.computed) == ("Hello from the model.", None)


async def test_other_messages_ask_no_query_of_a_model(conversation, sales, connected, ended) -> None:
    connected.script_json("m", Script(pieces=['{"sql": "SELECT 1", "sentence": "no"}']))
    turn = await ended(await say(conversation, "Tell me a story about the sea"))
    assert turn.text == "Hello from the model."


def test_the_computation_stands_under_the_answer(conversation, sales) -> None:
    told = {"sql": "SELECT 1", "version": 1, "artifact": str(sales.pk), "title": "Sales", "rows_read": 3}
    message = Message.objects.create(conversation=conversation, number=1, role="assistant", text="1", computed=told)
    view = view_alone(message, features_for(conversation.owner)).computed
    assert view is not None
    assert (view.sql, view.rows_read, view.is_outdated) == ("SELECT 1", 3, False)
    Artifact.objects.filter(pk=sales.pk).update(head_number=2)
    assert view_alone(message, features_for(conversation.owner)).computed.is_outdated
