"""Finding conversations again, as JSON."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from accounts.signed_in import signed_in_user
from chat.rows.limits import SEARCH_CHARS
from chat.rows.search import Found, search_conversations
from common.schemas import Problem, StrictSchema

router = Router(tags=["chat"])
PROBLEMS = dict.fromkeys((400, 401, 403, 422, 429, 503), Problem)


class FoundOut(StrictSchema):
    conversation_id: UUID
    title: str
    message_id: UUID | None = Field(description="The message that holds the words; none where the title does.")
    role: str | None
    snippet: str
    created_at: datetime


class SearchOut(StrictSchema):
    results: list[FoundOut]


@router.get("/conversations/search", response={200: SearchOut, **PROBLEMS})
def conversation_search(
    request: HttpRequest, q: Annotated[str, Query(min_length=1, max_length=SEARCH_CHARS)]
) -> dict[str, object]:
    """Find conversations by words of their titles and messages; words match from their beginning."""
    return {"results": [_found_json(one) for one in search_conversations(signed_in_user(request), q)]}


def _found_json(found: Found) -> dict[str, object]:
    message = found.message
    return {
        "conversation_id": found.conversation.pk,
        "title": found.conversation.title,
        "message_id": message.pk if message else None,
        "role": message.role if message else None,
        "snippet": found.text,
        "created_at": message.created_at if message else found.conversation.created_at,
    }
