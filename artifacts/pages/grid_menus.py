"""Columns, rows and sheets changed by the grid's menus, or by the same forms without script."""

import itertools
from collections.abc import Sequence
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.signed_in import signed_in_user
from artifacts.kinds.catalogue import AddSheet, DeleteSheet, Operation, RenameSheet
from artifacts.pages.edit_responses import answer_changed, expected_version_of
from artifacts.pages.menu_operations import DECISIONS, column_change, row_change, sheet_change
from artifacts.rows.enums import GridChange, KindName
from artifacts.rows.models import Artifact
from artifacts.shown.shown_rows import refuse_hidden
from artifacts.versions.reading import StoredSpreadsheet, find_artifact, find_version, open_version
from artifacts.versions.summaries import summarise
from artifacts.versions.write import revise_artifact
from common.errors import NotFound
from rollout.enums import FlagName
from rollout.flags import require

OF_ALL_ROWS = (
    GridChange.DELETE,
    GridChange.SET_TYPE,
    *DECISIONS,
    GridChange.SORT_UP,
    GridChange.SORT_DOWN,
)
"""Changes of columns that change what stands in rows, hidden ones as well."""


@login_required
@require_POST
def artifact_columns(request: HttpRequest, artifact_id: UUID) -> HttpResponse:
    """Insert, move, delete, rename, type, format or sort columns."""
    user = require(signed_in_user(request), FlagName.CREATION)
    artifact = find_artifact(user, artifact_id)
    if request.POST.get("do") in OF_ALL_ROWS:
        refuse_hidden(request.POST)
    return _revise(request, user, artifact, column_change(request.POST, KindName(artifact.kind)))


@login_required
@require_POST
def artifact_lines(request: HttpRequest, artifact_id: UUID) -> HttpResponse:
    """Insert, move or delete rows."""
    user = require(signed_in_user(request), FlagName.CREATION)
    artifact = find_artifact(user, artifact_id)
    refuse_hidden(request.POST)
    return _revise(request, user, artifact, row_change(request.POST, KindName(artifact.kind)))


@login_required
@require_POST
def artifact_sheets(request: HttpRequest, artifact_id: UUID) -> HttpResponse:
    """Add, rename, move or delete a sheet; the answer names the one to show when it was the one that was shown."""
    user = require(signed_in_user(request), FlagName.CREATION)
    artifact = find_artifact(user, artifact_id)
    stored = open_version(find_version(artifact))
    if not isinstance(stored, StoredSpreadsheet):
        raise NotFound
    names = [sheet.name for sheet in stored.sheets]
    operation = sheet_change(request.POST, names)
    return _revise(request, user, artifact, operation, sheet=_sheet_to_show(operation, names))


def _sheet_to_show(operation: Operation, names: Sequence[str]) -> str | None:
    """Return the sheet that was added or renamed, or the neighbour of one that was deleted."""
    if isinstance(operation, AddSheet | RenameSheet):
        return operation.name
    if not isinstance(operation, DeleteSheet):
        return None
    gone = operation.sheet.casefold()
    before = list(itertools.takewhile(lambda name: name.casefold() != gone, names))
    rest = [name for name in names if name.casefold() != gone]
    return rest[max(0, len(before) - 1)] if len(before) < len(names) and rest else None


def _revise(
    request: HttpRequest, user: User, artifact: Artifact, operation: Operation, *, sheet: str | None = None
) -> HttpResponse:
    version = revise_artifact(
        artifact=artifact, actor=user, expected_version=expected_version_of(request), operations=[operation]
    )
    return answer_changed(request, artifact, version, spoken=summarise([operation]), sheet=sheet)
