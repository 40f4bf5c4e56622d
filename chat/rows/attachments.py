"""Artifacts that stand beside a conversation without an answer of it: imported there, or made of another one."""

from django.db import transaction

from artifacts.rows.models import Artifact
from chat.rows.models import Conversation


def attach_artifact(*, conversation: Conversation, artifact: Artifact) -> None:
    """Put the artifact beside the conversation and open it; both are one user's."""
    with transaction.atomic():
        conversation.attached.add(artifact)
        conversation.open_artifact = artifact
        conversation.save(update_fields=["open_artifact"])
