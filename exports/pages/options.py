"""The page on which a person chooses a format and its options."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.signed_in import signed_in_user
from artifacts.rows.enums import KindName
from exports.formats import registry
from exports.jobs import services
from exports.pages.option_forms import OptionsForm
from exports.rows.errors import UnknownFormat
from exports.shown.jobs import format_choices
from rollout.enums import FlagName
from rollout.flags import require


@login_required
@require_GET
def options(request: HttpRequest, artifact_id: UUID) -> HttpResponse:
    """Show the options of one format, the first of the kind without one, and links to the other formats."""
    user = require(signed_in_user(request), FlagName.EXPORT)
    version = services.find_version(owner=user, artifact_id=artifact_id, number=None)
    kind = KindName(version.artifact.kind)
    row = _row(kind, request.GET.get("format", ""))
    shown = {
        "artifact": version.artifact,
        "version": version,
        "choices": format_choices(kind),
        "chosen": row.format,
        "form": OptionsForm(row),
    }
    return render(request, "exports/menu/options.html", shown)


def _row(kind: KindName, name: str) -> registry.ExportFormat:
    rows = registry.rows_of(kind)
    found = next((row for row in rows if row.format == name), None) if name else rows[0]
    if found is None:
        raise UnknownFormat
    return found
