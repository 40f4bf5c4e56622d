"""The JSON API of a conversation's export."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Body, Router, Status
from pydantic import Field

from accounts.idempotency import idempotent
from accounts.signed_in import signed_in_user
from chat.api.conversations import PROBLEMS
from chat.beside.bundles import request_conversation_bundle
from chat.rows.lookups import find_conversation
from common.schemas import StrictSchema
from exports.bundles.api import bundle_out
from exports.bundles.schemas import BundleOut
from exports.rows.enums import BundleFormats

router = Router(tags=["exports"])


class ConversationExportIn(StrictSchema):
    formats: BundleFormats = Field(
        BundleFormats.OFFICE,
        description="`office`: Excel for tables and spreadsheets, Word for documents. `pdf`: PDF for all.",
    )


@router.post(
    "/conversations/{uuid:conversation_id}/export",
    response={202: BundleOut, **PROBLEMS},
    summary="Export all artifacts of a conversation as one zip",
)
def conversation_export(
    request: HttpRequest, conversation_id: UUID, body: Body[ConversationExportIn | None] = None
) -> Status[Any]:
    """Queue a file of each artifact's newest version; it counts as one export. `GET /api/artifacts/bundle/{id}` polls.

    The same files that wait, run or are still stored are not made again. 409 `nothing_to_export` without artifacts,
    409 `too_many_files` for more than 100.
    """
    formats = body.formats if body else BundleFormats.OFFICE

    def produce() -> tuple[int, Any]:
        conversation = find_conversation(signed_in_user(request), conversation_id)
        bundle = request_conversation_bundle(request=request, conversation=conversation, formats=formats)
        return 202, bundle_out(bundle)

    return Status(*idempotent(request, produce))
