"""All artifacts of a conversation as one zip: the conversation says which, exports make the files."""

from django.db.models import F
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.limits import Limit, check_and_hit
from artifacts.rows.models import ArtifactVersion
from chat.rows.models import Conversation
from chat.shown.page import conversation_artifacts
from exports.bundles.services import request_bundle, wanted_files
from exports.rows.bundles import ExportBundle
from exports.rows.enums import BundleFormats


def request_conversation_bundle(
    *, request: HttpRequest, conversation: Conversation, formats: BundleFormats
) -> ExportBundle:
    """Ask for the newest version of each artifact of the conversation; counts as one export.

    Raises what `request_bundle` raises.
    """
    return request_bundle(
        owner=conversation.owner,
        title=conversation.title or _("Artifacts"),
        origin_id=conversation.pk,
        files=wanted_files(_newest_versions(conversation), formats, translation.get_language() or "en"),
        admit=lambda: check_and_hit(request, Limit.EXPORT),
    )


def _newest_versions(conversation: Conversation) -> list[ArtifactVersion]:
    newest = ArtifactVersion.objects.filter(number=F("artifact__head_number")).select_related("artifact")
    return list(newest.filter(artifact__in=conversation_artifacts(conversation)))
