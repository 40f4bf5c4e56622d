"""Pages and fragments of exports: the menu, a job's status, the download. Every action is a plain form post too."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.http import require_GET, require_POST

from accounts.limits import Limit, check_and_hit
from accounts.signed_in import signed_in_user
from artifacts.rows.enums import KindName
from common.errors import FieldError, Invalid
from common.htmx import is_htmx
from common.sent_values import parse_uuid
from exports.formats import registry
from exports.jobs import services, storage
from exports.pages.forms import ExportForm
from exports.pages.option_forms import read_options
from exports.rows.lookups import find_job
from exports.rows.models import ExportJob
from exports.shown.history import recent_exports
from exports.shown.jobs import format_choices, view_job
from rollout.enums import FlagName
from rollout.flags import require


@login_required
@require_GET
def menu(request: HttpRequest, artifact_id: UUID) -> HttpResponse:
    """Show the formats of an artifact: menu items for htmx, a page of buttons otherwise."""
    user = require(signed_in_user(request), FlagName.EXPORT)
    version = services.find_version(owner=user, artifact_id=artifact_id, number=None)
    choices = format_choices(KindName(version.artifact.kind))
    template = "exports/menu/_menu.html" if is_htmx(request) else "exports/menu/menu.html"
    shown = {
        "artifact": version.artifact,
        "version": version,
        "choices": choices,
        "conversation_id": _conversation_id(request),
    }
    return render(request, template, shown)


@login_required
@require_GET
def history(request: HttpRequest, artifact_id: UUID) -> HttpResponse:
    """Show the newest exports of an artifact, with those files that are still stored."""
    user = require(signed_in_user(request), FlagName.EXPORT)
    artifact = services.find_version(owner=user, artifact_id=artifact_id, number=None).artifact
    rows = recent_exports(user=user, artifact=artifact)
    return render(request, "exports/jobs/history.html", {"artifact": artifact, "exports": rows})


@login_required
@require_POST
def job_create(request: HttpRequest) -> HttpResponse:
    """Queue a file and show how it stands."""
    user = require(signed_in_user(request), FlagName.EXPORT)
    form = ExportForm(request.POST)
    if not form.is_valid():
        raise Invalid(errors=[FieldError(field, str(sentence)) for field, sentence in form.problems()])
    sent = form.cleaned_data
    version = services.find_version(
        owner=user,
        artifact_id=sent["artifact_id"],
        number=sent["version"],
    )
    row = registry.find(KindName(version.artifact.kind), sent["format"])
    job = services.request_export(
        owner=user,
        version=version,
        format=sent["format"],
        options={**read_options(request.POST, row), "language": translation.get_language() or "en"},
        admit=lambda: check_and_hit(request, Limit.EXPORT),
    )
    return _status(request, job)


@login_required
@require_GET
def job_status(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Show how a job stands."""
    job = find_job(request, job_id)
    if is_htmx(request):
        return _status(request, job)
    return render(request, "exports/jobs/status.html", {"job": view_job(job)})


@login_required
@require_POST
def job_cancel(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Give a file up."""
    return _status(request, services.cancel_export(job=find_job(request, job_id)))


@login_required
@require_GET
def job_file(request: HttpRequest, job_id: UUID) -> HttpResponseBase:
    """Return the file as an attachment."""
    job = services.open_download(job=find_job(request, job_id))
    row = registry.find(KindName(job.version.artifact.kind), job.format_name)
    return storage.download_response(request, job, row.media_type)


def _conversation_id(request: HttpRequest) -> UUID | None:
    """Return the conversation whose artifacts the menu offers together, as the pane beside it names it."""
    return parse_uuid(request.GET.get("conversation", ""))


def _status(request: HttpRequest, job: ExportJob) -> HttpResponse:
    """Answer a post: the fragment for htmx, else go to the job's page."""
    if is_htmx(request):
        return render(request, "exports/jobs/status.html#job", {"job": view_job(job)})
    return redirect("exports:status", job_id=job.pk)
