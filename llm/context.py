"""The budget of a request: what of the conversation, and how much of the open artifact, a model is given.

Counted in estimated tokens (`common.tokens`). Instructions and the newest message are always there, or the request is
refused; of the earlier messages the newest that fit, without a gap.
"""

import asyncio
from collections.abc import Sequence

from common.tokens import estimate_tokens, most_tokens
from llm import limits
from llm.errors import ContextTooLong
from llm.protocol import Role

MESSAGE_TOKENS = 5
"""What a chat template puts around one message."""

_LEFT_OUT = "\n\nThe beginning of this conversation is left out."

Messages = list[dict[str, str]]


def within_budget(messages: Sequence[dict[str, str]], *, required: int = 1) -> Messages:
    """Return the system message, which is the first, the last `required` messages and those before them that fit.

    What is kept never begins with an answer of the model that nobody asked for. Raises ContextTooLong when the
    required messages alone are too many tokens.
    """
    if _fits_surely(messages):
        return list(messages)
    budget = limits.context_tokens()
    system, *said = messages
    fixed = said[-required:]
    left = budget - sum(map(_cost, [system, *fixed])) - estimate_tokens(_LEFT_OUT)
    if left < 0:
        raise ContextTooLong(facts={"limit_tokens": budget})
    kept = [*_newest(said[:-required], left), *fixed]
    if len(kept) < len(said):
        system = {**system, "content": system["content"] + _LEFT_OUT}
    return [system, *kept]


async def fitted(messages: Messages, *, required: int = 1) -> Messages:
    """Return what `within_budget` does; a long conversation is counted in a thread, so that no other stream waits."""
    if _fits_surely(messages):
        return messages
    return await asyncio.to_thread(within_budget, messages, required=required)


def excerpt_tokens(newest: str, *, is_edit: bool) -> int:
    """Return how many tokens the open artifact may take beside the newest message.

    A change to it needs to see more of it than a question in chat.
    """
    budget = limits.context_tokens()
    share = budget // 2 if is_edit else min(budget // 4, limits.EXCERPT_TOKENS)
    return min(share, budget - limits.INSTRUCTION_TOKENS - estimate_tokens(newest))


def _fits_surely(messages: Sequence[dict[str, str]]) -> bool:
    return sum(most_tokens(message["content"]) + MESSAGE_TOKENS for message in messages) <= limits.context_tokens()


def _newest(messages: Sequence[dict[str, str]], left: int) -> Messages:
    kept: Messages = []
    for message in reversed(messages):
        left -= _cost(message)
        if left < 0:
            break
        kept.append(message)
    while len(kept) < len(messages) and kept and kept[-1]["role"] == Role.ASSISTANT.value:
        kept.pop()
    return kept[::-1]


def _cost(message: dict[str, str]) -> int:
    return estimate_tokens(message["content"]) + MESSAGE_TOKENS
