"""Plainly worded changes to the open artifact -> operations."""

from llm.protocol import ChatRequest, Proposal


def propose(request: ChatRequest) -> Proposal:
    """Return the operations that the newest message asks for; none, with the reason, when it is not understood."""
    return Proposal([], "")
