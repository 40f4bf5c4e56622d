"""Reading the bytes of a streamed answer: the same events however they are cut."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm import errors
from llm.limits import MAX_LINE_BYTES
from llm.protocol import Finished, FinishReason, LLMEvent, TextDelta, Usage
from llm.wire.answers import AnswerReader, text_of


def chunk(delta: dict[str, object], reason: str | None = None) -> str:
    choice = {"index": 0, "delta": delta, "finish_reason": reason}
    return f"data: {json.dumps({'choices': [choice]}, ensure_ascii=False)}\n\n"


ANSWER = (
    ": keep-alive\n\n"
    + chunk({"role": "assistant", "content": ""})
    + chunk({"reasoning_content": "hm"})
    + chunk({"content": "Grüße "})
    + chunk({"content": "🌍"})
    + chunk({}, "stop")
    + 'data: {"choices": [], "usage": {"prompt_tokens": 3, "completion_tokens": 2}}\n\n'
    + "data: [DONE]\n\n"
)


def read(text: str, size: int = 10_000) -> list[LLMEvent]:
    reader, data = AnswerReader(), text.encode()
    events: list[LLMEvent] = []
    for start in range(0, len(data), size):
        reader.feed(data[start : start + size])
        events += reader.take_ready()
    reader.close()
    return events + reader.take_ready()


@given(st.integers(1, 400))
def test_events_do_not_depend_on_the_chunks(size: int) -> None:
    assert read(ANSWER, size) == [TextDelta("Grüße "), TextDelta("🌍"), Usage(3, 2), Finished(FinishReason.STOP)]


@pytest.mark.parametrize(
    "answer",
    [
        chunk({"content": "a"}, "stop"),
        chunk({"content": "a"}) + "data: [DONE]\n\n",
        chunk({"content": "a"}, "stop").replace("\n", "\r\n"),
        chunk({"content": "a"}, "stop").replace("data: ", "data:"),
        "event: message\n" + chunk({"content": "a"}, "stop"),
        chunk({"content": "a"}, "stop").rstrip("\n"),
        chunk({"content": [{"type": "thinking", "thinking": "x"}, {"type": "text", "text": "a"}]}, "stop"),
        chunk({"refusal": "a"}, "stop"),
        chunk({"content": "a"}, "tool_calls"),
    ],
)
def test_endpoints_differ_and_give_the_same_events(answer: str) -> None:
    assert read(answer) == [TextDelta("a"), Finished(FinishReason.STOP)]


@pytest.mark.parametrize("reason", ["length", "max_tokens"])
def test_length_is_told(reason: str) -> None:
    assert read(chunk({"content": "a"}, reason))[-1] == Finished(FinishReason.LENGTH)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("", errors.ProviderCutOff),
        (chunk({"content": "a"}), errors.ProviderCutOff),
        (chunk({}, "stop"), errors.ProviderEmpty),
        (chunk({"reasoning_content": "hm"}, "length"), errors.ProviderEmpty),
        (chunk({"content": "a"}, "content_filter"), errors.ContentFiltered),
        ("data: {oops\n\n", errors.ProviderMalformed),
        ("data: [1]\n\n", errors.ProviderMalformed),
        ('data: {"choices": ["x"]}\n\n', errors.ProviderMalformed),
        ('data: {"error": {"message": "boom"}}\n\n', errors.ProviderError),
        ('data: {"error": {"message": "slow down", "code": 429}}\n\n', errors.ProviderRateLimited),
        ('data: {"error": {"code": "context_length_exceeded"}}\n\n', errors.ContextTooLong),
    ],
)
def test_faults_of_an_answer(answer: str, expected: type[errors.ProviderError]) -> None:
    with pytest.raises(errors.ProviderError) as caught:
        read(answer)
    assert type(caught.value) is expected


def test_text_before_a_fault_in_the_same_bytes_is_kept() -> None:
    reader = AnswerReader()
    with pytest.raises(errors.ProviderMalformed):
        reader.feed((chunk({"content": "a"}) + "data: {oops\n").encode())
    assert reader.take_ready() == [TextDelta("a")]


def test_endless_line_is_refused() -> None:
    reader = AnswerReader()
    reader.feed(b"x" * MAX_LINE_BYTES)
    with pytest.raises(errors.ProviderMalformed):
        reader.feed(b"x")


def test_text_of_something_else_is_malformed() -> None:
    with pytest.raises(errors.ProviderMalformed):
        text_of({"content": {"no": "text"}})
