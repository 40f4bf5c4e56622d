"""Looking at how a delimited file is read: before it becomes an artifact, and again afterwards. Plain forms."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods

from accounts.limits import Limit, check_and_hit
from accounts.signed_in import signed_in_user
from artifacts.pages.import_forms import choices_of_form, preview_of, selects
from artifacts.rows.models import ImportedFile
from artifacts.sources.importing.choices import Choices
from artifacts.sources.importing.kept_files import choices_of, data_of, find_kept_file, find_waiting_file
from artifacts.sources.importing.kept_imports import import_waiting, preview_file, reread_artifact
from artifacts.versions.reading import find_artifact
from rollout.enums import FlagName
from rollout.flags import require

IMPORT = "import"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def import_check(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Show the guesses about a file that waits, or make an artifact of it as the form says."""
    user = require(signed_in_user(request), FlagName.CREATION)
    kept = find_waiting_file(user, file_id)
    choices = choices_of_form(request.POST) if request.method == "POST" else Choices()
    if request.method == "POST" and request.POST.get("do") == IMPORT:
        check_and_hit(request, Limit.CREATE)
        return redirect("artifacts:detail", artifact_id=import_waiting(kept=kept, choices=choices).artifact_id)
    return _page(request, kept, choices, back=reverse("artifacts:list"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def artifact_reread(request: HttpRequest, artifact_id: UUID) -> HttpResponse:
    """Show how the artifact's file was read, or read it again as the form says, as the next version."""
    user = require(signed_in_user(request), FlagName.CREATION)
    artifact = find_artifact(user, artifact_id)
    kept = find_kept_file(artifact)
    choices = choices_of_form(request.POST) if request.method == "POST" else choices_of(kept)
    back = reverse("artifacts:detail", args=[artifact_id])
    if request.method == "POST" and request.POST.get("do") == IMPORT:
        check_and_hit(request, Limit.CREATE)
        reread_artifact(artifact=artifact, actor=user, choices=choices)
        return redirect(back)
    return _page(request, kept, choices, back=back)


@login_required
@require_http_methods(["GET", "HEAD"])
def artifact_original(request: HttpRequest, artifact_id: UUID) -> HttpResponse:
    """Send the file that the artifact was made of, as it came."""
    kept = find_kept_file(find_artifact(signed_in_user(request), artifact_id))
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=kept.name) or "attachment",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(data_of(kept), content_type="application/octet-stream", headers=headers)


def _page(request: HttpRequest, kept: ImportedFile, choices: Choices, *, back: str) -> HttpResponse:
    found = preview_file(kept, choices)
    context: dict[str, object] = {
        "file": kept,
        "is_new": kept.artifact_id is None,
        "selects": selects(choices, found.guesses),
        "preview": preview_of(found.table, choices),
        "losses": found.losses,
        "is_beginning": found.is_beginning,
        "back": back,
    }
    return render(request, "artifacts/sources/import_check.html", context)
