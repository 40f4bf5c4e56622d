"""Posts without JavaScript: the page is shown when the answer is there."""

from uuid import UUID

from django.http import HttpResponseRedirect
from django.urls import reverse

from chat.rows import limits
from chat.rows.models import Message
from chat.turns import engine


class RedirectWhenEnded(HttpResponseRedirect):
    """Leads to the turn's conversation once the turn has ended here, or after `PLAIN_POST_WAIT_SECONDS`."""

    def __init__(self, turn: Message) -> None:
        super().__init__(reverse("chat:conversation", args=[turn.conversation_id]))
        self._turn_id: UUID = turn.pk

    async def until_ready(self) -> None:
        """Return when it may leave; the server awaits this without holding a thread."""
        await engine.wait_for(self._turn_id, limits.PLAIN_POST_WAIT_SECONDS)
