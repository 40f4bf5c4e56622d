"""The OpenAI-compatible provider against a real HTTP endpoint: answers, faults, retries, cancelling."""

import asyncio
import json
import socket
import time
from contextlib import aclosing

import pytest
from pytest_django import Settings

from artifacts.rows.enums import KindName
from llm import client, errors, limits
from llm.protocol import (
    ChatRequest,
    Finished,
    FinishReason,
    LLMEvent,
    Proposal,
    TakenBack,
    TextDelta,
    Thinking,
    Usage,
)
from tests.fakes.openai_endpoint import OpenAIEndpoint
from tests.fakes.openai_scripts import Fault, Script
from tests.llm.conftest import ask

SCHEMA = {"type": "object", "properties": {"kind": {"type": "string"}}}


async def collect(request: ChatRequest) -> list[LLMEvent]:
    return [event async for event in client.stream(request)]


async def collect_until_fault(request: ChatRequest) -> tuple[str, errors.ProviderError]:
    """Return the text that came before the fault, and the fault."""
    text = ""
    try:
        async for event in client.stream(request):
            text += event.text if isinstance(event, TextDelta) else ""
    except errors.ProviderError as error:
        return text, error
    pytest.fail(f"no fault after {text!r}")


def _shorten_the_wait(settings: Settings, fault: Fault | None) -> None:
    """Make the wait that a fault uses up short, and no other: a busy machine must not look like a fault."""
    if fault is Fault.SILENT:
        settings.LLM_FIRST_TOKEN_SECONDS = 0.4
    if fault is Fault.STALL:
        settings.LLM_STALL_SECONDS = 0.4


