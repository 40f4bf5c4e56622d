"""Reading the bytes of a streamed answer: the same events however they are cut."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm import errors
from llm.limits import MAX_LINE_BYTES
from llm.protocol import Finished, FinishReason, LLMEvent, TextDelta, Usage
from llm.wire.answers import AnswerReader


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


END = chunk({}, "stop")
ODD_ANSWERS = {
    "byte-order mark": ("\ufeff" + chunk({"content": "a"}) + END, "a"),
    "returns alone": ((chunk({"content": "a"}) + chunk({"content": "b"}) + END).replace("\n", "\r"), "ab"),
    "data over lines": (
        'data: {"choices":[{"index":0,\ndata: "delta":{"content":"a"},\ndata: "finish_reason":"stop"}]}\n\n',
        "a",
    ),
    "no line between events": (chunk({"content": "a"}).strip() + "\n" + chunk({"content": "b"}, "stop").strip(), "ab"),
    "a bad line": (chunk({"content": "a"}) + 'data: {"choices":[{"ind\n\n' + chunk({"content": "b"}, "stop"), "ab"),
    "a bad line, none between": (
        (chunk({"content": "a"}) + 'data: {"oops\n\n' + chunk({"content": "b"}, "stop")).replace("\n\n", "\n"),
        "ab",
    ),
    "halves": (
        r'data: {"choices":[{"delta":{"content":"x \ud83d"}}]}' + "\n\n"
        r'data: {"choices":[{"delta":{"content":"\ude00!"}}]}' + "\n\n" + END,
        "x 😀!",
    ),
    "half alone": (r'data: {"choices":[{"delta":{"content":"x \ud83d"}}]}' + "\n\n" + END, "x \ufffd"),
    "not a number": ('data: {"choices":[{"logprob":NaN,"delta":{"content":"a"}}],"usage":"few"}\n\n' + END, "a"),
    "control characters": ('data: {"choices":[{"delta":{"content":"a\tb"}}]}\n\n' + END, "a\tb"),
    "content null": (chunk({"content": None}) + chunk({"content": "a"}) + END, "a"),
    "content listed": (chunk({"content": [{"type": "text", "text": "a"}, "b", {"type": "image"}]}) + END, "ab"),
    "delta is text": ('data: {"choices":[{"index":0,"delta":"a"}]}\n\n' + END, "a"),
    "two choices": (
        'data: {"choices":[{"index":0,"delta":{"content":"a"}},{"index":1,"delta":{"content":"b"}}]}\n\n' + END,
        "a",
    ),
    "whole": ('{"choices": [{"message": {"content": "a"}, "finish_reason": null}]}', "a"),
    "whole, over lines": (
        json.dumps({"choices": [{"message": {"content": "a"}, "finish_reason": "stop"}]}, indent=2),
        "a",
    ),
    "lines of JSON": (
        '{"choices":[{"delta":{"content":"a"}}]}\n{"choices":[{"delta":{},"finish_reason":"stop"}]}\n',
        "a",
    ),
    "reason with every word": (chunk({"content": "a"}, "stop") + chunk({"content": "b"}, "stop"), "ab"),
    "reason null as text": (chunk({"content": "a"}, "null") + END, "a"),
    "nothing in a word": (chunk({"content": "a\x00b"}) + END, "a\ufffdb"),
    "events and pings": (
        ": ping\n\nevent: ping\ndata: {}\n\nid: 3\nretry: 5\n" + chunk({"content": "a"}, "stop"),
        "a",
    ),
}


@pytest.mark.parametrize("name", ODD_ANSWERS)
@pytest.mark.parametrize("size", [1, 2, 7, 10_000])
def test_odd_answers_are_read(name: str, size: int) -> None:
    answer, text = ODD_ANSWERS[name]
    events = read(answer, size)
    assert "".join(event.text for event in events if isinstance(event, TextDelta)) == text
    assert events[-1] == Finished(FinishReason.STOP)


def test_broken_bytes_cost_one_character() -> None:
    reader = AnswerReader()
    reader.feed(b'data: {"choices":[{"delta":{"content":"caf\xe9!"}}]}\n\n' + END.encode())
    reader.close()
    assert reader.take_ready()[0] == TextDelta("caf\ufffd!")


def test_who_goes_on_has_not_ended() -> None:
    with pytest.raises(errors.ProviderCutOff):
        read(chunk({"content": "a"}, "stop") + chunk({"content": "b"}))


def test_bad_lines_are_counted() -> None:
    reader = AnswerReader()
    reader.feed((chunk({"content": "a"}) + "data: {oops\n\ndata: [1]\n\n" + END).encode())
    assert reader.bad_lines == 2


def test_web_page_is_told_from_json() -> None:
    with pytest.raises(errors.ProviderMalformed) as caught:
        read("<!doctype html>\n<html>login</html>")
    assert "web page" in caught.value.endpoint_message


@pytest.mark.parametrize("reason", ["length", "max_tokens"])
def test_length_is_told(reason: str) -> None:
    assert read(chunk({"content": "a"}, reason))[-1] == Finished(FinishReason.LENGTH)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("", errors.ProviderCutOff),
        (chunk({"content": "a"}), errors.ProviderCutOff),
        (chunk({}, "stop"), errors.ProviderEmpty),
        (chunk({"reasoning_content": "hm"}, "length"), errors.ProviderOnlyThought),
        (chunk({"tool_calls": [{"function": {"name": "x"}}]}, "tool_calls"), errors.ProviderCalledTools),
        (chunk({"content": "a"}, "error"), errors.ProviderError),
        (chunk({"content": "a"}) + chunk({}, "FinishReason.SAFETY"), errors.ContentFiltered),
        (chunk({"content": "a"}, "content_filter"), errors.ContentFiltered),
        ("data: {oops\n\n", errors.ProviderMalformed),
        ("data: [1]\n\n", errors.ProviderMalformed),
        ('data: {"choices": ["x"]}\n\n', errors.ProviderMalformed),
        ('data: {"error": {"message": "boom"}}\n\n', errors.ProviderError),
        ('data: {"error": {"message": "slow down", "code": 429}}\n\n', errors.ProviderRateLimited),
        ('data: {"error": {"code": "context_length_exceeded"}}\n\n', errors.ContextTooLong),
        ('data: {"object": "error", "message": "maximum context length is 4096"}\n\n', errors.ContextTooLong),
        ('data: {"choices": [{"error": {"code": 429}, "finish_reason": "error"}]}\n\n', errors.ProviderRateLimited),
        ('error: {"code": 504, "message": "slot unavailable"}\n\n', errors.ProviderTimeout),
        ('{"error": {"message": "no", "code": "invalid_api_key"}}', errors.ProviderUnauthorized),
        ('{\n"detail": "Not authenticated"\n}', errors.ProviderError),
        ("Service starting", errors.ProviderMalformed),
    ],
)
def test_faults_of_an_answer(answer: str, expected: type[errors.ProviderError]) -> None:
    with pytest.raises(errors.ProviderError) as caught:
        read(answer)
    assert type(caught.value) is expected


def test_text_before_a_fault_in_the_same_bytes_is_kept() -> None:
    reader = AnswerReader()
    with pytest.raises(errors.ProviderError):
        reader.feed((chunk({"content": "a"}) + 'data: {"error": {"message": "boom"}}\n').encode())
    assert reader.take_ready() == [TextDelta("a")]


def test_endless_line_is_refused() -> None:
    reader = AnswerReader()
    reader.feed(b"x" * MAX_LINE_BYTES)
    with pytest.raises(errors.ProviderMalformed):
        reader.feed(b"x")
