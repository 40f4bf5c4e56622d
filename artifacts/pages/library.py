"""The library page and what can be done on it: find, make from a template, copy, take back."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from accounts.models import User
from accounts.signed_in import signed_in_user
from artifacts.rows.enums import KindName
from artifacts.rows.limits import PAGE_ITEMS
from artifacts.rows.models import Artifact
from artifacts.sources.importing.registry import ACCEPTED
from artifacts.sources.library import (
    NEWEST,
    SORTS,
    duplicate_artifact,
    find_artifacts,
    find_deleted,
    undelete_artifact,
)
from artifacts.sources.starters import STARTERS, create_from_starter, find_starter
from artifacts.versions.reading import find_artifact
from common.errors import NotFound
from common.sent_values import parse_uuid
from rollout.enums import FlagName
from rollout.flags import features_for, require

SORT_LABELS = {
    "changed": _("Changed last"),
    "created": _("Made last"),
    "title": _("Title"),
    "kind": _("Kind"),
}


@login_required
@require_GET
def artifact_list(request: HttpRequest) -> HttpResponse:
    """Show the user's artifacts by words in title and text, by kind, in an order."""
    user = require(signed_in_user(request), FlagName.ARTIFACTS)
    words, kind = request.GET.get("q", "").strip(), request.GET.get("kind", "")
    sort = request.GET.get("sort", NEWEST)
    found = find_artifacts(user, words=words, kind=kind, sort=sort)
    context = {
        "page": Paginator(found, PAGE_ITEMS).get_page(request.GET.get("page")),
        "words": words,
        "kind": kind,
        "kinds": KindName.choices,
        "sort": sort if sort in SORTS else NEWEST,
        "sorts": SORT_LABELS,
        "starters": STARTERS,
        "accepted": ACCEPTED,
        "deleted": _deleted(user, request.GET.get("deleted", "")),
        "features": features_for(user),
    }
    return render(request, "artifacts/library/list.html", context)


@login_required
@require_POST
def artifact_create(request: HttpRequest) -> HttpResponse:
    """Make an artifact from a template and go to it."""
    user = require(signed_in_user(request), FlagName.CREATION)
    version = create_from_starter(owner=user, starter=find_starter(request.POST.get("starter", "")))
    return redirect("artifacts:detail", artifact_id=version.artifact_id)


@login_required
@require_POST
def artifact_duplicate(request: HttpRequest, artifact_id: UUID) -> HttpResponse:
    """Copy an artifact and go to the copy."""
    user = require(signed_in_user(request), FlagName.CREATION)
    version = duplicate_artifact(artifact=find_artifact(user, artifact_id), actor=user)
    return redirect("artifacts:detail", artifact_id=version.artifact_id)


@login_required
@require_POST
def artifact_undelete(request: HttpRequest, artifact_id: UUID) -> HttpResponse:
    """Take a deleted artifact back and go to it."""
    user = require(signed_in_user(request), FlagName.ARTIFACTS)
    undelete_artifact(artifact=find_deleted(user, artifact_id), actor=user)
    return redirect("artifacts:detail", artifact_id=artifact_id)


def _deleted(user: User, artifact_id: str) -> Artifact | None:
    """Return what was deleted just now, to offer its return."""
    named = parse_uuid(artifact_id)
    try:
        return None if named is None else find_deleted(user, named)
    except NotFound:
        return None
