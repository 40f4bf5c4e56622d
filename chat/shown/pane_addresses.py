"""Where the links of a pane beside a chat lead."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from artifacts.pages.addresses import OwnPageAddresses
from artifacts.rows.models import Artifact


@dataclass(frozen=True, slots=True)
class BesideConversation:
    """The pane beside a conversation: fragments of its page."""

    conversation_id: UUID

    def shown(self, artifact: Artifact | None, **query: str | Sequence[str]) -> str:
        """Return the pane's fragment, which without htmx leads to the conversation's page."""
        named = {"artifact": str(artifact.pk)} if artifact else {}
        state = urlencode({"view": "split", **named, **query}, doseq=True)
        return f"{reverse('chat:pane', args=[self.conversation_id])}?{state}"

    def converted(self, artifact: Artifact) -> str:
        """Return where the other kind is put beside the conversation."""
        return reverse("chat:artifact_convert", args=[self.conversation_id, artifact.pk])


class BesideNothing(OwnPageAddresses):
    """The pane beside a conversation that has not begun."""

    def shown(self, artifact: Artifact | None, **query: str | Sequence[str]) -> str:
        """Return the chat's first page with its pane."""
        if artifact is not None:
            return super().shown(artifact, **query)
        return f"{reverse('chat:home')}?{urlencode({'view': 'split', **query}, doseq=True)}"
