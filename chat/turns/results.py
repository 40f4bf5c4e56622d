"""What a turn leaves beside its words: artifacts, a further version of one, or a proposal."""

from django.db import transaction

from artifacts.extraction.pieces import Extracted
from artifacts.proposals.proposals import propose_change
from artifacts.rows.enums import AuthorKind, Origin
from artifacts.rows.models import ArtifactVersion
from artifacts.versions import write as artifact_services
from chat.rows.enums import TurnStatus
from chat.rows.models import Conversation, Message
from chat.turns.closed_artifact import ClosedArtifact
from chat.turns.continuations import Continued, keep_continuation
from chat.turns.kept_as_text import written_out
from chat.turns.outcome import Outcome
from chat.turns.read_answer import FinishedAnswer, completeness_of
from chat.turns.tried_edit import TriedEdit
from common.errors import ApplicationError


def keep_result(
    turn: Message, answer: FinishedAnswer, edit: TriedEdit | None, continued: Continued | None, outcome: Outcome
) -> list[ClosedArtifact]:
    """Store artifacts or a proposal and return what followers are told of each artifact."""
    found = answer.extractor.artifacts
    if not (found or edit or continued):
        return []
    version = keep_continuation(turn, continued) if continued else None
    kept = continued.ref if continued else None
    closed = [_keep_artifact(turn, answer, artifact, outcome) for artifact in found if artifact.ref != kept]
    if version and continued:
        closed.append(_attach(turn, version, continued.ref))
    if edit:
        _propose_edit(turn, edit)
    turn.save(update_fields=["text", "error_code", "status", "proposal"])
    return [data for data in closed if data]


def _keep_artifact(
    turn: Message, answer: FinishedAnswer, extracted: Extracted, outcome: Outcome
) -> ClosedArtifact | None:
    try:
        with transaction.atomic():
            version = artifact_services.create_artifact(
                owner=turn.conversation.owner,
                kind=extracted.kind,
                title=extracted.title,
                content=answer.stored_form(extracted),
                origin=Origin.CHAT,
                author=AuthorKind.ASSISTANT,
                completeness=completeness_of(extracted, turn.asked_for, outcome.close_reason),
                losses=extracted.losses,
                spent_ms=answer.spent_ms[extracted.ref],
            )
    except ApplicationError as refusal:
        content = answer.stored.get(extracted.ref, extracted.content)
        written = written_out(extracted.kind, content, extracted.source, refusal)
        turn.text = f"{turn.text}\n\n{written}".strip()
        turn.error_code = refusal.code
        turn.status = TurnStatus.FAILED
        return None
    return _attach(turn, version, extracted.ref)


def _propose_edit(turn: Message, edit: TriedEdit) -> None:
    """Put the proposal on the turn, unsaved; the artifact stays as it is until the user accepts."""
    try:
        with transaction.atomic():
            turn.proposal = propose_change(
                artifact=edit.artifact,
                actor=turn.conversation.owner,
                base_version=edit.base_version,
                operations=edit.operations,
                note=turn.text,
                changes=edit.changes(),
            )
    except ApplicationError as refusal:
        turn.error_code = refusal.code
        turn.status = TurnStatus.FAILED


def _attach(turn: Message, version: ArtifactVersion, ref: int) -> ClosedArtifact:
    turn.versions.add(version)
    Conversation.objects.filter(pk=turn.conversation_id).update(open_artifact=version.artifact)
    return ClosedArtifact.of(version, ref)
