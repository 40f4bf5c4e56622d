"""Formulas of an answer that give errors: what the model is asked about them, and how its corrections are kept.

What was answered is kept first, as it is; corrections are a further version of it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.translation import ngettext, override

from artifacts.extraction.pieces import CloseReason
from artifacts.for_models.excerpts import excerpt_of
from artifacts.for_models.formula_errors import Fault, Faults, find_faults
from artifacts.for_models.formula_repair import Repair, repair_of
from artifacts.kinds.spreadsheet.engine.processes import waiting_for_engines
from artifacts.kinds.spreadsheet.stored import StoredSpreadsheet
from artifacts.rows.enums import AuthorKind, KindName
from artifacts.rows.models import Artifact, ArtifactVersion
from artifacts.versions.reading import open_version
from artifacts.versions.write import revise_artifact
from chat.rows.enums import Role
from chat.rows.models import Message
from chat.rows.threads import spoken_before
from chat.turns.closed_artifact import ClosedArtifact
from chat.turns.continuations import prepare_continuation
from chat.turns.expected import expected_of
from chat.turns.plan import spoken_words
from chat.turns.read_answer import FinishedAnswer, completeness_of, read_answer
from common.errors import ApplicationError
from llm.catalogue import default_model
from llm.context import excerpt_tokens
from llm.formula_repair import repair_prompt
from llm.protocol import ChatMessage, ChatRequest, OpenArtifact
from llm.protocol import Role as ModelRole


@dataclass(frozen=True, slots=True)
class Sheet:
    """A spreadsheet as the turn is going to store it, as version `number`; errors of `base` are not the model's."""

    ref: int
    title: str
    book: StoredSpreadsheet
    base: StoredSpreadsheet | None = None
    number: int = 1


@dataclass(frozen=True, slots=True)
class Broken:
    """A spreadsheet with formulas that give errors, and what the model is asked about them."""

    sheet: Sheet
    faults: Faults
    request: ChatRequest


@dataclass(frozen=True, slots=True)
class KnownRepair:
    """A repair that helps, of what a turn stores."""

    sheet: Sheet
    repair: Repair


def read_whole(turn_id: UUID, words: str) -> FinishedAnswer:
    """Return a whole answer as it is read when its turn ends."""
    turn = Message.objects.select_related("conversation", "decision", "parent").get(pk=turn_id)
    return read_answer(words, expected_of(turn), CloseReason.COMPLETE)


def find_broken(turn_id: UUID, answer: FinishedAnswer) -> Broken | None:
    """Return the first spreadsheet of the answer that gives errors and lacks nothing that was asked for."""
    turn = Message.objects.select_related("conversation__owner", "decision", "parent").get(pk=turn_id)
    with waiting_for_engines():
        for sheet in _sheets(turn, answer):
            faults = find_faults(sheet.book, sheet.base)
            if faults.shown:
                return Broken(sheet, faults, _request(turn, answer, sheet, faults.shown))
    return None


def repair_from(broken: Broken, operations: Sequence[Mapping[str, object]]) -> KnownRepair | None:
    """Return the repair, if there are fewer errors with it; raise what refuses it. It may take seconds."""
    with waiting_for_engines():
        repair = repair_of(list(operations), broken.sheet.book, broken.faults) if operations else None
    return KnownRepair(broken.sheet, repair) if repair else None


def keep_repair(turn: Message, known: KnownRepair, told: Sequence[ClosedArtifact]) -> list[ClosedArtifact]:
    """Make the repair the next version of what was just stored, and the one that the turn shows.

    Return what followers are told of the artifacts. What cannot be applied now is left: the answer stands.
    """
    place = (known.sheet.ref, known.sheet.number)
    return [
        _repaired(turn, known.repair, closed) if (closed.ref, closed.version) == place else closed for closed in told
    ]


def _sheets(turn: Message, answer: FinishedAnswer) -> Iterator[Sheet]:
    """Yield what the turn is going to store, as far as it lacks nothing."""
    if turn.continues_id is not None:
        yield from _continued(turn, answer)
        return
    for found in answer.extractor.artifacts:
        book = answer.stored.get(found.ref)
        if not isinstance(book, StoredSpreadsheet):
            continue
        if not completeness_of(found, turn.asked_for, CloseReason.COMPLETE).is_partial:
            yield Sheet(found.ref, found.title, book)


def _continued(turn: Message, answer: FinishedAnswer) -> Iterator[Sheet]:
    """Yield the spreadsheet that the turn goes on with; errors that a person may have made are those of its base."""
    continued = prepare_continuation(turn, answer, CloseReason.COMPLETE)
    if continued is None or continued.prepared is None:
        return
    head, draft = continued.prepared.head, continued.prepared.draft
    book = continued.prepared.stored()
    if not isinstance(book, StoredSpreadsheet) or (draft.completeness and draft.completeness.is_partial):
        return
    is_edited = head.artifact.versions.filter(author_kind=AuthorKind.USER).exists()
    before = open_version(head) if is_edited else None
    base = before if isinstance(before, StoredSpreadsheet) else None
    yield Sheet(continued.ref, draft.title, book, base, number=head.number + 1)


def _request(turn: Message, answer: FinishedAnswer, sheet: Sheet, faults: Sequence[Fault]) -> ChatRequest:
    """Return the question: what the user wanted, what was answered, the sheet, and the formulas."""
    prompt = repair_prompt(sheet.title, faults)
    asked = [spoken_words(message) for message in spoken_before(turn) if message.role == Role.USER][-1:]
    said = [
        *(ChatMessage(ModelRole.USER, text) for text in asked),
        ChatMessage(ModelRole.ASSISTANT, answer.chat_text or sheet.title),
        ChatMessage(ModelRole.USER, prompt),
    ]
    newest = "\n".join(message.content for message in said)
    room = excerpt_tokens(newest, model=turn.model_name or default_model(), is_edit=True)
    return ChatRequest(
        messages=tuple(said),
        kind=KindName.SPREADSHEET,
        open_artifact=OpenArtifact(KindName.SPREADSHEET, sheet.title, excerpt_of(sheet.book, room)),
        model=turn.model_name or None,
        language=turn.language,
    )


def _repaired(turn: Message, repair: Repair, closed: ClosedArtifact) -> ClosedArtifact:
    artifact = Artifact.objects.get(pk=closed.artifact_id)

    def show(version: ArtifactVersion) -> None:
        turn.versions.remove(*turn.versions.filter(artifact=artifact))
        turn.versions.add(version)

    try:
        version = revise_artifact(
            artifact=artifact,
            actor=turn.conversation.owner,
            expected_version=closed.version,
            operations=repair.operations,
            author=AuthorKind.ASSISTANT,
            summary=_summary(turn, repair.mended),
            also=show,
        )
    except ApplicationError:
        return closed
    return replace(closed, version=version.number)


def _summary(turn: Message, count: int) -> str:
    with override(turn.language):
        return ngettext("Repaired %(count)s formula", "Repaired %(count)s formulas", count) % {"count": count}
