"""Formulas of an answer that give errors: what the model is asked about them, and how its corrections are kept.

What was answered is kept first, as it is; corrections are a further version of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import get_language, ngettext, override

from artifacts.enums import AuthorKind, KindName
from artifacts.excerpts import excerpt_of
from artifacts.extraction.pieces import CloseReason
from artifacts.faults import Fault, Faults, find_faults
from artifacts.kinds.spreadsheet.processes import waiting_for_engines
from artifacts.kinds.spreadsheet.stored import StoredSpreadsheet
from artifacts.models import Artifact, ArtifactVersion
from artifacts.repairs import Repair, repair_of
from artifacts.services import revise_artifact
from chat.enums import Role
from chat.finished import FinishedAnswer, completeness_of, read_answer
from chat.models import Message
from chat.threads import spoken_before
from common.errors import ApplicationError
from llm.context import excerpt_tokens
from llm.protocol import ChatMessage, ChatRequest, OpenArtifact
from llm.protocol import Role as ModelRole
from llm.repairing import repair_prompt


@dataclass(frozen=True, slots=True)
class Broken:
    """A spreadsheet of an answer with formulas that give errors, and what the model is asked about them."""

    ref: int
    book: StoredSpreadsheet
    faults: Faults
    request: ChatRequest


@dataclass(frozen=True, slots=True)
class KnownRepair:
    """A repair that helps, of the artifact with this number in the answer."""

    ref: int
    repair: Repair


def read_whole(turn_id: UUID, words: str) -> FinishedAnswer:
    """Return a whole answer as it is read when its turn ends."""
    turn = Message.objects.select_related("conversation").get(pk=turn_id)
    kind = KindName(turn.kind) if turn.kind else None
    return read_answer(words, kind, turn.conversation.title, CloseReason.COMPLETE)


def find_broken(turn_id: UUID, answer: FinishedAnswer) -> Broken | None:
    """Return the first new spreadsheet of the answer that gives errors and lacks nothing that was asked for."""
    turn = Message.objects.select_related("conversation__owner", "decision", "parent").get(pk=turn_id)
    if turn.continues_id is not None:
        return None
    for ref, title, book in _books(turn, answer):
        faults = find_faults(book)
        if faults.shown:
            return Broken(ref, book, faults, _request(turn, answer, title, book, faults.shown))
    return None


def repair_from(broken: Broken, operations: Sequence[dict[str, Any]]) -> KnownRepair | None:
    """Return the repair, if there are fewer errors with it; raise what refuses it. It may take seconds."""
    with waiting_for_engines():
        repair = repair_of(list(operations), broken.book, broken.faults) if operations else None
    return KnownRepair(broken.ref, repair) if repair else None


def keep_repair(turn: Message, known: KnownRepair, told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Make the repair the next version of what was just stored, and the one that the turn shows.

    Return what followers are told of the artifacts. What cannot be applied now is left: the answer stands.
    """
    return [_repaired(turn, known.repair, closed) if closed["ref"] == known.ref else closed for closed in told]


def _books(turn: Message, answer: FinishedAnswer) -> Iterator[tuple[int, str, StoredSpreadsheet]]:
    asked_for = turn.decision.asked_for if turn.decision else {}
    for found in answer.extractor.artifacts:
        book = answer.stored.get(found.ref)
        if not isinstance(book, StoredSpreadsheet):
            continue
        if not completeness_of(found, asked_for, CloseReason.COMPLETE).is_partial:
            yield found.ref, found.title, book


def _request(
    turn: Message, answer: FinishedAnswer, title: str, book: StoredSpreadsheet, faults: Sequence[Fault]
) -> ChatRequest:
    """Return the question: what the user wanted, what was answered, the sheet, and the formulas."""
    prompt = repair_prompt(title, faults)
    asked = [message.text for message in spoken_before(turn)[-1:] if message.role == Role.USER]
    said = [
        *(ChatMessage(ModelRole.USER, text) for text in asked),
        ChatMessage(ModelRole.ASSISTANT, answer.chat_text or title),
        ChatMessage(ModelRole.USER, prompt),
    ]
    room = excerpt_tokens("\n".join(message.content for message in said), is_edit=True)
    return ChatRequest(
        messages=tuple(said),
        kind=KindName.SPREADSHEET,
        open_artifact=OpenArtifact(KindName.SPREADSHEET, title, excerpt_of(book, room)),
        model=turn.model_name or None,
        language=turn.conversation.owner.language or get_language() or "en",
    )


def _repaired(turn: Message, repair: Repair, closed: dict[str, Any]) -> dict[str, Any]:
    artifact = Artifact.objects.get(pk=closed["id"])

    def show(version: ArtifactVersion) -> None:
        turn.versions.remove(*turn.versions.filter(artifact=artifact))
        turn.versions.add(version)

    try:
        version = revise_artifact(
            artifact=artifact,
            actor=turn.conversation.owner,
            expected_version=closed["version"],
            operations=repair.operations,
            author=AuthorKind.ASSISTANT,
            summary=_summary(turn, repair.mended),
            also=show,
        )
    except ApplicationError:
        return closed
    return closed | {"version": version.number}


def _summary(turn: Message, count: int) -> str:
    with override(turn.conversation.owner.language or get_language()):
        return ngettext("Repaired %(count)s formula", "Repaired %(count)s formulas", count) % {"count": count}
