import json
import re

import pytest
from django.test import AsyncClient, RequestFactory

from chat.log.sse import last_event_number

pytestmark = pytest.mark.django_db(transaction=True)
CSV = "name,age\nAda,36\nLin,41\n\nTurn this into a table"


@pytest.mark.parametrize(
    ("header", "query", "number"), [("7", "", 7), (None, "?after=5", 5), ("x", "", 0), (None, "?after=-3", 0)]
)
def test_last_event_number_reads_header_then_query(header, query, number):
    headers = {"Last-Event-ID": header} if header else {}
    assert last_event_number(RequestFactory().get("/stream/" + query, headers=headers)) == number


async def started(client: AsyncClient, conversation, text: str = CSV) -> str:
    body = {"text": text, "mode": "auto"}
    answer = await client.post(
        f"/api/chat/conversations/{conversation.pk}/turns", data=body, content_type="application/json"
    )
    assert answer.status_code == 201, answer.content
    return answer.json()["turn_id"]


async def events(client: AsyncClient, url: str) -> list[tuple[int, str, dict]]:
    return await told_by(await client.get(url))


async def told_by(answer) -> list[tuple[int, str, dict]]:
    assert answer["Content-Type"] == "text/event-stream"
    assert answer["X-Accel-Buffering"] == "no"
    text = "".join([chunk.decode() async for chunk in answer.streaming_content])
    found = re.findall(r"id: (\d+)\nevent: (\w+)\ndata: (.*)\n", text)
    return [(int(number), name, json.loads(data)) for number, name, data in found]


@pytest.fixture
def client_of_alice(user) -> AsyncClient:
    client = AsyncClient()
    client.force_login(user)
    return client


async def test_json_stream_tells_the_whole_turn(client_of_alice, conversation):
    turn = await started(client_of_alice, conversation)
    told = await events(client_of_alice, f"/api/chat/turns/{turn}/stream")
    assert [number for number, _, _ in told] == list(range(1, len(told) + 1))
    names = [name for _, name, _ in told]
    assert names[-1] == "turn_completed"
    assert "artifact_opened" in names
    rows = [row["cells"] for _, _, data in told for row in data.get("rows", [])]
    assert rows in ([["Ada", "36"], ["Lin", "41"]], [["Ada", 36], ["Lin", 41]])


async def test_json_stream_resumes_after_any_number(client_of_alice, conversation):
    turn = await started(client_of_alice, conversation)
    url = f"/api/chat/turns/{turn}/stream"
    told = await events(client_of_alice, url)
    for after in range(len(told)):
        assert await events(client_of_alice, f"{url}?after={after}") == told[after:]


async def test_a_turn_can_stream_in_the_response_that_began_it(client_of_alice, conversation):
    url = f"/api/chat/conversations/{conversation.pk}/turns"
    headers = {"Accept": "text/event-stream"}
    answer = await client_of_alice.post(url, data={"text": CSV}, content_type="application/json", headers=headers)
    assert answer.status_code == 201
    (number, name, started), *rest = await told_by(answer)
    assert (number, name, started["status"]) == (0, "turn_started", "streaming")
    assert rest == await events(client_of_alice, started["stream_url"])
    assert rest[-1][1] == "turn_completed"


@pytest.mark.parametrize("accept", ["application/json", "text/event-stream"])
async def test_a_turn_that_is_sent_twice_with_one_key_is_said_once(client_of_alice, conversation, accept):
    url = f"/api/chat/conversations/{conversation.pk}/turns"
    headers = {"Idempotency-Key": "one", "Accept": accept}

    async def send(text: str):
        body = {"text": text}
        return await client_of_alice.post(url, data=body, content_type="application/json", headers=headers)

    first = await send(CSV)
    told = await told_by(first) if accept == "text/event-stream" else first.json()
    second = await send(CSV)
    assert (first.status_code, second.status_code) == (201, 201)
    assert told == (await told_by(second) if accept == "text/event-stream" else second.json())
    assert await conversation.messages.acount() == 2
    other = await send("Something else")
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_mismatch")
    turn = await conversation.messages.alatest("number")
    assert (await events(client_of_alice, f"/api/chat/turns/{turn.pk}/stream"))[-1][1] == "turn_completed"


async def test_a_conversation_that_is_asked_for_twice_with_one_key_is_begun_once(client_of_alice, conversation):
    headers = {"Idempotency-Key": "one"}
    answers = [
        await client_of_alice.post(
            "/api/chat/conversations", data={}, content_type="application/json", headers=headers
        )
        for _ in range(2)
    ]
    assert answers[0].json() == answers[1].json()


async def test_a_refused_turn_answers_a_problem_instead_of_a_stream(client_of_alice, conversation):
    url = f"/api/chat/conversations/{conversation.pk}/turns"
    headers = {"Accept": "text/event-stream"}
    answer = await client_of_alice.post(url, data={"text": " "}, content_type="application/json", headers=headers)
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")


async def test_html_stream_ends_with_the_article(client_of_alice, conversation):
    turn = await started(client_of_alice, conversation)
    told = await events(client_of_alice, f"/turns/{turn}/stream/")
    assert told[-1][1] == "turn_completed"
    assert "<article" in told[-1][2]["html"]


async def test_a_stream_without_its_log_is_told_from_the_row(client_of_alice, conversation, monkeypatch):
    turn = await started(client_of_alice, conversation, "How do I make a pivot table in Excel?")
    url = f"/api/chat/turns/{turn}/stream"
    text = "".join(data.get("text", "") for _, _, data in await events(client_of_alice, url))
    from chat.log.current import turn_log

    monkeypatch.setattr(turn_log, "_channels", {})
    told = await events(client_of_alice, url)
    assert [name for _, name, _ in told] == ["text", "turn_completed"]
    assert told[0][2]["text"].strip() == text.strip()


async def test_another_user_finds_no_stream(client_of_alice, conversation, other_user):
    turn = await started(client_of_alice, conversation)
    stranger = AsyncClient()
    await stranger.aforce_login(other_user)
    for url in (f"/api/chat/turns/{turn}/stream", f"/turns/{turn}/stream/"):
        assert (await stranger.get(url)).status_code == 404
