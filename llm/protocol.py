"""What every model provider speaks: a typed request in, typed events out; no provider, no settings, no HTTP.

A stream yields any number of `TextDelta`, at most one `Usage`, and ends in exactly one `Finished`, or raises a
`ProviderError` after the text that arrived before the fault. Between them it may take back what it said (`TakenBack`)
and tell that the model is at work without a word (`Thinking`). Closing the generator cancels the work behind it.
"""

from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from artifacts.for_models.selection import Part
from artifacts.kinds.document.content import DocumentContent
from artifacts.kinds.spreadsheet.content import SpreadsheetContent
from artifacts.kinds.table.content import TableContent
from artifacts.rows.completeness import AskedForJson
from artifacts.rows.enums import KindName
from llm.errors import ProviderError

__all__ = [
    "ChatMessage",
    "ChatRequest",
    "ChosenPart",
    "Content",
    "Continuation",
    "FinishReason",
    "Finished",
    "LLMEvent",
    "OpenArtifact",
    "Proposal",
    "Provider",
    "ProviderError",
    "Role",
    "TakenBack",
    "Tell",
    "TextDelta",
    "Thinking",
    "Usage",
]

Content = TableContent | DocumentContent | SpreadsheetContent


class Role(StrEnum):
    """Who speaks."""

    USER = "user"
    ASSISTANT = "assistant"


class FinishReason(StrEnum):
    """Why an answer ended; LENGTH means that it is cut short, REPEATED that it was stopped, for it went in circles."""

    STOP = "stop"
    LENGTH = "length"
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One message of the conversation, oldest first in a request; `images` are data URLs of what belongs to it."""

    role: Role
    content: str
    images: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChosenPart:
    """What the user chose in the open artifact; `excerpt` is what a model reads of it."""

    part: Part
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class OpenArtifact:
    """The artifact in the pane: `excerpt` is what a model reads, `content` the whole when the caller has it.

    With `chosen` the newest message is about that part alone.
    """

    kind: KindName
    title: str
    excerpt: str = ""
    content: Content | None = None
    chosen: ChosenPart | None = None


@dataclass(frozen=True, slots=True)
class Continuation:
    """What was cut short: `kind` None means the last answer in chat, else an artifact that ends with `tail`.

    `asked` and `delivered` count the `unit`; None means not known. `next_row` is the first row that is missing.
    """

    kind: KindName | None
    title: str = ""
    tail: str = ""
    next_row: int = 0
    asked: int | None = None
    delivered: int | None = None
    unit: str = "rows"


@dataclass(frozen=True, slots=True)
class ChatRequest:
    """A question to a model.

    `kind` is the artifact to make, None for an answer in chat alone. `asked_for` holds what the message names.
    `others` are the artifacts beside the open one that the newest message speaks of. `continues` is set when the
    answer must go on where an earlier one stopped. `language` is the interface's, `model` None for the default.
    """

    messages: tuple[ChatMessage, ...]
    kind: KindName | None = None
    asked_for: AskedForJson = field(default_factory=AskedForJson)
    open_artifact: OpenArtifact | None = None
    others: tuple[OpenArtifact, ...] = ()
    continues: Continuation | None = None
    language: str = "en"
    model: str | None = None

    @property
    def last_text(self) -> str:
        """Return the newest message's text."""
        return self.messages[-1].content if self.messages else ""


@dataclass(frozen=True, slots=True)
class TextDelta:
    """The next piece of the answer, never empty."""

    text: str


@dataclass(frozen=True, slots=True)
class Usage:
    """What the answer cost, as the provider counts it."""

    prompt_tokens: int
    completion_tokens: int

    def with_more(self, more: "Usage | None") -> "Usage":
        """Return what both cost together."""
        if more is None:
            return self
        return Usage(self.prompt_tokens + more.prompt_tokens, self.completion_tokens + more.completion_tokens)


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What was said is void, all but its first `keep` characters: it was a thought, or went in circles."""

    keep: int


@dataclass(frozen=True, slots=True)
class Thinking:
    """The model works without a word, for so many seconds now; at most one in a second."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Finished:
    """The last event of a stream."""

    reason: FinishReason


LLMEvent = TextDelta | Usage | TakenBack | Thinking | Finished


@dataclass(frozen=True, slots=True)
class Proposal:
    """Changes to the open artifact as operations `{"op": ...}`, and one sentence; without operations it says why.

    `text` is what the model wrote. `is_spoken` when it holds no list of operations: it is a question, or the whole
    artifact anew; `is_broken` when it is a list that cannot be read.
    """

    operations: Sequence[Mapping[str, object]]
    note: str
    usage: Usage | None = None
    text: str = ""
    is_spoken: bool = False
    is_broken: bool = False


Tell = Callable[[TextDelta | Thinking], None]
"""Is called with what a model writes or that it thinks, while a proposal is made."""


class Provider(Protocol):
    """A source of answers; one file under `llm/providers/` and one registry row."""

    def stream(self, request: ChatRequest) -> AsyncGenerator[LLMEvent, None]:
        """Return the answer as events."""
        ...

    async def propose(self, request: ChatRequest, tell: Tell | None = None) -> Proposal:
        """Return the changes that the last message asks for on `request.open_artifact`; `tell` hears of its work."""
        ...

    async def complete_json(
        self, prompt: str, schema: Mapping[str, object], *, model: str | None, timeout_seconds: float
    ) -> dict[str, object]:
        """Return one JSON object that follows `schema`."""
        ...
