"""Every row of the table of dialects, met over HTTP: what an endpoint says in its own words has the effect it must."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from pytest_django import Settings

from llm import client, errors, limits
from llm.protocol import ChatMessage, ChatRequest, Finished, FinishReason, Role, TakenBack, TextDelta
from llm.wire import dialects
from llm.wire.dialects import Ending, Trait
from llm.wire.learned import learned
from llm.wire.messages import NO_SIGHT
from tests.fakes.openai_endpoint import OpenAIEndpoint
from tests.fakes.openai_scripts import Script
from tests.llm.conftest import ask

ENDS = {
    Ending.CUT: FinishReason.LENGTH,
    Ending.WHOLE: FinishReason.STOP,
}


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "BACKOFF_SECONDS", 0.01)


def chunk(delta: object, reason: str | None = None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": reason}
    return f"data: {json.dumps({'choices': [choice]})}\n\n".encode()


def refusing(is_refused: Callable[[dict[str, Any]], object], body: object, status: int = 400) -> Script:
    """Answer with the body while a request is so."""
    return Script(refuse=lambda request: (status, body) if is_refused(request) else None)


async def said(request: ChatRequest | None = None) -> tuple[str, FinishReason | None]:
    """Return what stands after the last event, and how it ended."""
    text, end = "", None
    async for event in client.stream(request or ask("Hello")):
        match event:
            case TextDelta(text=more):
                text += more
            case TakenBack(keep=keep):
                text = text[:keep]
            case Finished(reason=reason):
                end = reason
            case _:
                pass
    return text, end


async def fault_of(request: ChatRequest | None = None) -> errors.ProviderError:
    with pytest.raises(errors.ProviderError) as caught:
        await said(request)
    return caught.value


@pytest.mark.parametrize("row", dialects.ENDINGS, ids=lambda row: row.reason)
async def test_endings(openai_endpoint: OpenAIEndpoint, row: dialects.EndingRow) -> None:
    openai_endpoint.script("*", Script(raw=[chunk({"content": "Words"}), chunk({}, row.reason.upper())]))
    if row.ending in ENDS:
        assert await said() == ("Words", ENDS[row.ending])
    else:
        expected = errors.ContentFiltered if row.ending is Ending.FILTERED else errors.ProviderError
        assert type(await fault_of()) is expected


async def test_refusal_that_names_nothing_is_tried_once_without_optional_parameters(
    openai_endpoint: OpenAIEndpoint,
) -> None:
    body = {"error": {"message": "Bad thing"}}
    openai_endpoint.script("*", refusing(lambda request: "stream_options" in request, body))
    assert (await said())[1] is FinishReason.STOP
    await said()
    sent = [set(received.body) for received in openai_endpoint.received]
    plain = {"model", "messages", "stream"}
    assert sent == [plain | {"stream_options", "max_tokens"}, plain, plain]


async def test_refusal_that_stays_is_told_after_two_calls(openai_endpoint: OpenAIEndpoint) -> None:
    openai_endpoint.script("*", refusing(lambda _: True, {"error": {"message": "Bad thing"}}))
    assert type(await fault_of()) is errors.ProviderError
    assert len(openai_endpoint.received) == 2
    assert learned("test-model").refused == set()


async def test_newer_name_of_the_length_is_used_where_the_older_is_refused(openai_endpoint: OpenAIEndpoint) -> None:
    message = (
        "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."
    )
    openai_endpoint.script("*", refusing(lambda request: "max_tokens" in request, {"error": {"message": message}}))
    await said()
    assert openai_endpoint.received[-1].body["max_completion_tokens"] == limits.ANSWER_TOKENS
    assert "stream_options" in openai_endpoint.received[-1].body


async def test_overflow_within_the_stream_is_answered_by_sending_less(openai_endpoint: OpenAIEndpoint) -> None:
    event = b'data: {"object": "error", "message": "maximum context length is 4096 tokens", "code": 400}\n\n'
    openai_endpoint.script("*", Script(raw=[event]))
    assert type(await fault_of()) is errors.ContextTooLong
    assert len(openai_endpoint.received) == 2


async def test_overflow_without_a_number_halves_what_is_sent(openai_endpoint: OpenAIEndpoint) -> None:
    def is_long(request: dict[str, Any]) -> bool:
        return len(request["messages"]) > 20

    openai_endpoint.script("*", refusing(is_long, {"error": {"code": "context_length_exceeded"}}))
    turns = [ChatMessage([Role.USER, Role.ASSISTANT][at % 2], f"{at} " * 300) for at in range(31)]
    assert (await said(ChatRequest(tuple(turns))))[1] is FinishReason.STOP
    first, second = (received.body for received in openai_endpoint.received)
    assert len(second["messages"]) < len(first["messages"]) / 1.8
    assert "max_tokens" not in second


async def test_ending_that_nobody_listed_is_cut(openai_endpoint: OpenAIEndpoint) -> None:
    openai_endpoint.script("*", Script(raw=[chunk({"content": "Words"}, "quota_of_dreams")]))
    assert await said() == ("Words", FinishReason.LENGTH)


@pytest.mark.parametrize("row", [*dialects.FAULT_CODES, *dialects.FAULT_WORDS], ids=lambda row: row.words)
async def test_faults(openai_endpoint: OpenAIEndpoint, row: dialects.FaultRow) -> None:
    is_code = row in dialects.FAULT_CODES
    error = {"message": "no", "code": row.words} if is_code else {"message": f"Bad: {row.words.upper()} here"}
    openai_endpoint.script("*", refusing(lambda _: True, {"error": error}))
    assert type(await fault_of()) is row.fault


@pytest.mark.parametrize("status", dialects.FAULT_STATUSES)
async def test_statuses(openai_endpoint: OpenAIEndpoint, status: int) -> None:
    openai_endpoint.script("*", refusing(lambda _: True, {"error": {"message": "no"}}, status))
    assert type(await fault_of()) is dialects.FAULT_STATUSES[status]


@pytest.mark.parametrize("row", dialects.NEVER_HEALS, ids=lambda row: row.word)
async def test_limits_that_never_heal_are_met_once(openai_endpoint: OpenAIEndpoint, row: dialects.WordRow) -> None:
    openai_endpoint.script("*", refusing(lambda _: True, {"error": {"message": row.word}}, 429))
    assert (await fault_of()).facts["never_heals"]
    assert len(openai_endpoint.received) == 1


@pytest.mark.parametrize("row", dialects.PARAMETERS, ids=lambda row: row.words)
async def test_parameters(openai_endpoint: OpenAIEndpoint, row: dialects.ParameterRow) -> None:
    body = {"error": {"message": row.words.capitalize()}}
    openai_endpoint.script("*", refusing(lambda request: row.parameter in request, body))
    await client.propose(ask("Sort it"))
    assert [row.parameter in received.body for received in openai_endpoint.received] == [True, False]
    assert "temperature" in openai_endpoint.received[1].body


@pytest.mark.parametrize("row", [row for row in dialects.TRAITS if row.trait is Trait.NO_SYSTEM_ROLE], ids=str)
@pytest.mark.parametrize("status", [400, 500])
async def test_no_system_role(openai_endpoint: OpenAIEndpoint, row: dialects.TraitRow, status: int) -> None:
    script = refusing(lambda request: request["messages"][0]["role"] == "system", {"message": row.seen}, status)
    openai_endpoint.script("*", script)
    assert (await said())[1] is FinishReason.STOP
    await said()
    first, second, third = (received.body["messages"] for received in openai_endpoint.received)
    assert [message["role"] for message in second] == [message["role"] for message in third] == ["user"]
    assert second[0]["content"] == f"{first[0]['content']}\n\nHello"


@pytest.mark.parametrize("row", [row for row in dialects.TRAITS if row.trait is Trait.NO_IMAGES], ids=str)
async def test_no_sight(openai_endpoint: OpenAIEndpoint, row: dialects.TraitRow) -> None:
    def is_seen(request: dict[str, Any]) -> bool:
        return "data:image/png" in json.dumps(request["messages"])

    openai_endpoint.script("*", refusing(is_seen, {"error": {"message": row.seen}}))
    image = ChatMessage(Role.USER, "What is it?", images=("data:image/png;base64,AA==",))
    for _ in range(2):
        assert (await said(ChatRequest((image,))))[1] is FinishReason.STOP
    refused, *others = (received.body["messages"][-1]["content"] for received in openai_endpoint.received)
    assert refused[1] == {"type": "image_url", "image_url": {"url": "data:image/png;base64,AA=="}}
    assert others == [f"What is it?\n\n{NO_SIGHT}"] * 2


@pytest.mark.parametrize("row", dialects.DELAYS, ids=lambda row: row.seen)
async def test_delays(openai_endpoint: OpenAIEndpoint, row: dialects.PatternRow) -> None:
    details = json.loads(row.seen) if row.seen.startswith("{") else {"message": row.seen}
    openai_endpoint.script("*", refusing(lambda _: True, {"error": {"code": 429, "details": [details]}}, 429))
    assert (await fault_of()).facts["retry_after_seconds"] == 150
    assert len(openai_endpoint.received) == 1


@pytest.mark.parametrize("row", dialects.CONTEXT_LIMITS, ids=lambda row: row.seen)
async def test_context_limits(openai_endpoint: OpenAIEndpoint, row: dialects.PatternRow) -> None:
    def is_long(request: dict[str, Any]) -> bool:
        return len(request["messages"]) > 20

    openai_endpoint.script("*", refusing(is_long, {"error": {"message": row.seen, "code": "context_length_exceeded"}}))
    turns = [ChatMessage([Role.USER, Role.ASSISTANT][at % 2], f"{at} " * 300) for at in range(31)]
    assert (await said(ChatRequest(tuple(turns))))[1] is FinishReason.STOP
    assert learned("test-model").context_tokens == 8192
    sent = openai_endpoint.received[-1].body
    assert sent["messages"][-1]["content"] == turns[-1].content
    assert sent["max_tokens"] < 8192


@pytest.mark.parametrize("row", dialects.CONTEXT_FIELDS, ids=lambda row: row.word)
async def test_context_fields(openai_endpoint: OpenAIEndpoint, row: dialects.WordRow) -> None:
    openai_endpoint.models = ("test-model",)
    openai_endpoint.model_facts = {"meta": {row.word: 4096}} if row.word == "n_ctx" else {row.word: 4096}
    turns = [ChatMessage([Role.USER, Role.ASSISTANT][at % 2], f"{at} " * 300) for at in range(31)]
    await said(ChatRequest(tuple(turns)))
    assert learned("test-model").context_tokens == 4096
    assert len(openai_endpoint.received[0].body["messages"]) < 12


@pytest.mark.parametrize("row", dialects.THOUGHTS, ids=lambda row: row.word)
async def test_thoughts_keep_an_answer_alive(
    openai_endpoint: OpenAIEndpoint, settings: Settings, row: dialects.WordRow
) -> None:
    settings.LLM_FIRST_TOKEN_SECONDS = settings.LLM_STALL_SECONDS = 1.0
    thought = chunk({row.word: [{"text": "hm"}]})
    openai_endpoint.script("*", Script(raw=[thought, 0.7, thought, 0.7, chunk({"content": "Words"}, "stop")]))
    assert await said() == ("Words", FinishReason.STOP)


@pytest.mark.parametrize("row", dialects.THINKING_TAGS, ids=lambda row: row.word)
async def test_thinking_tags(openai_endpoint: OpenAIEndpoint, row: dialects.WordRow) -> None:
    pieces = ["Okay", f", so.\n</{row.word[:3]}", f"{row.word[3:]}>\n", f"\nWords<{row.word}>hm</{row.word}>."]
    openai_endpoint.script("*", Script(pieces=pieces))
    assert await said() == ("Words.", FinishReason.STOP)


@pytest.mark.parametrize("row", dialects.TEMPLATE_MARKS, ids=lambda row: row.seen)
@pytest.mark.parametrize("size", [1, 4, 100])
async def test_template_marks(openai_endpoint: OpenAIEndpoint, row: dialects.PatternRow, size: int) -> None:
    text = f"Seven.{row.seen}"
    openai_endpoint.script("*", Script(pieces=[text[at : at + size] for at in range(0, len(text), size)]))
    assert await said() == ("Seven.", FinishReason.STOP)


def test_every_row_names_where_it_is_seen() -> None:
    tables = [value for name, value in vars(dialects).items() if name.isupper() and isinstance(value, tuple)]
    rows = [row for table in tables for row in table]
    assert len(rows) > 100
    assert all("." in row.source for row in rows)
