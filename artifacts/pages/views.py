"""Pages and fragments that show artifacts; what changes them stands in `edit_views`."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import quote_etag
from django.views.decorators.http import condition, require_GET

from accounts.models import User
from accounts.signed_in import signed_in_user
from artifacts.kinds.spreadsheet.explained import explain_in, marks_of, sentences
from artifacts.kinds.table.filters.wire import asked_filters
from artifacts.pages.addresses import OwnPageAddresses
from artifacts.pages.pane import LATER, PaneView, build_pane
from artifacts.proposals.proposals import find_waiting
from artifacts.rows.enums import KindName
from artifacts.rows.models import Artifact
from artifacts.shown.grid import WINDOW_ROWS, GridView, sheet_grid
from artifacts.shown.range_figures import sum_range
from artifacts.shown.range_text import render_range
from artifacts.shown.shown_rows import shown_rows, window_grid
from artifacts.versions.reading import (
    Stored,
    StoredDocument,
    StoredSpreadsheet,
    StoredTable,
    find_artifact,
    find_version,
    open_version,
)
from artifacts.versions.write import record_opened
from common.errors import NotFound
from common.htmx import is_htmx
from common.sent_values import parse_number
from rollout.enums import FlagName
from rollout.flags import features_for, require


@login_required
@require_GET
def artifact_detail(request: HttpRequest, artifact_id: UUID) -> HttpResponse:
    """Show one artifact on a page of its own, or its pane alone for htmx."""
    user = require(signed_in_user(request), FlagName.ARTIFACTS)
    artifact = find_artifact(user, artifact_id)
    pane = own_pane(request, user, artifact)
    if is_htmx(request):
        return render(request, "artifacts/pane/_pane.html", {"pane": pane})
    record_opened(artifact=artifact, user=user)
    return render(request, "artifacts/pane/detail.html", {"pane": pane, "features": features_for(user)})


@login_required
@require_GET
def artifact_rows(request: HttpRequest, artifact_id: UUID) -> HttpResponse:
    """Answer one window of rows."""
    artifact = find_artifact(require(signed_in_user(request), FlagName.ARTIFACTS), artifact_id)
    grid = _grid(request, artifact)
    return render(request, "artifacts/grid/_rows.html", {"rows": grid.rows})


@login_required
@require_GET
def artifact_range(request: HttpRequest, artifact_id: UUID) -> HttpResponse:
    """Answer a range of cells of a version as tab-separated text, 204 if a filter hides all of its rows."""
    stored = _asked_version(request, artifact_id)
    shown = shown_rows(find_artifact(require(signed_in_user(request), FlagName.ARTIFACTS), artifact_id), request.GET)
    text = render_range(stored, request.GET.get("cells", ""), request.GET.get("sheet", ""), shown)
    if text is None:
        return HttpResponse(status=204)
    return HttpResponse(text, content_type="text/tab-separated-values; charset=utf-8")


@login_required
@require_GET
def artifact_figures(request: HttpRequest, artifact_id: UUID) -> HttpResponse:
    """Answer what a range of cells of a version adds up to, as JSON."""
    stored = _asked_version(request, artifact_id)
    shown = shown_rows(find_artifact(require(signed_in_user(request), FlagName.ARTIFACTS), artifact_id), request.GET)
    figures = sum_range(stored, request.GET.get("cells", ""), request.GET.get("sheet", ""), shown)
    return JsonResponse({"numbers": figures.numbers, "sum": figures.total, "average": figures.mean})


@login_required
@require_GET
def artifact_explain(request: HttpRequest, artifact_id: UUID) -> HttpResponse:
    """Answer what a cell of a spreadsheet refers to, what refers to it, and why it shows an error."""
    stored = _asked_version(request, artifact_id)
    found = explain_in(stored, request.GET.get("sheet", ""), request.GET.get("cell", ""))
    return render(
        request,
        "artifacts/grid/_explained.html",
        {
            "cell": found.at.range,
            "sentences": sentences(found),
            "precedents": marks_of(found, found.precedents),
            "dependents": marks_of(found, found.dependents),
        },
    )


@login_required
@require_GET
def artifact_grid(request: HttpRequest, artifact_id: UUID) -> HttpResponse:
    """Answer the grid of another sheet."""
    user = require(signed_in_user(request), FlagName.ARTIFACTS)
    artifact = find_artifact(user, artifact_id)
    if artifact.kind == KindName.DOCUMENT:
        raise NotFound
    return render(request, "artifacts/grid/_grid.html", {"pane": own_pane(request, user, artifact)})


def _head_etag(request: HttpRequest, artifact_id: UUID) -> str:
    artifact = find_artifact(require(signed_in_user(request), FlagName.ARTIFACTS), artifact_id)
    waiting = find_waiting(artifact)
    return quote_etag(f"v{artifact.head_number}{f'p{waiting.pk}' if waiting else ''}")


@login_required
@require_GET
@condition(etag_func=_head_etag)
def artifact_watch(request: HttpRequest, artifact_id: UUID) -> HttpResponseBase:
    """Answer 304 while the artifact is what the page shows, 204 when there is a newer version."""
    return HttpResponse(status=204)


def own_pane(request: HttpRequest, user: User, artifact: Artifact) -> PaneView:
    """Return the pane of an artifact's own page in the state that the address names."""
    return build_pane(
        user=user,
        conversation_id=None,
        addresses=OwnPageAddresses(),
        artifacts=[artifact],
        current=artifact,
        tab=request.GET.get("tab"),
        features=features_for(user),
        offset=parse_offset(request),
        sheet=request.GET.get("sheet", ""),
        is_as_it_is=request.GET.get("proposal") == LATER,
        filters=asked_filters(request.GET),
    )


def parse_offset(request: HttpRequest) -> int:
    """Return where the asked window starts; anything but a number is the beginning."""
    asked = parse_number(request.GET.get("offset", "")) or 0
    return asked // WINDOW_ROWS * WINDOW_ROWS


def _asked_version(request: HttpRequest, artifact_id: UUID) -> Stored:
    """Return the version that the address names, else the newest."""
    artifact = find_artifact(require(signed_in_user(request), FlagName.ARTIFACTS), artifact_id)
    return open_version(find_version(artifact, parse_number(request.GET.get("version", ""))))


def _grid(request: HttpRequest, artifact: Artifact) -> GridView:
    offset = parse_offset(request)
    match stored := open_version(find_version(artifact)):
        case StoredTable():
            return window_grid(artifact, stored, request.GET, offset)
        case StoredSpreadsheet():
            return sheet_grid(stored, request.GET.get("sheet", ""), offset)
        case StoredDocument():
            raise NotFound
