"""Links to an artifact: their owner's page, and what whoever has one sees, which names nobody."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.limits import Limit, check_and_hit
from accounts.signed_in import signed_in_user
from artifacts.images.find import shared_image_addresses
from artifacts.pages.views import parse_offset
from artifacts.shown.document import view_document
from artifacts.shown.grid import sheet_grid, table_grid
from artifacts.sources.sharing import find_shared, revoke_link, share_artifact
from artifacts.versions.reading import (
    StoredDocument,
    StoredSpreadsheet,
    StoredTable,
    find_artifact,
    find_version,
    open_version,
)
from common.errors import NotFound
from common.sent_values import parse_number
from rollout.enums import FlagName
from rollout.flags import require


@login_required
@require_http_methods(["GET", "POST"])
def artifact_share(request: HttpRequest, artifact_id: UUID) -> HttpResponse:
    """Show the artifact's links, or make one and show it, this once."""
    user = require(signed_in_user(request), FlagName.ARTIFACTS)
    artifact = find_artifact(user, artifact_id)
    address = ""
    if request.method == "POST":
        token = share_artifact(artifact=artifact, actor=user)
        address = request.build_absolute_uri(reverse("shared", args=[token]))
    links = artifact.links.filter(revoked_at=None).order_by("-pk")
    context = {"artifact": artifact, "links": links, "address": address}
    response = render(request, "artifacts/library/share.html", context)
    add_never_cache_headers(response)
    return response


@login_required
@require_POST
def artifact_unshare(request: HttpRequest, artifact_id: UUID) -> HttpResponse:
    """Revoke a link; whoever follows it finds nothing from now on."""
    user = require(signed_in_user(request), FlagName.ARTIFACTS)
    link = parse_number(request.POST.get("link", ""))
    artifact = find_artifact(user, artifact_id)
    if link is None:
        raise NotFound
    revoke_link(artifact=artifact, actor=user, link_id=link)
    return redirect("artifacts:share", artifact_id=artifact_id)


@require_GET
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """Show the newest version to whoever has the link: content alone, kept by no cache and no search engine.

    An address without a session may ask only so often: a page of a long document costs more than asking for it.
    """
    check_and_hit(request, Limit.SHARED)
    artifact = find_shared(token)
    version = find_version(artifact)
    context: dict[str, object] = {"title": version.title, "changed_at": version.created_at, "token": token}
    match stored := open_version(version):
        case StoredTable():
            context["grid"] = table_grid(stored, parse_offset(request))
        case StoredSpreadsheet():
            context["grid"] = sheet_grid(stored, request.GET.get("sheet", ""), parse_offset(request))
        case StoredDocument():
            addresses = shared_image_addresses(artifact, stored.text, token)
            context["document"] = view_document(stored, addresses)
    response = render(request, "artifacts/library/shared.html", context)
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "no-referrer"
    return response
