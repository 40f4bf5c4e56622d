"""The pages of a version: the fragment of the Preview tab, the same as a page of its own, and the images."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_GET, require_POST

from accounts.models import User
from accounts.signed_in import signed_in_user
from artifacts.rows.models import ArtifactVersion
from common.errors import FieldError, Invalid
from common.htmx import is_htmx
from common.sent_values import parse_number
from exports.jobs import previews, services
from exports.preview_images.file import MEDIA_TYPE
from exports.rows.models import ExportJob
from exports.shown.previews import view_preview
from rollout.enums import FlagName
from rollout.flags import require

IMAGE_SECONDS = 60 * 60  # a finished preview never changes


@login_required
@require_GET
def preview(request: HttpRequest, artifact_id: UUID) -> HttpResponse:
    """Show the pages, or how far they are: the page asks again until they are there."""
    user = _user(request)
    version = _version(request, user, artifact_id)
    job = previews.open_preview(owner=user, version=version, language=_language())
    return _shown(request, job)


@login_required
@require_POST
def preview_retry(request: HttpRequest, artifact_id: UUID) -> HttpResponse:
    """Start a preview that failed once more."""
    user = _user(request)
    version = _version(request, user, artifact_id)
    job = previews.retry_preview(owner=user, version=version, language=_language())
    if is_htmx(request):
        return _shown(request, job)
    return redirect(f"{reverse('exports:preview', args=[artifact_id])}?version={version.number}")


@login_required
@require_GET
def preview_page(request: HttpRequest, job_id: UUID, number: int) -> HttpResponse:
    """Return the image of one page to its owner."""
    job = previews.find_preview(_user(request), job_id)
    response = HttpResponse(previews.image_of(job, number), content_type=MEDIA_TYPE)
    response["Cache-Control"] = f"private, max-age={IMAGE_SECONDS}, immutable"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _shown(request: HttpRequest, job: ExportJob) -> HttpResponse:
    template = "exports/previews/preview.html#pages" if is_htmx(request) else "exports/previews/preview.html"
    response = render(request, template, {"preview": view_preview(job)})
    response["Cache-Control"] = "private, no-store"
    return response


def _user(request: HttpRequest) -> User:
    return require(signed_in_user(request), FlagName.EXPORT)


def _version(request: HttpRequest, user: User, artifact_id: UUID) -> ArtifactVersion:
    asked = request.GET.get("version", "")
    number = parse_number(asked)
    if asked and number is None:
        raise Invalid(errors=[FieldError("version", "a number expected")])
    return services.find_version(owner=user, artifact_id=artifact_id, number=number)


def _language() -> str:
    return translation.get_language() or "en"
