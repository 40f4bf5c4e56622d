"""What a model proposes for the open artifact, read: operations that fit, what does not and why, and its words.

Nothing is written and nothing is locked: formulas may take seconds.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from artifacts.extraction.extractor import Extractor
from artifacts.extraction.pieces import CloseReason, Extracted
from artifacts.kinds.catalogue import operations_to_json, read_operations
from artifacts.kinds.document.content import DocumentContent
from artifacts.kinds.document.stored import StoredDocument
from artifacts.kinds.spreadsheet.engine.processes import waiting_for_engines
from artifacts.proposals.from_whole import operations_to
from artifacts.proposals.proposals import try_change
from artifacts.rows.enums import KindName
from artifacts.rows.models import Artifact
from artifacts.versions.reading import find_version, open_version
from chat.rows.chosen_part import about_of
from chat.rows.models import Message
from common.errors import ApplicationError
from llm.near_operations import near_enough
from llm.protocol import Proposal

SINGLY = 60
"""Operations that are tried one by one after they failed together; each try reads the artifact."""

WHOLE_SHARE = 0.4
"""Words without a heading are a document anew from this part of its length on; less is something that is said."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """An operation that cannot be applied: `reason` in English for the model, `sentence` for the user."""

    operation: dict[str, object]
    reason: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ReadEdit:
    """Operations that fit together, those that do not, and what the model says beside them."""

    operations: list[dict[str, object]] = field(default_factory=list)
    misfits: list[Misfit] = field(default_factory=list)
    words: str = ""

    @property
    def text(self) -> str:
        """The words for the chat, with a sentence for each change that is left out."""
        left_out = [f"- {misfit.operation.get('op', '')}: {misfit.sentence}" for misfit in self.misfits]
        head = [_("Left out, because it does not fit:")] if left_out else []
        return "\n\n".join(filter(None, [self.words, "\n".join([*head, *left_out])]))


def read_edit(turn_id: UUID, proposal: Proposal, base_version: int) -> ReadEdit:
    """Return what of the proposal can be applied to that version of what the turn edits."""
    artifact = _edited(turn_id)
    if artifact is None:
        return ReadEdit(words=proposal.note or proposal.text)
    if proposal.is_broken:
        return ReadEdit()
    if proposal.is_spoken:
        return _read_words(artifact, proposal.text, base_version)
    return _fitting(artifact, near_enough(proposal.operations), base_version, proposal.note)


def _edited(turn_id: UUID) -> Artifact | None:
    turn = Message.objects.select_related("conversation__open_artifact", "parent").get(pk=turn_id)
    about = about_of(turn.parent)
    return about.version.artifact if about else turn.conversation.open_artifact


def _read_words(artifact: Artifact, text: str, base_version: int) -> ReadEdit:
    """Read an answer without operations: the artifact anew, or something that is said."""
    extractor = Extractor(KindName(artifact.kind), artifact.title)
    extractor.feed(text)
    extractor.close(CloseReason.COMPLETE)
    stored = open_version(find_version(artifact, base_version))
    for found in extractor.artifacts:
        if found.kind != artifact.kind or not _is_anew(found, stored):
            continue
        operations = operations_to(stored, found.content, is_cut=found.is_partial or found.is_elided)
        if operations:
            words = extractor.chat_text.strip()
            return _fitting(artifact, operations_to_json(operations), base_version, words)
    return ReadEdit(words=text)


def _is_anew(found: Extracted, stored: object) -> bool:
    if not isinstance(found.content, DocumentContent) or not isinstance(stored, StoredDocument):
        return True
    text = found.content.text
    return "\n#" in f"\n{text}" or len(text) >= WHOLE_SHARE * len(stored.text)


def _fitting(artifact: Artifact, raw: Sequence[dict[str, object]], base_version: int, words: str) -> ReadEdit:
    """Return those operations that can be applied one after the other."""
    if not raw or _refusal(artifact, raw, base_version) is None:
        return ReadEdit(list(raw), words=words)
    fitting: list[dict[str, object]] = []
    misfits: list[Misfit] = []
    for operation in raw[:SINGLY]:
        if refusal := _refusal(artifact, [*fitting, operation], base_version):
            misfits.append(_misfit(operation, refusal, artifact, [*fitting, operation], base_version))
        else:
            fitting.append(operation)
    return ReadEdit(fitting, misfits, words)


def _misfit(
    operation: dict[str, object],
    refusal: ApplicationError,
    artifact: Artifact,
    raw: Sequence[dict[str, object]],
    base_version: int,
) -> Misfit:
    with override("en"):
        told = _refusal(artifact, raw, base_version) or refusal
        return Misfit(operation, _reason(told), refusal.detail)


def _reason(refusal: ApplicationError) -> str:
    return "; ".join([refusal.detail, *(f"{error.field}: {error.message}" for error in refusal.errors)])


def _refusal(artifact: Artifact, raw: Sequence[dict[str, object]], base_version: int) -> ApplicationError | None:
    try:
        with waiting_for_engines():
            operations = read_operations(list(raw), KindName(artifact.kind))
            try_change(artifact=artifact, base_version=base_version, operations=operations)
    except ApplicationError as refusal:
        return refusal
    return None
