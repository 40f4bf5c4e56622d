"""Turns that ended short: what of them can be continued. Reads rows, writes none."""

from uuid import UUID

from django.db.models import Q

from artifacts.rows.models import ArtifactVersion
from chat.rows.enums import Role, TurnStatus
from chat.rows.models import Message


def cut_version(turn: Message) -> ArtifactVersion | None:
    """Return the turn's artifact version that lacks something, if its artifact still does."""
    for version in turn.versions.all():
        artifact = version.artifact
        if version.is_partial and artifact.deleted_at is None and _is_head_partial(version):
            return version
    return None


def can_continue(turn: Message) -> bool:
    """Say whether the turn ended short of what was asked for and nothing has carried it on."""
    if turn.role != Role.ASSISTANT or turn.status in (TurnStatus.STREAMING, TurnStatus.ASKING):
        return False
    is_short = cut_version(turn) is not None or (turn.is_partial and bool(turn.text))
    return is_short and not _is_continued(turn)


def partial_turn_of(artifact_id: UUID, user: object) -> Message | None:
    """Return the newest turn of the user that can carry on with this artifact."""
    turns = Message.objects.turns_for_user(user).filter(versions__artifact=artifact_id).distinct()
    related = turns.select_related("conversation__owner", "decision", "parent").order_by("-created_at")
    return next((turn for turn in related if cut_version(turn) is not None), None)


def _is_head_partial(version: ArtifactVersion) -> bool:
    head = version.artifact.head_number
    return version.artifact.versions.filter(number=head, is_partial=True).exists()


def _is_continued(turn: Message) -> bool:
    is_done = Q(status=TurnStatus.STREAMING) | Q(versions__isnull=False)
    is_text = Q(kind="") & ~Q(status=TurnStatus.FAILED)
    return turn.continuations.filter(is_done | is_text).exists()
