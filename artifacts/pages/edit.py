"""Changes by hand: each takes a form, calls one service, and answers a fragment, or a redirect to a plain form."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import cast
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from accounts.signed_in import signed_in_user
from artifacts.kinds.catalogue import ClearCells, SetCells
from artifacts.kinds.clipboard import read_block
from artifacts.kinds.number_formats.nature import is_percent_format
from artifacts.kinds.references import parse_range, parse_reference, write_range
from artifacts.kinds.spreadsheet.content import SheetCell
from artifacts.kinds.spreadsheet.formulas import copy_formula
from artifacts.kinds.spreadsheet.inputs import is_formula
from artifacts.kinds.spreadsheet.workbook import differing
from artifacts.kinds.table.content import Cell, Column
from artifacts.kinds.values.blocks import read_pasted_block
from artifacts.kinds.values.cells import percent_typed, read_typed
from artifacts.kinds.values.written import written_of
from artifacts.pages.edit_responses import announce, answer_changed, back_address, expected_version_of, number_of
from artifacts.rows.errors import FilterSet
from artifacts.rows.limits import SHEET_NAME_CHARACTERS
from artifacts.rows.models import Artifact
from artifacts.shown.document import find_piece, replace_piece
from artifacts.shown.grid import RowView, find_stored_sheet, sheet_row, sheet_size, table_rows
from artifacts.shown.shown_rows import clear_shown, shown_rows
from artifacts.versions.reading import (
    Stored,
    StoredDocument,
    StoredSpreadsheet,
    StoredTable,
    find_artifact,
    find_version,
    open_version,
)
from artifacts.versions.write import delete_artifact, rename_artifact, restore_version, revise_artifact
from common.errors import NotFound
from common.htmx import is_htmx
from rollout.enums import FlagName
from rollout.flags import require

ROWS_SHOWN_AFTER_EDIT = 500  # more changed rows are cheaper to load again as the window in view


@login_required
@require_POST
def artifact_cells(request: HttpRequest, artifact_id: UUID) -> HttpResponseBase:
    """Write a value, or a pasted block from a cell to the right and down, or clear a range; answer the changed rows.

    More rows than ROWS_SHOWN_AFTER_EDIT are not answered: the pane is told to load itself again.
    """
    user = require(signed_in_user(request), FlagName.CREATION)
    artifact = find_artifact(user, artifact_id)
    before = open_version(find_version(artifact))
    operation = _cells_operation(request, before)
    operations = _shown_operations(artifact, request, operation)
    version = revise_artifact(
        artifact=artifact, actor=user, expected_version=expected_version_of(request), operations=operations
    )
    if not is_htmx(request):
        return redirect(back_address(request, artifact))
    rows = _changed_rows(before, open_version(version), operations)
    if rows is None:
        return answer_changed(request, artifact, version)
    return announce(render(request, "artifacts/grid/_rows.html", {"rows": rows}), version)


@login_required
@require_http_methods(["GET", "POST"])
def artifact_section(request: HttpRequest, artifact_id: UUID) -> HttpResponseBase:
    """Show the form for one piece of a document, or put its text in place."""
    user = require(signed_in_user(request), FlagName.CREATION)
    artifact = find_artifact(user, artifact_id)
    head = find_version(artifact)
    stored = open_version(head)
    if not isinstance(stored, StoredDocument):
        raise NotFound
    if request.method == "GET":
        piece = find_piece(stored, request.GET.get("section", ""))
        template = "artifacts/document/section.html#form" if is_htmx(request) else "artifacts/document/section.html"
        return render(request, template, {"artifact": artifact, "piece": piece, "version": head})
    expected = expected_version_of(request)
    base = open_version(find_version(artifact, expected))
    section, text = request.POST.get("section", ""), request.POST.get("text", "")
    operation = replace_piece(cast(StoredDocument, base), section, text)
    version = revise_artifact(artifact=artifact, actor=user, expected_version=expected, operations=[operation])
    return answer_changed(request, artifact, version)


@login_required
@require_POST
def artifact_rename(request: HttpRequest, artifact_id: UUID) -> HttpResponseBase:
    """Give the artifact another title."""
    user = require(signed_in_user(request), FlagName.CREATION)
    artifact = find_artifact(user, artifact_id)
    version = rename_artifact(artifact=artifact, actor=user, title=request.POST.get("title", "").strip())
    return answer_changed(request, artifact, version)


@login_required
@require_POST
def artifact_restore(request: HttpRequest, artifact_id: UUID) -> HttpResponseBase:
    """Make an earlier version the newest one, as a new version."""
    user = require(signed_in_user(request), FlagName.CREATION)
    artifact = find_artifact(user, artifact_id)
    number = number_of(request, "number")
    version = restore_version(
        artifact=artifact, actor=user, number=number, expected_version=expected_version_of(request)
    )
    return answer_changed(request, artifact, version)


@login_required
@require_POST
def artifact_delete(request: HttpRequest, artifact_id: UUID) -> HttpResponseBase:
    """Delete the artifact and go to the list, which offers to undo it."""
    user = require(signed_in_user(request), FlagName.ARTIFACTS)
    delete_artifact(artifact=find_artifact(user, artifact_id), actor=user)
    target = f"{reverse('artifacts:list')}?deleted={artifact_id}"
    return HttpResponseClientRedirect(target) if is_htmx(request) else redirect(target)


def _cells_operation(request: HttpRequest, before: Stored) -> SetCells | ClearCells:
    block, sheet = (request.POST.get(name, "") for name in ("block", "sheet"))
    at, cleared = (request.POST.get(name, "").strip() for name in ("at", "clear"))
    if len(sheet) > SHEET_NAME_CHARACTERS:
        raise NotFound
    if cleared:
        return ClearCells(range=write_range(*parse_range(cleared)), sheet=sheet or None)
    texts = read_block(block) if block else [[request.POST.get("value", "")]]
    row, first = parse_reference(at)
    if isinstance(before, StoredSpreadsheet):
        texts = _moved_along(texts, request.POST.get("copied_from", ""), (row, first))
        values = _typed_in_sheet(before, sheet, (row, first), texts)
    else:
        columns = before.columns[first - 1 :] if isinstance(before, StoredTable) else ()
        is_pasted = bool(block) and not request.POST.get("copied_from")
        values = read_pasted_block(texts, columns) if is_pasted else [_typed(row, columns) for row in texts]
    written = [[written_of(value) for value in row] for row in values]
    said = written if any(text is not None for row in written for text in row) else None
    return SetCells(at=at, values=values, written=said, sheet=sheet or None)


def _shown_operations(
    artifact: Artifact, request: HttpRequest, operation: SetCells | ClearCells
) -> list[SetCells | ClearCells]:
    """Return what changes only rows that are shown; raise FilterSet for a block that would reach hidden ones."""
    shown = shown_rows(artifact, request.POST)
    if shown is None:
        return [operation]
    if isinstance(operation, ClearCells):
        return list(clear_shown(operation.range, shown))
    if len(operation.values) > 1:
        raise FilterSet
    return [operation]


def _typed(texts: Sequence[str], columns: Sequence[Column]) -> list[Cell]:
    """Return what was typed as a table's columns have it; a sheet reads it itself, and refuses what is too wide."""
    pairs = zip_longest(texts, columns[: len(texts)])
    return [read_typed(text, column) if column else text or None for text, column in pairs]


