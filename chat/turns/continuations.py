"""A turn that goes on where an earlier one stopped: what the model is told, and where what it writes goes."""

from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from artifacts.extraction.pieces import CloseReason
from artifacts.for_models.excerpts import tail_of
from artifacts.kinds.document.content import DocumentContent
from artifacts.kinds.registry import kind as kind_of
from artifacts.rows.enums import KindName
from artifacts.rows.errors import VersionConflict
from artifacts.rows.models import ArtifactVersion
from artifacts.versions.appending.documents import is_continuation
from artifacts.versions.appending.services import Addition, prepare_addition
from artifacts.versions.appending.tables import rows_without_header
from artifacts.versions.reading import StoredDocument, StoredTable, find_version, open_version
from artifacts.versions.write import Prepared, write_prepared
from chat.rows.continuable import cut_version
from chat.rows.enums import TurnStatus
from chat.rows.models import Message
from chat.turns.kept_as_text import written_out
from chat.turns.read_answer import FinishedAnswer
from common.errors import ApplicationError
from llm.protocol import Continuation

_OF_CHAT_TEXT = 1  # the number of the artifact that stands for a text without markers


def continuation_of(turn: Message) -> Continuation | None:
    """Return what the model must know to go on; None for a turn that continues nothing."""
    if turn.continues is None:
        return None
    version = cut_version(turn.continues) if turn.kind else None
    if version is None:
        return Continuation(kind=None)
    head = find_version(version.artifact)
    stored = open_version(head)
    count = head.completeness
    tail = tail_of(stored)
    return Continuation(
        kind=KindName(version.artifact.kind),
        title=version.artifact.title,
        tail=tail.text,
        next_row=tail.next_row,
        asked=count.asked,
        delivered=count.delivered,
        unit=count.unit or "rows",
    )


@dataclass(frozen=True, slots=True)
class Continued:
    """What a turn adds to the artifact that it goes on with: computed, not written yet.

    `text` is what stays in the chat, `ref` names the artifact in the answer; `content` is None if it cannot be
    computed. Without `prepared` nothing new arrived, or there is a refusal.
    """

    text: str
    ref: int
    kind: KindName
    content: Any
    source: str
    prepared: Prepared | None = None
    refusal: ApplicationError | None = None

    def written_out(self, refusal: ApplicationError) -> str:
        """Return what the chat shows when the addition cannot be kept."""
        is_lost = self.content is None
        written = self.source if is_lost else written_out(self.kind, self.content, self.source, refusal)
        return f"{self.text}\n\n{written}".strip()


def prepare_continuation(turn: Message, answer: FinishedAnswer, reason: CloseReason) -> Continued | None:
    """Compute what the answer adds to the artifact that the turn continues; None if there is nothing to add to it."""
    since = cut_version(turn.continues) if turn.continues else None
    found = _addition(answer, since) if since else None
    if since is None or found is None:
        return None
    addition, ref, text = found
    kind = KindName(since.artifact.kind)
    continued = Continued(text, ref, kind, answer.computed(addition.content), addition.source)
    try:
        prepared = prepare_addition(
            actor=turn.conversation.owner,
            since=since,
            addition=addition,
            asked_for=turn.asked_for,
            close_reason=reason,
        )
    except ApplicationError as refusal:
        return replace(continued, refusal=refusal)
    return replace(continued, prepared=prepared)


def keep_continuation(turn: Message, continued: Continued) -> ArtifactVersion | None:
    """Write what was computed and return the version; None without anything new.

    A refusal puts the text into the chat and fails the turn, both unsaved. Raise VersionConflict if another version
    came meanwhile: it has to be computed again.
    """
    turn.text = continued.text
    try:
        if continued.refusal is not None:
            raise continued.refusal
        with transaction.atomic():
            return write_prepared(continued.prepared) if continued.prepared else None
    except ApplicationError as refusal:
        if isinstance(refusal, VersionConflict) and continued.refusal is None:
            raise
        turn.text = continued.written_out(refusal)
        turn.error_code, turn.status = refusal.code, TurnStatus.FAILED
        return None


def _addition(answer: FinishedAnswer, since: ArtifactVersion) -> tuple[Addition, int, str] | None:
    """Return the artifact of the answer, or what stands for it in the chat text, and what stays of that."""
    kind = KindName(since.artifact.kind)
    for found in answer.extractor.artifacts:
        if found.kind == kind:
            return Addition(found.content, found.source, found.losses, found.is_elided), found.ref, answer.chat_text
    stored = open_version(find_version(since.artifact))
    if isinstance(stored, StoredTable):
        source, rest = rows_without_header(stored, answer.chat_text)
        if source:
            return Addition(kind_of(kind).parse_text(source).content, source), _OF_CHAT_TEXT, rest
    if isinstance(stored, StoredDocument) and is_continuation(stored, answer.chat_text):
        return Addition(DocumentContent(answer.chat_text), answer.chat_text), _OF_CHAT_TEXT, ""
    return None
