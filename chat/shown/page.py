"""What the chat page and its fragments need, read from rows."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest

from accounts.models import User
from accounts.quotas import QuotaUsage, usage
from artifacts.for_models.selection import Part
from artifacts.kinds.table.filters.wire import asked_filters
from artifacts.pages.pane import LATER, PaneView, build_pane
from artifacts.pages.views import parse_offset
from artifacts.rows.models import Artifact
from chat.rows import limits
from chat.rows.conversations import find_deleted_conversation
from chat.rows.enums import TurnStatus
from chat.rows.models import Conversation
from chat.rows.threads import thread_with_branches
from chat.shown.messages import view_message
from chat.shown.pane_addresses import BesideConversation, BesideNothing
from common.sent_values import parse_uuid
from gatekeeper.enums import Mode
from llm.catalogue import chat_models
from llm.client import is_offline
from llm.endpoint import refresh
from rollout.flags import Features, features_for


@dataclass(frozen=True, slots=True)
class AboutChip:
    """What stands at the composer when the next message is about a section."""

    artifact_id: UUID
    version: int
    section: str
    label: str


def page_context(request: HttpRequest, user: User, conversation: Conversation | None) -> dict[str, object]:
    """Return the context of the chat page."""
    features = features_for(user)
    refresh()
    shown = thread_with_branches(conversation) if conversation else []
    messages = [view_message(message, features, branch) for message, branch in shown]
    pane = pane_view(request, user, conversation, features)
    return {
        "conversation": conversation,
        "deleted": _deleted(user, request.GET.get("deleted", "")),
        "conversations": Conversation.objects.for_user(user).order_by("-updated_at")[: limits.CONVERSATIONS_SHOWN],
        "messages": messages,
        "paste_limits": {"most": limits.MAX_MESSAGE_CHARS, "least": limits.MIN_IMPORTED_PASTE_CHARS},
        "is_running": any(message.status == TurnStatus.STREAMING for message in messages),
        "features": features,
        "usage": artifact_usage(user),
        "pane": pane,
        "about": about_chip(pane, request.GET.get("about", "")),
        "is_split": pane is not None,
        "is_bundle_offered": is_bundle_offered(conversation, features),
        "modes": Mode.choices,
        "models": chat_models(),
        "is_offline": is_offline(),
        "is_debug": settings.DEBUG,
    }


def _deleted(user: User, conversation_id: str) -> Conversation | None:
    """Return the conversation that was deleted just now, to offer its return."""
    named = parse_uuid(conversation_id)
    return find_deleted_conversation(user, named) if named else None


def about_chip(pane: PaneView | None, section: str) -> AboutChip | None:
    """Return the section of the shown document that the address names: how a part is chosen without JavaScript."""
    if pane is None or pane.document is None or pane.artifact is None or pane.version is None:
        return None
    for piece in pane.document.pieces:
        if piece.id == section:
            label = Part(section=piece.id, heading=piece.title).label(pane.artifact.title)
            return AboutChip(pane.artifact.pk, pane.version.number, section, label)
    return None


def artifact_usage(user: User) -> QuotaUsage | None:
    """Return how many artifacts the user made today, of how many."""
    return next(iter(usage(user)), None)


def pane_view(
    request: HttpRequest, user: User, conversation: Conversation | None, features: Features
) -> PaneView | None:
    """Return the artifact pane, or None when the page has none: no artifact is open and nobody asked for the split."""
    if not (features.artifacts and features.split_view):
        return None
    artifacts = conversation_artifacts(conversation) if conversation else []
    current = _current(request, conversation, artifacts)
    if current is None and request.GET.get("view") != "split":
        return None
    return build_pane(
        user=user,
        conversation_id=conversation.pk if conversation else None,
        addresses=BesideConversation(conversation.pk) if conversation else BesideNothing(),
        artifacts=artifacts,
        current=current,
        tab=request.GET.get("tab"),
        features=features,
        offset=parse_offset(request),
        sheet=request.GET.get("sheet", ""),
        is_as_it_is=request.GET.get("proposal") == LATER,
        filters=asked_filters(request.GET),
    )


def conversation_artifacts(conversation: Conversation) -> list[Artifact]:
    """Return the artifacts that the conversation's turns made and those attached to it, newest last."""
    beside = Q(versions__messages__conversation=conversation) | Q(attached_to=conversation)
    return list(Artifact.objects.filter(beside, deleted_at=None).distinct().order_by("created_at"))


def is_bundle_offered(conversation: Conversation | None, features: Features) -> bool:
    """Tell whether the top bar offers the bundle: beside an artifact pane, the pane's export menu does."""
    if conversation is None or features.split_view or not features.export:
        return False
    return len(conversation_artifacts(conversation)) > 1


def _current(request: HttpRequest, conversation: Conversation | None, artifacts: list[Artifact]) -> Artifact | None:
    wanted = request.GET.get("artifact", "")
    opened = str(conversation.open_artifact_id) if conversation else ""
    tab = request.GET.get("tab")
    by_id = {str(artifact.pk): artifact for artifact in artifacts}
    if wanted in by_id:
        return by_id[wanted]
    of_tab = [artifact for artifact in artifacts if artifact.kind == tab]
    if of_tab and (opened not in by_id or by_id[opened].kind != tab):
        return of_tab[-1]
    return by_id.get(opened)
