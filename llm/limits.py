"""How long a model may take, and how often a request is tried; seconds unless the name says otherwise."""

from django.conf import settings

CONNECT_SECONDS = 10.0  # an endpoint on another continent connects in under one
FIRST_TOKEN_SECONDS = 60.0  # a local server that loads its model first needs half a minute
STALL_SECONDS = 30.0  # the slowest model in use leaves seconds between two tokens, not tens
USAGE_SECONDS = 2.0  # usage follows the finish reason at once, or never
SILENT_SECONDS = (
    900.0  # thinking, or saying that one works, without a word of the answer: the longest known is ten minutes
)
COMPLETION_SECONDS = 300.0  # a proposal, which is streamed: a hundred rows at ten tokens a second
MODEL_LIST_SECONDS = 2.0  # nobody waits longer for what an endpoint may know of its models
ATTEMPTS = 3  # before the first token only
BACKOFF_SECONDS = 0.5  # doubled by each attempt
RETRY_AFTER_SECONDS = 5.0  # a user waits this long without a word; a longer Retry-After is shown instead
OFFLINE_MOST_SECONDS = 6.0  # a long answer is streamed faster: nobody waits a minute for what is already there
OFFLINE_TICK_SECONDS = 0.02  # between two pieces, so that a fast pace costs no more wake-ups than a slow one
OFFLINE_MOST_ROWS = 10_000  # blank rows of a table: more than anybody fills by hand, and streamed in eight seconds
CONTEXT_TOKENS = 32_000  # of a request; a quarter of what the default model holds, the longest message included
ANSWER_TOKENS = 16_384  # the most that the default model writes; a loop ends there at the latest
LEAST_CONTEXT_TOKENS = 1_024  # half of the smallest context in use
UNKNOWN_CONTEXT_TOKENS = 3_000  # a request that is longer is worth asking what the model holds
EXCERPT_TOKENS = 4_000  # of the open artifact in a request that does not change it: each one pays for it
INSTRUCTION_TOKENS = 1_500  # twice the longest system prompt without the open artifact's content; a test compares
MAX_CONNECTIONS = 2_000  # one per open stream; the turn engine's bar is 500
MAX_LINE_BYTES = 4 * 1024 * 1024  # one event of a stream; whole answers come as one when an endpoint does not stream


def first_token_seconds() -> float:
    """Return how long the first token may take; the setting LLM_FIRST_TOKEN_SECONDS replaces the default."""
    return float(getattr(settings, "LLM_FIRST_TOKEN_SECONDS", FIRST_TOKEN_SECONDS))


def stall_seconds() -> float:
    """Return how long a stream may say nothing; the setting LLM_STALL_SECONDS replaces the default."""
    return float(getattr(settings, "LLM_STALL_SECONDS", STALL_SECONDS))


def context_tokens() -> int:
    """Return how many tokens a request may have; the setting LLM_CONTEXT_TOKENS replaces the default."""
    return int(getattr(settings, "LLM_CONTEXT_TOKENS", CONTEXT_TOKENS))
