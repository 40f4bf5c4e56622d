"""The budget of a request: what of the conversation, and how much of the open artifact, a model is given.

Counted in estimated tokens (`common.tokens`). Instructions and the newest message are always there, or the request is
refused; of the earlier messages the newest that fit, without a gap.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace

from artifacts.for_models.head_and_tail import window
from common.tokens import estimate_tokens, most_tokens
from llm import limits
from llm.errors import ContextTooLong
from llm.protocol import ChatRequest, OpenArtifact, Role
from llm.wire.learned import learned
from llm.wire.messages import WireMessage

MESSAGE_TOKENS = 5
"""What a chat template puts around one message."""

IMAGE_TOKENS = 1_000
"""What vision models take for an image of a screen's size: 765 to 1,100 in OpenAI's and Anthropic's counts."""

LEAST_EXCERPT_TOKENS = 200
"""A smaller excerpt says nothing."""

_LEFT_OUT = "\n\nThe beginning of this conversation is left out."

Messages = list[WireMessage]


def budget_of(model: str) -> int:
    """Return how many tokens a request to the model may have: what is set, or less where it was found to take less."""
    known = learned(model).context_tokens
    return limits.context_tokens() if known is None else min(limits.context_tokens(), known * 3 // 4)


def within_budget(messages: Sequence[WireMessage], budget: int, *, required: int = 1) -> Messages:
    """Return the system message, which is the first, the last `required` messages and those before them that fit.

    What is kept never begins with an answer of the model that nobody asked for. Raises ContextTooLong when the
    required messages alone are too many tokens.
    """
    if _fits_surely(messages, budget):
        return list(messages)
    system, *said = messages
    fixed = said[-required:]
    left = budget - sum(map(_cost, [system, *fixed])) - estimate_tokens(_LEFT_OUT)
    if left < 0:
        raise ContextTooLong(facts={"limit_tokens": budget})
    kept = [*_newest(said[:-required], left), *fixed]
    if len(kept) < len(said):
        system = {**system, "content": system["content"] + _LEFT_OUT}
    return [system, *kept]


async def fitted(messages: Messages, budget: int, *, required: int = 1) -> Messages:
    """Return what `within_budget` does; a long conversation is counted in a thread, so that no other stream waits."""
    if _fits_surely(messages, budget):
        return messages
    return await asyncio.to_thread(within_budget, messages, budget, required=required)


def excerpt_tokens(newest: str, *, model: str, is_edit: bool) -> int:
    """Return how many tokens the open artifact may take beside the newest message.

    A change to it needs to see more of it than a question in chat.
    """
    return _share(budget_of(model), newest, is_edit=is_edit)


def with_room(request: ChatRequest, budget: int) -> ChatRequest:
    """Return the request with no more of artifacts than a budget of so many tokens leaves room for.

    Excerpts were made for what was known of the model then.
    """
    room = max(LEAST_EXCERPT_TOKENS, _share(budget, request.last_text, is_edit=True))
    opened = _within(request.open_artifact, room) if request.open_artifact else None
    left = (room - most_tokens(opened.excerpt if opened else "")) // max(1, len(request.others))
    others = tuple(_within(other, left) for other in request.others) if left >= LEAST_EXCERPT_TOKENS else ()
    return replace(request, open_artifact=opened, others=others)


def message_tokens(messages: Sequence[WireMessage]) -> int:
    """Return about how many tokens the messages are."""
    return sum(map(_cost, messages))


def _share(budget: int, newest: str, *, is_edit: bool) -> int:
    share = budget // 2 if is_edit else min(budget // 4, limits.EXCERPT_TOKENS)
    return min(share, budget - limits.INSTRUCTION_TOKENS - estimate_tokens(newest))


def _within(artifact: OpenArtifact, tokens: int) -> OpenArtifact:
    if most_tokens(artifact.excerpt) <= tokens:
        return artifact
    return replace(artifact, excerpt=_windowed(artifact.excerpt, tokens))


def _windowed(text: str, tokens: int) -> str:
    lines = text.splitlines()
    seen = window(lambda start, count: lines[start : start + count], len(lines), tokens)
    gap = [f"({seen.left_out:,} lines are left out here.)"] if seen.left_out else []
    return "\n".join([*seen.first, *gap, *seen.last])


def _fits_surely(messages: Sequence[WireMessage], budget: int) -> bool:
    return sum(_measure(message, most_tokens) for message in messages) <= budget


def _newest(messages: Sequence[WireMessage], left: int) -> Messages:
    kept: Messages = []
    for message in reversed(messages):
        left -= _cost(message)
        if left < 0:
            break
        kept.append(message)
    while len(kept) < len(messages) and kept and kept[-1]["role"] == Role.ASSISTANT.value:
        kept.pop()
    return kept[::-1]


def _cost(message: WireMessage) -> int:
    return _measure(message, estimate_tokens)


def _measure(message: WireMessage, count: Callable[[str], int]) -> int:
    content = message["content"]
    if isinstance(content, str):
        return count(content) + MESSAGE_TOKENS
    texts = [str(part["text"]) for part in content if part["type"] == "text"]
    return sum(map(count, texts)) + (len(content) - len(texts)) * IMAGE_TOKENS + MESSAGE_TOKENS
