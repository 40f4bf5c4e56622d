"""What a turn needs to be answered, read from its rows once, before the first token."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from artifacts.for_models.excerpts import excerpt_of
from artifacts.for_models.selection import part_excerpt
from artifacts.rows.enums import KindName, ProposalStatus
from artifacts.rows.models import Artifact, ArtifactVersion
from artifacts.versions.reading import open_version
from chat.rows.chosen_part import About, about_of
from chat.rows.enums import Role
from chat.rows.models import Message
from chat.rows.threads import spoken_before
from chat.turns.continuations import continuation_of
from chat.turns.data_questions import DataQuestion, data_question
from chat.turns.expected import Expected, expected_of
from chat.turns.spoken_of import spoken_of
from common.tokens import estimate_tokens
from gatekeeper.stages.ui import split_command
from llm.catalogue import default_model
from llm.client import is_offline
from llm.context import excerpt_tokens
from llm.protocol import ChatMessage, ChatRequest, ChosenPart, OpenArtifact
from llm.protocol import Role as ModelRole


@dataclass(frozen=True, slots=True)
class TurnPlan:
    """The request for the model and what its answer should become; with `base_version` it edits that version.

    `question` may be answered by computing instead.
    """

    turn_id: UUID
    expected: Expected
    request: ChatRequest
    base_version: int | None = None
    question: DataQuestion | None = None


def plan_turn(turn: Message) -> TurnPlan:
    """Read the turn's branch and the open artifact; no row changes."""
    kind, is_edit = turn.wanted_kind, turn.is_edit
    thread = spoken_before(turn)
    said = _said(thread)
    continues = continuation_of(turn)
    about = about_of(turn.parent)
    artifact = about.version.artifact if about else turn.conversation.open_artifact
    model = turn.model_name or default_model()
    newest = f"{said[-1].content if said else ''}\n{continues.tail if continues else ''}"
    request = ChatRequest(
        messages=said,
        kind=kind,
        asked_for=turn.asked_for,
        open_artifact=_open_artifact(artifact, newest, about, model=model, is_edit=is_edit),
        others=() if is_edit or about else _others(said, thread, artifact, model),
        continues=continues,
        model=turn.model_name or None,
        language=turn.language,
    )
    base_version = artifact.head_number if is_edit and artifact else None
    asks = said and not (kind or continues or about)
    question = data_question(artifact, said[-1].content, model) if asks else None
    return TurnPlan(turn.id, expected_of(turn), request, base_version, question)


_DECIDED: dict[str, str] = {
    ProposalStatus.PROPOSED: "[This is a proposal. The user has not decided on it: nothing is changed yet.]",
    ProposalStatus.SUPERSEDED: "[This proposal was put aside for a later one: nothing of it is changed.]",
    ProposalStatus.REJECTED: "[The user rejected this proposal: nothing was changed.]",
    ProposalStatus.STALE: "[This proposal was not applied: nothing was changed.]",
}
"""What a model is told of its proposals; one that was accepted is as it says."""


def _said(thread: Sequence[Message]) -> tuple[ChatMessage, ...]:
    """Return the branch as a model reads it, oldest first; what of it fits is the provider's matter."""
    spoken = ((message, spoken_words(message)) for message in thread)
    return tuple(
        ChatMessage(ModelRole.USER if message.role == Role.USER else ModelRole.ASSISTANT, text)
        for message, text in spoken
        if text
    )


def spoken_words(message: Message) -> str:
    """Return what a message says to a model: without a slash command, its artifacts by reference."""
    if message.role == Role.USER:
        return split_command(message.text)[1] or message.text
    decided = _DECIDED.get(message.proposal.status, "") if message.proposal else ""
    return "\n".join(filter(None, [message.text, decided, *map(_reference, message.versions.all())]))


def _reference(version: ArtifactVersion) -> str:
    return f"[{version.artifact.kind}: {version.title}]"


def _open_artifact(
    artifact: Artifact | None, newest: str, about: About | None, *, model: str, is_edit: bool
) -> OpenArtifact | None:
    """Return what the pane shows: an excerpt for a model, the whole for the offline assistant.

    A chosen part comes first, up to half of the room, and the artifact's excerpt takes the rest.
    """
    if artifact is None or artifact.deleted_at:
        return None
    stored = open_version(artifact.versions.get(number=artifact.head_number))
    kind = KindName(artifact.kind)
    if is_offline():
        chosen = ChosenPart(about.part) if about else None
        return OpenArtifact(kind, artifact.title, content=stored.content(), chosen=chosen)
    room = excerpt_tokens(newest, model=model, is_edit=is_edit)
    chosen = _chosen(about, room // 2) if about else None
    left = room - estimate_tokens(chosen.excerpt) if chosen else room
    return OpenArtifact(kind, artifact.title, excerpt_of(stored, left), chosen=chosen)


def _others(
    said: Sequence[ChatMessage], thread: Sequence[Message], open_artifact: Artifact | None, model: str
) -> tuple[OpenArtifact, ...]:
    """Return windows of the artifacts that the newest message speaks of beside the open one."""
    newest = said[-1].content if said else ""
    found = [] if is_offline() else spoken_of(newest, thread, open_artifact)
    room = excerpt_tokens(newest, model=model, is_edit=False) // (2 * max(1, len(found)))
    return tuple(_window(artifact, room) for artifact in found)


def _window(artifact: Artifact, tokens: int) -> OpenArtifact:
    stored = open_version(artifact.versions.get(number=artifact.head_number))
    return OpenArtifact(KindName(artifact.kind), artifact.title, excerpt_of(stored, tokens))


def _chosen(about: About, tokens: int) -> ChosenPart:
    return ChosenPart(about.part, part_excerpt(open_version(about.version), about.part, tokens))
