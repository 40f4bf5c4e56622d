"""Changes by hand: each takes a form, calls one service, and answers a fragment, or a redirect to a plain form."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import cast
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from artifacts.document_view import find_piece, replace_piece
from artifacts.grid_view import RowView, find_sheet, sheet_row, sheet_size, table_grid
from artifacts.kinds.references import parse_reference
from artifacts.kinds.spreadsheet.content import Sheet
from artifacts.kinds.table.content import Cell, Column
from artifacts.kinds.table.values import read_cell
from artifacts.limits import SHEET_NAME_CHARACTERS
from artifacts.lookups import admit
from artifacts.models import Artifact, ArtifactVersion
from artifacts.operations import SetCells
from artifacts.reading import (
    Stored,
    StoredDocument,
    StoredSpreadsheet,
    StoredTable,
    find_artifact,
    find_version,
    open_version,
)
from artifacts.services import delete_artifact, rename_artifact, restore_version, revise_artifact
from common.errors import FieldError, Invalid, NotFound
from common.htmx import is_htmx, redirect_page, trigger
from rollout.enums import FlagName

ROWS_SHOWN_AFTER_EDIT = 500  # more changed rows are cheaper to load again as windows


@login_required
@require_POST
def artifact_cells(request: HttpRequest, artifact_id: UUID) -> HttpResponseBase:
    """Write one value, or a pasted block from a cell to the right and down; answer the rows that changed."""
    user = admit(request, FlagName.CREATION)
    artifact = find_artifact(user, artifact_id)
    before = open_version(find_version(artifact))
    operation = _set_cells(request, before)
    version = revise_artifact(
        artifact=artifact, actor=user, expected_version=_expected_version(request), operations=[operation]
    )
    if not is_htmx(request):
        return redirect(_back(request, artifact))
    rows = _changed_rows(before, open_version(version), operation)
    response = render(request, "artifacts/_rows.html", {"rows": rows[:ROWS_SHOWN_AFTER_EDIT]})
    return _announced(response, version)


@login_required
@require_http_methods(["GET", "POST"])
def artifact_section(request: HttpRequest, artifact_id: UUID) -> HttpResponseBase:
    """Show the form for one piece of a document, or put its text in place."""
    user = admit(request, FlagName.CREATION)
    artifact = find_artifact(user, artifact_id)
    head = find_version(artifact)
    stored = open_version(head)
    if not isinstance(stored, StoredDocument):
        raise NotFound
    if request.method == "GET":
        piece = find_piece(stored, request.GET.get("section", ""))
        template = "artifacts/_section_form.html" if is_htmx(request) else "artifacts/section.html"
        return render(request, template, {"artifact": artifact, "piece": piece, "version": head})
    expected = _expected_version(request)
    base = open_version(find_version(artifact, expected))
    section, text = request.POST.get("section", ""), request.POST.get("text", "")
    operation = replace_piece(cast(StoredDocument, base), section, text)
    version = revise_artifact(artifact=artifact, actor=user, expected_version=expected, operations=[operation])
    return _changed(request, artifact, version)


@login_required
@require_POST
def artifact_rename(request: HttpRequest, artifact_id: UUID) -> HttpResponseBase:
    """Give the artifact another title."""
    user = admit(request, FlagName.CREATION)
    artifact = find_artifact(user, artifact_id)
    version = rename_artifact(artifact=artifact, actor=user, title=request.POST.get("title", "").strip())
    return _changed(request, artifact, version)


@login_required
@require_POST
def artifact_restore(request: HttpRequest, artifact_id: UUID) -> HttpResponseBase:
    """Make an earlier version the newest one, as a new version."""
    user = admit(request, FlagName.CREATION)
    artifact = find_artifact(user, artifact_id)
    number = _number(request, "number")
    version = restore_version(
        artifact=artifact, actor=user, number=number, expected_version=_expected_version(request)
    )
    return _changed(request, artifact, version)


@login_required
@require_POST
def artifact_delete(request: HttpRequest, artifact_id: UUID) -> HttpResponseBase:
    """Delete the artifact and go to the list, which offers to undo it."""
    user = admit(request)
    delete_artifact(artifact=find_artifact(user, artifact_id), actor=user)
    target = f"{reverse('artifacts:list')}?deleted={artifact_id}"
    if not is_htmx(request):
        return redirect(target)
    response = HttpResponse()
    redirect_page(response, target)
    return response


def _set_cells(request: HttpRequest, before: Stored) -> SetCells:
    block, at, sheet = (request.POST.get(name, "") for name in ("block", "at", "sheet"))
    texts = _parse_block(block) if block else [[request.POST.get("value", "")]]
    _row, first = parse_reference(at)
    columns = before.columns[first - 1 :] if isinstance(before, StoredTable) else ()
    if len(sheet) > SHEET_NAME_CHARACTERS:
        raise NotFound
    return SetCells(at=at, values=[_typed(row, columns) for row in texts], sheet=sheet or None)


def _parse_block(text: str) -> list[list[str]]:
    """Return the cells of tab-separated text as spreadsheets put it on the clipboard."""
    lines = text.replace("\r\n", "\n").removesuffix("\n").split("\n")
    return [line.split("\t") for line in lines]


def _typed(texts: Sequence[str], columns: Sequence[Column]) -> list[Cell]:
    """Return what was typed as a table's columns have it; a sheet reads it itself, and refuses what is too wide."""
    pairs = zip_longest(texts, columns[: len(texts)])
    return [read_cell(text, column) if column else text or None for text, column in pairs]


def _changed_rows(before: object, after: object, operation: SetCells) -> Sequence[RowView]:
    top, _column = parse_reference(operation.at)
    match before, after:
        case StoredTable(), StoredTable():
            return table_grid(after, top - 1, len(operation.values)).rows
        case StoredSpreadsheet(), StoredSpreadsheet():
            old = find_sheet(before.content(), operation.sheet or "")
            new = find_sheet(after.content(), operation.sheet or "")
            changed = {row for row, column in _changed_places(old, new)}
            width = sheet_size(new)[1]
            return [sheet_row(new, row, width) for row in sorted(changed)]
        case _:
            raise NotFound


def _changed_places(old: Sheet, new: Sheet) -> list[tuple[int, int]]:
    return [place for place in {*old.cells, *new.cells} if old.cells.get(place) != new.cells.get(place)]


def _expected_version(request: HttpRequest) -> int:
    return _number(request, "expected_version")


def _number(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    if not text.isdecimal() or len(text) > 9:
        raise Invalid(errors=[FieldError(name, _("A number is needed here."))])
    return int(text)


def _changed(request: HttpRequest, artifact: Artifact, version: ArtifactVersion) -> HttpResponse:
    """Answer nothing but the news, on which the pane loads itself again; or go back to the page."""
    if not is_htmx(request):
        return redirect(_back(request, artifact))
    return _announced(HttpResponse(status=204), version, is_whole=True)


def _announced(response: HttpResponse, version: ArtifactVersion, *, is_whole: bool = False) -> HttpResponse:
    name = "artifact-replaced" if is_whole else "artifact-changed"
    trigger(response, name, {"id": str(version.artifact_id), "version": version.number})
    return response


def _back(request: HttpRequest, artifact: Artifact) -> str:
    target = request.POST.get("next", "")
    is_safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if is_safe else reverse("artifacts:detail", args=[artifact.pk])
