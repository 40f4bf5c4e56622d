"""The question after a download: one to five stars, as a fragment under the job or as a page."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from common.errors import FieldError, Invalid
from common.htmx import is_htmx
from exports.jobs import services
from exports.pages.forms import RatingForm
from exports.rows.limits import MAX_STARS
from exports.rows.lookups import find_job
from exports.rows.models import ExportJob
from exports.rows.ratings import ExportRating
from exports.shown.jobs import view_job


@login_required
@require_http_methods(["GET", "POST"])
def job_rating(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Ask for stars, or keep those that were sent; who has answered is not asked again by itself."""
    job = find_job(request, job_id)
    if request.method == "POST":
        return _keep(request, job)
    given = ExportRating.objects.filter(job=job, user=job.owner).first()
    if is_htmx(request) and given:
        return HttpResponse(status=204)
    return _show(request, job, given)


def _keep(request: HttpRequest, job: ExportJob) -> HttpResponse:
    form = RatingForm(request.POST)
    if not form.is_valid():
        raise Invalid(errors=[FieldError(field, str(sentence)) for field, sentence in form.problems()])
    rating = services.rate_export(job=job, stars=form.cleaned_data["stars"])
    return _show(request, job, rating) if is_htmx(request) else redirect("exports:rating", job_id=job.pk)


def _show(request: HttpRequest, job: ExportJob, rating: ExportRating | None) -> HttpResponse:
    shown = {"job": view_job(job), "given": rating.stars if rating else 0, "choices": range(1, MAX_STARS + 1)}
    return render(
        request, "exports/rating/rating.html#stars" if is_htmx(request) else "exports/rating/rating.html", shown
    )