@pytest.fixture(autouse=True)
def _hurry(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.LLM_FIRST_TOKEN_SECONDS = settings.LLM_STALL_SECONDS = 20
    monkeypatch.setattr(limits, "BACKOFF_SECONDS", 0.01)


async def test_stream_yields_text_usage_and_finish(openai_endpoint: OpenAIEndpoint) -> None:
    events = await collect(ask("Hello"))
    assert events == [
        TextDelta("Hello "),
        TextDelta("from "),
        TextDelta("the "),
        TextDelta("model."),
        Usage(10, 4),
        Finished(FinishReason.STOP),
    ]
    assert openai_endpoint.received[0].model == "test-model"
    assert openai_endpoint.received[0].authorization == "Bearer test-key"


async def test_stream_sends_system_prompt_and_conversation(openai_endpoint: OpenAIEndpoint) -> None:
    await collect(ask("List ten vans", kind=KindName.TABLE, asked_for={"rows": 10}, model="other-model"))
    body = openai_endpoint.received[0].body
    assert body["model"] == "other-model"
    assert [message["role"] for message in body["messages"]] == ["system", "user"]
    assert '[[artifact kind="table"' in body["messages"][0]["content"]
    assert "10 rows" in body["messages"][0]["content"]


@pytest.mark.parametrize(
    ("fault", "text", "expected"),
    [
        (Fault.UNAUTHORIZED, "", errors.ProviderUnauthorized),
        (Fault.FORBIDDEN, "", errors.ProviderForbidden),
        (Fault.NOT_FOUND, "", errors.ModelNotFound),
        (Fault.RATE_LIMITED, "", errors.ProviderRateLimited),
        (Fault.SERVER_ERROR, "", errors.ProviderError),
        (Fault.TOO_LONG, "", errors.ContextTooLong),
        (Fault.FILTERED_PROMPT, "", errors.ContentFiltered),
        (Fault.SILENT, "", errors.ProviderTimeout),
        (Fault.STALL, "Hello from ", errors.ProviderStalled),
        (Fault.CUT, "Hello from ", errors.ProviderCutOff),
        (Fault.ENDS_EARLY, "Hello from ", errors.ProviderCutOff),
        (Fault.STREAM_ERROR, "Hello from ", errors.ProviderError),
        (Fault.EMPTY, "", errors.ProviderEmpty),
        (Fault.FILTERED, "Hello from the model.", errors.ContentFiltered),
        (Fault.WEB_PAGE, "", errors.ProviderMalformed),
    ],
)
async def test_stream_with_fault_yields_text_then_raises_its_code(
    openai_endpoint: OpenAIEndpoint,
    settings: Settings,
    fault: Fault,
    text: str,
    expected: type[errors.ProviderError],
) -> None:
    _shorten_the_wait(settings, fault)
    openai_endpoint.script("test-model", Script(fault=fault))
    found_text, found = await collect_until_fault(ask("Hello"))
    assert (found_text, type(found)) == (text, expected)
    assert "sk-secret" not in str(found.detail) + str(found.facts)


async def test_stream_without_listener_is_unreachable(settings: Settings) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        settings.OPENAI_BASE_URL = f"http://127.0.0.1:{unused.getsockname()[1]}/v1"
        _, found = await collect_until_fault(ask("Hello"))
    assert type(found) is errors.ProviderUnreachable


async def test_stream_with_finish_reason_length_says_so(openai_endpoint: OpenAIEndpoint) -> None:
    openai_endpoint.script("test-model", Script(fault=Fault.LENGTH))
    assert (await collect(ask("Hello")))[-1] == Finished(FinishReason.LENGTH)


@pytest.mark.parametrize("fault", [Fault.SERVER_ERROR, Fault.RATE_LIMITED])
async def test_stream_tries_again_before_the_first_token(openai_endpoint: OpenAIEndpoint, fault: Fault) -> None:
    openai_endpoint.script("test-model", Script(fault=fault, times=2, retry_after="0.01"))
    assert (await collect(ask("Hello")))[-1] == Finished(FinishReason.STOP)
    assert len(openai_endpoint.received) == 3


@pytest.mark.parametrize(
    "script",
    [
        Script(fault=Fault.STALL),
        Script(fault=Fault.CUT),
        Script(fault=Fault.STREAM_ERROR),
        Script(fault=Fault.UNAUTHORIZED),
        Script(fault=Fault.RATE_LIMITED, retry_after="30"),
    ],
    ids=lambda script: script.fault.value,
)
async def test_stream_does_not_try_again(openai_endpoint: OpenAIEndpoint, settings: Settings, script: Script) -> None:
    _shorten_the_wait(settings, script.fault)
    openai_endpoint.script("test-model", script)
    await collect_until_fault(ask("Hello"))
    assert len(openai_endpoint.received) == 1


async def test_stream_rate_limited_for_long_tells_when_to_come_back(openai_endpoint: OpenAIEndpoint) -> None:
    openai_endpoint.script("test-model", Script(fault=Fault.RATE_LIMITED, retry_after="30"))
    _, found = await collect_until_fault(ask("Hello"))
    assert found.facts["retry_after_seconds"] == 30


async def test_stream_leaves_out_a_refused_parameter_and_remembers(openai_endpoint: OpenAIEndpoint) -> None:
    openai_endpoint.script("test-model", Script(fault=Fault.REFUSES_PARAMETER, refuses=("stream_options",)))
    assert (await collect(ask("Hello")))[-1] == Finished(FinishReason.STOP)
    await collect(ask("Again"))
    assert ["stream_options" in received.body for received in openai_endpoint.received] == [True, False, False]


async def test_stream_from_endpoint_that_does_not_stream(openai_endpoint: OpenAIEndpoint) -> None:
    openai_endpoint.script("test-model", Script(fault=Fault.IGNORES_STREAM))
    events = await collect(ask("Hello"))
    assert events == [TextDelta("Hello from the model."), Usage(10, 4), Finished(FinishReason.STOP)]


async def test_stream_hides_reasoning(openai_endpoint: OpenAIEndpoint) -> None:
    openai_endpoint.script("test-model", Script(fault=Fault.THINKS))
    events = await collect(ask("Hello"))
    assert "".join(event.text for event in events if isinstance(event, TextDelta)) == "Hello from the model."


async def test_close_in_mid_answer_closes_the_connection(openai_endpoint: OpenAIEndpoint) -> None:
    openai_endpoint.script("test-model", Script(pieces=["word "] * 1000, tokens_per_second=50))
    async with aclosing(client.stream(ask("Hello"))) as events:
        await anext(events)
    await asyncio.to_thread(openai_endpoint.wait_until, lambda received: received.is_cancelled)


async def test_cancel_before_the_first_token_closes_the_connection(openai_endpoint: OpenAIEndpoint) -> None:
    openai_endpoint.script("test-model", Script(fault=Fault.SILENT))
    task = asyncio.create_task(collect(ask("Hello")))
    await asyncio.to_thread(openai_endpoint.wait_until, lambda received: received.model == "test-model")
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await asyncio.to_thread(openai_endpoint.wait_until, lambda received: received.is_cancelled)


async def test_timeout_closes_the_connection(openai_endpoint: OpenAIEndpoint, settings: Settings) -> None:
    _shorten_the_wait(settings, Fault.STALL)
    openai_endpoint.script("test-model", Script(fault=Fault.STALL))
    await collect_until_fault(ask("Hello"))
    await asyncio.to_thread(openai_endpoint.wait_until, lambda received: received.is_cancelled)


async def test_streams_run_side_by_side(openai_endpoint: OpenAIEndpoint) -> None:
    openai_endpoint.script("test-model", Script(first_token_delay_seconds=0.2))
    started = time.monotonic()
    answers = await asyncio.gather(*(collect(ask("Hello")) for _ in range(30)))
    assert all(events[-1] == Finished(FinishReason.STOP) for events in answers)
    assert time.monotonic() - started < 30 * 0.2


@pytest.mark.parametrize(
    "text", ['{"kind": "table"}', 'Here it is:\n```json\n{"kind": "table"}\n```\nDone.', 'Sure: {"kind": "table"}.']
)
async def test_complete_json_reads_bare_fenced_and_spoken_objects(openai_endpoint: OpenAIEndpoint, text: str) -> None:
    openai_endpoint.script("gate-model", Script(pieces=[text]))
    assert await client.complete_json("What?", SCHEMA, timeout_seconds=2) == {"kind": "table"}
    body = openai_endpoint.received[0].body
    assert body["temperature"] == 0
    assert body["response_format"]["json_schema"]["schema"] == SCHEMA


async def test_complete_json_without_an_object_is_malformed(openai_endpoint: OpenAIEndpoint) -> None:
    with pytest.raises(errors.ProviderMalformed):
        await client.complete_json("What?", SCHEMA, timeout_seconds=2)


async def test_complete_json_late_times_out_once(openai_endpoint: OpenAIEndpoint) -> None:
    openai_endpoint.script("gate-model", Script(fault=Fault.SILENT))
    with pytest.raises(errors.ProviderTimeout):
        await client.complete_json("What?", SCHEMA, timeout_seconds=0.5)
    assert len(openai_endpoint.received) <= 1


async def test_complete_json_from_endpoint_without_structured_output(openai_endpoint: OpenAIEndpoint) -> None:
    script = Script(
        pieces=['{"kind": "none"}'], fault=Fault.REFUSES_PARAMETER, refuses=("response_format", "temperature")
    )
    openai_endpoint.script("gate-model", script)
    assert await client.complete_json("What?", SCHEMA, timeout_seconds=2) == {"kind": "none"}


async def test_propose_returns_operations(openai_endpoint: OpenAIEndpoint) -> None:
    answer = '```json\n{"operations": [{"op": "rename_artifact", "title": "Vans"}], "note": "Renamed."}\n```'
    openai_endpoint.script("test-model", Script(pieces=[answer]))
    proposal = await client.propose(ask("Call it Vans"))
    assert proposal.operations == [{"op": "rename_artifact", "title": "Vans"}]
    assert proposal.note == "Renamed."


async def test_propose_without_operations_gives_the_words(openai_endpoint: OpenAIEndpoint) -> None:
    openai_endpoint.script("test-model", Script(pieces=["Which ", "vans?"]))
    heard: list[object] = []
    proposal = await client.propose(ask("Call it Vans"), heard.append)
    assert proposal == Proposal([], "", Usage(10, 2), text="Which vans?", is_spoken=True)
    assert heard == [TextDelta("Which "), TextDelta("vans?")]


def event(delta: object, reason: str | None = None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": reason}
    return f"data: {json.dumps({'choices': [choice]})}\n\n".encode()


async def text_of(request: ChatRequest) -> str:
    return "".join(found.text for found in await collect(request) if isinstance(found, TextDelta))


@pytest.mark.parametrize(
    "sign",
    [
        b": OPENROUTER PROCESSING\n\n",
        b"event: ping\ndata: {}\n\n",
        event({"tool_calls": [{"function": {"arguments": "{"}}]}),
    ],
)
async def test_signs_of_life_set_the_clock_anew(
    openai_endpoint: OpenAIEndpoint, settings: Settings, sign: bytes
) -> None:
    settings.LLM_FIRST_TOKEN_SECONDS = settings.LLM_STALL_SECONDS = 1.0
    raw = [sign, 0.7, sign, 0.7, event({"content": "a"}), 0.7, sign, 0.7, event({"content": "b"}, "stop")]
    openai_endpoint.script("test-model", Script(raw=raw))
    assert await text_of(ask("Hello")) == "ab"


async def test_endless_signs_without_a_word_end(
    openai_endpoint: OpenAIEndpoint, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "SILENT_SECONDS", 1.0)
    openai_endpoint.script("test-model", Script(raw=[part for _ in range(300) for part in (b": ping\n\n", 0.1)]))
    _text, fault = await collect_until_fault(ask("Hello"))
    assert type(fault) is errors.ProviderTimeout


async def test_seconds_of_thinking_are_told(openai_endpoint: OpenAIEndpoint) -> None:
    thought = event({"reasoning_content": "hm"})
    openai_endpoint.script("test-model", Script(raw=[thought, 1.2, thought, 0.3, event({"content": "a"}, "stop")]))
    seconds = [found.seconds for found in await collect(ask("Hello")) if isinstance(found, Thinking)]
    assert len(seconds) == 1
    assert seconds[0] >= 1


async def test_a_reason_beside_every_word_ends_nothing_while_words_come(openai_endpoint: OpenAIEndpoint) -> None:
    seconds = limits.USAGE_SECONDS + 0.5
    raw = [
        event({"content": "a"}, "stop"),
        0.1,
        event({"content": "b"}, "stop"),
        seconds,
        event({"content": "c"}, "stop"),
    ]
    openai_endpoint.script("test-model", Script(raw=raw))
    assert await text_of(ask("Hello")) == "abc"


async def test_usage_that_never_comes_is_not_waited_for(openai_endpoint: OpenAIEndpoint) -> None:
    openai_endpoint.script("test-model", Script(raw=[event({"content": "a"}), event({}, "stop"), 60.0]))
    async with asyncio.timeout(20):
        assert await text_of(ask("Hello")) == "a"


async def test_an_answer_that_goes_in_circles_is_stopped(openai_endpoint: OpenAIEndpoint) -> None:
    openai_endpoint.script("test-model", Script(pieces=["Again and again. "] * 20_000))
    events = await collect(ask("Hello"))
    assert events[-1] == Finished(FinishReason.REPEATED)
    assert events[-2] == TakenBack(keep=len("Again and again. "))
    await asyncio.to_thread(openai_endpoint.wait_until, lambda received: received.is_cancelled)
