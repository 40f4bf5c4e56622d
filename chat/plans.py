"""What a turn needs to be answered, read from its rows once, before the first token."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import get_language

from artifacts.enums import KindName
from artifacts.excerpts import excerpt_of
from artifacts.models import Artifact
from artifacts.reading import open_version
from chat import limits
from chat.enums import Role
from chat.models import Message
from chat.threads import thread_to
from gatekeeper.enums import Action
from gatekeeper.stages.ui import split_command
from llm.protocol import ChatMessage, ChatRequest, OpenArtifact
from llm.protocol import Role as ModelRole


@dataclass(frozen=True, slots=True)
class TurnPlan:
    """The request for the model and what its answer should become; with `base_version` it edits that version."""

    turn_id: UUID
    kind: KindName | None
    title_hint: str
    request: ChatRequest
    base_version: int | None = None


def plan_turn(turn_id: UUID) -> TurnPlan:
    """Read the turn, its branch and the open artifact; no row changes."""
    related = ("conversation__open_artifact", "conversation__owner", "decision")
    turn = Message.objects.select_related(*related).get(pk=turn_id)
    kind = KindName(turn.kind) if turn.kind else None
    thread = thread_to(turn)[:-1]
    asked_for: dict[str, Any] = turn.decision.asked_for if turn.decision else {}
    request = ChatRequest(
        messages=tuple(_within_budget(thread)),
        kind=kind,
        asked_for=asked_for,
        open_artifact=_open_artifact(turn.conversation.open_artifact),
        model=turn.model_name or None,
        language=turn.conversation.owner.language or get_language() or "en",
    )
    is_edit = turn.decision is not None and turn.decision.action == Action.EDIT and kind is not None
    artifact = turn.conversation.open_artifact
    base_version = artifact.head_number if is_edit and artifact else None
    return TurnPlan(turn.id, kind, turn.conversation.title, request, base_version)


def _within_budget(thread: Sequence[Message]) -> list[ChatMessage]:
    """Return the newest messages that fit the budget, oldest first; the last one always."""
    chosen: list[ChatMessage] = []
    left = limits.MAX_CONTEXT_CHARS
    for message in reversed(thread):
        text = _words(message)
        if chosen and len(text) > left:
            break
        left -= len(text)
        if text:
            role = ModelRole.USER if message.role == Role.USER else ModelRole.ASSISTANT
            chosen.append(ChatMessage(role, text))
    return chosen[::-1]


def _words(message: Message) -> str:
    """Return what a message says to a model: without a slash command, artifacts by name."""
    if message.role == Role.USER:
        return split_command(message.text)[1] or message.text
    return message.text or _artifact_reference(message)


def _artifact_reference(message: Message) -> str:
    return "\n".join(f"[{version.artifact.kind}: {version.title}]" for version in message.versions.all())


def _open_artifact(artifact: Artifact | None) -> OpenArtifact | None:
    if artifact is None or artifact.deleted_at:
        return None
    version = artifact.versions.get(number=artifact.head_number)
    stored = open_version(version)
    return OpenArtifact(KindName(artifact.kind), artifact.title, excerpt_of(stored), stored.content())