def _moved_along(texts: list[list[str]], copied_from: str, place: tuple[int, int]) -> list[list[str]]:
    """Return a block that was copied from this cell on: relative references of its formulas move to the new place."""
    if not copied_from:
        return texts
    row, column = parse_reference(copied_from)
    down, right = place[0] - row, place[1] - column
    return [[copy_formula(text, down, right) if is_formula(text) else text for text in line] for line in texts]


def _typed_in_sheet(
    before: StoredSpreadsheet, name: str, place: tuple[int, int], texts: Sequence[Sequence[str]]
) -> list[list[Cell]]:
    """Return what was typed; the sheet reads it itself, but for numbers where percents stand."""
    top, left = place
    old = before.rows(find_stored_sheet(before, name).name, top, len(texts))
    return [
        [_typed_over(text, old.get((row, column))) for column, text in enumerate(line, left)]
        for row, line in enumerate(texts, top)
    ]


def _typed_over(text: str, old: SheetCell | None) -> Cell:
    is_percent = old is not None and is_percent_format(old.format or "")
    return (percent_typed(text) if is_percent else text) or None


def _changed_rows(
    before: Stored, after: Stored, operations: Sequence[SetCells | ClearCells]
) -> Sequence[RowView] | None:
    """Return the rows that look different now; None if they are many."""
    match before, after:
        case StoredTable(), StoredTable():
            spans = [range(top, bottom + 1) for top, _left, bottom, _right in map(_box, operations)]
            many = sum(map(len, spans)) > ROWS_SHOWN_AFTER_EDIT
            return None if many else table_rows(after, [number for span in spans for number in span])
        case StoredSpreadsheet(), StoredSpreadsheet():
            return _changed_sheet_rows(before, after, operations[0].sheet or "")
        case _:
            raise NotFound


def _changed_sheet_rows(before: StoredSpreadsheet, after: StoredSpreadsheet, name: str) -> list[RowView] | None:
    old, new = find_stored_sheet(before, name), find_stored_sheet(after, name)
    cells: dict[tuple[int, int], SheetCell] = {}
    changed: set[int] = set()
    for was, now in differing(before, old, after, new):
        cells |= now
        changed |= {place[0] for place in {*was, *now} if was.get(place) != now.get(place)}
    width = sheet_size(new)[1]
    many = len(changed) > ROWS_SHOWN_AFTER_EDIT
    return None if many else [sheet_row(cells, row, width) for row in sorted(changed)]


def _box(operation: SetCells | ClearCells) -> tuple[int, int, int, int]:
    if isinstance(operation, ClearCells):
        return parse_range(operation.range)
    top, left = parse_reference(operation.at)
    return top, left, top + len(operation.values) - 1, left + len(operation.values[0]) - 1
