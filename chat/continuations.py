"""A turn that goes on where an earlier one stopped: what the model is told, and where what it writes goes."""

from typing import Any

from django.db import transaction

from artifacts.appending.documents import is_continuation
from artifacts.appending.services import Addition, append_to_artifact
from artifacts.appending.tables import rows_without_header
from artifacts.completeness import Completeness
from artifacts.enums import KindName
from artifacts.excerpts import tail_of
from artifacts.extraction import Extractor
from artifacts.extraction.pieces import CloseReason
from artifacts.kinds.document.content import DocumentContent
from artifacts.kinds.registry import kind as kind_of
from artifacts.models import ArtifactVersion
from artifacts.reading import StoredDocument, StoredTable, find_version, open_version
from chat.enums import TurnStatus
from chat.models import Message
from chat.partial import cut_version
from chat.refused import written_out
from common.errors import ApplicationError
from llm.protocol import Continuation


def continuation_of(turn: Message) -> Continuation | None:
    """Return what the model must know to go on; None for a turn that continues nothing."""
    if turn.continues is None:
        return None
    version = cut_version(turn.continues) if turn.kind else None
    if version is None:
        return Continuation(kind=None)
    head = find_version(version.artifact)
    stored = open_version(head)
    count = Completeness(head.asked_for, head.delivered, head.is_partial, head.counted_unit)
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


def append_answer(turn: Message, extractor: Extractor, reason: CloseReason) -> tuple[ArtifactVersion | None, int]:
    """Append what the answer holds to the artifact that the turn continues; return the version and the answer's ref.

    A refusal puts the text into the chat and fails the turn, both unsaved. Without anything new there is no version.
    """
    since = cut_version(turn.continues) if turn.continues else None
    if since is None:
        return None, 0
    addition, ref = _addition(turn, extractor, since)
    if addition is None:
        return None, 0
    asked_for: dict[str, Any] = turn.decision.asked_for if turn.decision else {}
    try:
        with transaction.atomic():
            version = append_to_artifact(
                artifact=since.artifact,
                actor=turn.conversation.owner,
                since=since,
                addition=addition,
                asked_for=asked_for,
                close_reason=reason,
            )
    except ApplicationError as refusal:
        written = written_out(KindName(since.artifact.kind), addition.content, addition.source, refusal)
        turn.text = f"{turn.text}\n\n{written}".strip()
        turn.error_code, turn.status = refusal.code, TurnStatus.FAILED
        return None, ref
    return version, ref


def _addition(turn: Message, extractor: Extractor, since: ArtifactVersion) -> tuple[Addition | None, int]:
    """Return the artifact of the answer, or what stands for it in the chat text, which then leaves the chat."""
    kind = KindName(since.artifact.kind)
    for found in extractor.artifacts:
        if found.kind == kind:
            return Addition(found.content, found.source, found.losses, found.is_elided), found.ref
    stored = open_version(find_version(since.artifact))
    if isinstance(stored, StoredTable):
        source, rest = rows_without_header(stored, turn.text)
        if source:
            turn.text = rest
            return Addition(kind_of(kind).parse_text(source).content, source), 1
    if isinstance(stored, StoredDocument) and is_continuation(stored, turn.text):
        text, turn.text = turn.text, ""
        return Addition(DocumentContent(text), text), 1
    return None, 0
