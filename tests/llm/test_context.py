"""The budget of a request: never exceeded, the newest message kept, the order kept, no gap, or a refusal."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pytest_django import Settings

from artifacts.rows.enums import KindName
from common.tokens import estimate_tokens
from llm import client, limits, prompts
from llm.context import MESSAGE_TOKENS, excerpt_tokens, fitted, within_budget
from llm.errors import ContextTooLong
from llm.protocol import ChatMessage, ChatRequest, OpenArtifact, Role
from tests.fakes.openai_endpoint import OpenAIEndpoint
from tests.llm.conftest import ask

SYSTEM = {"role": "system", "content": "You are the assistant."}
TEXTS = st.one_of(st.text(max_size=30), st.text(max_size=5).map(lambda word: f"{word} " * 60))


def cost(messages: list[dict[str, str]]) -> int:
    return sum(estimate_tokens(message["content"]) + MESSAGE_TOKENS for message in messages)


def conversation(texts: list[str]) -> list[dict[str, str]]:
    """Return messages by turns, the newest one the user's."""
    roles = ["user", "assistant"]
    return [{"role": roles[(len(texts) - 1 - at) % 2], "content": text} for at, text in enumerate(texts)]


@given(st.lists(TEXTS, min_size=1, max_size=12), st.integers(1, 600), st.integers(1, 2))
def test_any_conversation_fits_or_is_refused(texts: list[str], budget: int, required: int) -> None:
    assume(len(texts) >= required)
    said = conversation(texts)
    try:
        system, *kept = within_budget([SYSTEM, *said], budget, required=required)
    except ContextTooLong:
        assert cost([SYSTEM, *said[-required:]]) + 20 > budget
        return
    assert cost([system, *kept]) <= budget
    assert len(kept) >= required
    assert kept == said[-len(kept) :]
    is_whole = len(kept) == len(said)
    assert (system == SYSTEM) == is_whole
    assert is_whole or len(kept) == required or kept[0]["role"] == "user"
    older = said[-len(kept) - 2 : -len(kept)]
    assert is_whole or cost([system, *older, *kept]) > budget or len(older) < 2 or kept[0]["role"] == "assistant"


def test_left_out_beginning_is_told() -> None:
    system, *kept = within_budget([SYSTEM, *conversation(["one " * 200, "two", "three"])], 120)
    assert [message["content"] for message in kept] == ["three"]
    assert system["content"].endswith("The beginning of this conversation is left out.")


async def test_long_conversation_is_fitted_outside_of_the_loop_alike() -> None:
    messages = [SYSTEM, *conversation(["word " * 50 for _ in range(20)])]
    assert await fitted(messages, 300) == within_budget(messages, 300)
    with pytest.raises(ContextTooLong):
        await fitted([SYSTEM, *conversation(["word " * 500])], 300)


@pytest.mark.parametrize("kind", list(KindName))
def test_instructions_are_shorter_than_what_is_set_aside_for_them(kind: KindName) -> None:
    opened = OpenArtifact(kind, "A title of some length that somebody gave to it")
    asked_for = {"rows": 100, "columns": [f"Column {number}" for number in range(30)]}
    request = ask("", kind=kind, open_artifact=opened, asked_for=asked_for)
    for messages in (prompts.chat_messages(request), prompts.proposal_messages(request)):
        assert cost(messages) < limits.INSTRUCTION_TOKENS


def test_open_artifact_gets_less_beside_a_long_message(settings: Settings) -> None:
    settings.LLM_CONTEXT_TOKENS = 12_000
    assert excerpt_tokens("Sum it up", model="m", is_edit=False) == 3_000
    assert excerpt_tokens("Sort it", model="m", is_edit=True) == 6_000
    assert excerpt_tokens("word " * 9_000, model="m", is_edit=True) < 2_000
    settings.LLM_CONTEXT_TOKENS = 200_000
    assert excerpt_tokens("Sum it up", model="m", is_edit=False) == limits.EXCERPT_TOKENS


async def test_request_over_the_wire_keeps_the_budget(openai_endpoint: OpenAIEndpoint, settings: Settings) -> None:
    settings.LLM_CONTEXT_TOKENS = 1_000
    turns = [ChatMessage([Role.USER, Role.ASSISTANT][number % 2], f"{number} " * 100) for number in range(9)]
    async for _ in client.stream(ChatRequest(tuple(turns))):
        pass
    sent = openai_endpoint.received[0].body["messages"]
    assert cost(sent) <= 1_000
    assert sent[-1]["content"] == turns[-1].content
    assert 2 < len(sent) < 10


async def test_message_that_is_too_long_alone_is_refused_unsent(
    openai_endpoint: OpenAIEndpoint, settings: Settings
) -> None:
    settings.LLM_CONTEXT_TOKENS = 1_000
    with pytest.raises(ContextTooLong) as refused:
        async for _ in client.stream(ask("word " * 1_500)):
            pass
    assert refused.value.facts == {"limit_tokens": 1_000}
    assert openai_endpoint.received == []
