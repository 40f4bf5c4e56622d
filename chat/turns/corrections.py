"""What users say about a decision after the answer: keep the artifact in chat, or open the answer as one."""

import contextlib
from uuid import UUID

from django.db import transaction

from accounts.models import User
from artifacts.for_models.as_markdown import markdown_of
from artifacts.kinds.registry import kind as kind_of
from artifacts.rows.enums import AuthorKind, KindName, Origin
from artifacts.versions import write as artifact_services
from artifacts.versions.reading import open_version
from chat.rows.enums import Notice
from chat.rows.models import Conversation, Message
from gatekeeper.enums import Correction
from gatekeeper.errors import AlreadyCorrected
from gatekeeper.services import record_correction

OPEN_AS = {
    KindName.TABLE: Correction.OPEN_TABLE,
    KindName.DOCUMENT: Correction.OPEN_DOCUMENT,
    KindName.SPREADSHEET: Correction.OPEN_SPREADSHEET,
}


def correct(*, turn: Message, correction: Correction, actor: User) -> None:
    """Store what was said of the turn's decision; only the first word counts, a later one is dropped."""
    if turn.decision:
        with contextlib.suppress(AlreadyCorrected):
            record_correction(record=turn.decision, correction=correction, actor=actor)


@transaction.atomic
def keep_in_chat(*, turn: Message, actor: User) -> None:
    """Move the turn's artifacts into its text and remember that this kind was not wanted here."""
    kept = [version for version in turn.versions.select_related("artifact") if version.artifact.deleted_at is None]
    for version in kept:
        turn.text = f"{turn.text}\n\n{markdown_of(open_version(version))}".strip()
        artifact_services.delete_artifact(artifact=version.artifact, actor=actor)
        turn.conversation.refuse(version.artifact.kind)
    turn.notice = ""
    turn.save(update_fields=["text", "notice"])
    Conversation.objects.filter(pk=turn.conversation_id, open_artifact__in=[v.artifact_id for v in kept]).update(
        open_artifact=None
    )
    correct(turn=turn, correction=Correction.KEEP_IN_CHAT, actor=actor)


@transaction.atomic
def open_as(*, turn: Message, kind: KindName, actor: User) -> UUID:
    """Make an artifact of a finished answer's text, without a model; return the artifact's id."""
    parsed = kind_of(kind).parse_text(turn.text)
    version = artifact_services.create_artifact(
        owner=actor,
        kind=kind,
        title=turn.conversation.title,
        content=parsed.content,
        origin=Origin.CHAT,
        author=AuthorKind.ASSISTANT,
        losses=parsed.losses,
    )
    turn.versions.add(version)
    Message.objects.filter(pk=turn.pk, notice=Notice.NOTHING_CAME).update(notice="")
    Conversation.objects.filter(pk=turn.conversation_id).update(open_artifact=version.artifact)
    correct(turn=turn, correction=OPEN_AS[kind], actor=actor)
    return version.artifact_id
