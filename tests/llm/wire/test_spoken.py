"""What is shown of a model's words: without marks and thoughts, the same however they are cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm.protocol import Finished, FinishReason, LLMEvent, TakenBack, TextDelta
from llm.wire.repetition import surplus_of
from llm.wire.spoken import Spoken

SHOWN = {
    "Plain [text](x) with a < b and [[artifact kind]]": "Plain [text](x) with a < b and [[artifact kind]]",
    "<think>hm</think>\n\n42": "42",
    "[THINK]hm[/THINK]42": "42",
    "Okay, so 42.\n</think>\n\n42 it is.": "42 it is.",
    "Okay, so </think> 42.": "42.",
    "Sure <think>secret</think> 42": "Sure  42",
    "<think>never closed": "never closed",
    "Said. <think>never closed": "Said. ",
    "<|channel|>analysis<|message|>Hm.<|end|><|start|>assistant<|channel|>final<|message|>42.<|return|>": "42.",
    "<|channel|>analysis<|message|>Hm.<|channel|>final<|message|>42.": "42.",
    "<|start_header_id|>assistant<|end_header_id|>\n\n42<|eot_id|>": "\n\n42",
    "Seven.<|im_end|>\n<|im_start|>user\nAnd eight?<|im_end|>": "Seven.\n",
    "Seven.</s>": "Seven.",
    "Was <s>12</s> 9 EUR": "Was <s>12</s> 9 EUR",
    "The mark `<|im_end|>` ends a turn.": "The mark `<|im_end|>` ends a turn.",
    "```\n<think>\n</think>\n```\nDone </th": "```\n<think>\n</think>\n```\nDone </th",
    "<b>bold</b> <thin": "<b>bold</b> <thin",
}


def shown(events: list[LLMEvent]) -> str:
    text = ""
    for event in events:
        match event:
            case TextDelta(text=more):
                text += more
            case TakenBack(keep=keep):
                text = text[:keep]
            case _:
                pass
    return text


def pass_all(text: str, size: int) -> list[LLMEvent]:
    spoken = Spoken()
    events: list[LLMEvent] = []
    for at in range(0, len(text), size):
        events += spoken.pass_on([TextDelta(text[at : at + size])])
        if spoken.has_looped:
            return events
    return events + spoken.close()


@pytest.mark.parametrize("text", SHOWN)
@given(size=st.integers(1, 60))
def test_marks_and_thoughts_never_show(text: str, size: int) -> None:
    assert shown(pass_all(text, size)) == SHOWN[text]


@given(st.text(alphabet="ab`\n", max_size=200), st.integers(1, 50))
def test_text_without_brackets_passes_as_it_is(text: str, size: int) -> None:
    assert shown(pass_all(text, size)) == text


@given(st.integers(1, 500))
def test_endless_rows_are_cut_to_one_round(size: int) -> None:
    head = "| Van | Price |\n|---|---|\n| Berlingo | 21000 |\n"
    events = pass_all(head + "| Kangoo | 20000 |\n" * 300, size)
    assert shown(events) == head + "| Kangoo | 20000 |\n"
    assert events[-1] == Finished(FinishReason.REPEATED)


@pytest.mark.parametrize(
    ("text", "is_loop"),
    [
        ("I will do it. I will do it again, and so on. " * 200, True),
        ("| Kangoo | 20000 |\n" * 39, False),
        ("|  |  |  |\n" * 500, False),
        ("".join(f"| Van {at} | {at * 7} |\n" for at in range(500)), False),
        ("Word soup here. " * 60, False),
        ("", False),
    ],
)
def test_what_is_an_endless_repetition(text: str, is_loop: bool) -> None:
    assert (surplus_of(text[-8_000:]) > 0) is is_loop
