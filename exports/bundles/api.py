"""The JSON API of bundles: poll, cancel, fetch. `POST /api/chat/conversations/{id}/export` makes them."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from ninja import Router, Status

from accounts.auth import api_auth
from common.schemas import Problem
from exports.api.exports import job_out
from exports.bundles import schemas, services
from exports.bundles.download import bundle_file_name, bundle_response, names_in_zip
from exports.bundles.lookups import find_bundle
from exports.bundles.presentation import expires_at, progress
from exports.rows.bundles import ExportBundle
from exports.rows.enums import JobStatus

router = Router(auth=api_auth, tags=["exports"])
PROBLEMS = dict.fromkeys((400, 401, 403, 404, 422, 429, 503), Problem)
ONE = "/artifacts/bundle/{uuid:bundle_id}"


@router.get(ONE, response={200: schemas.BundleOut, **PROBLEMS}, summary="Ask how a bundle of exports stands")
def bundle_read(request: HttpRequest, bundle_id: UUID) -> schemas.BundleOut:
    """Return status, progress, every file with what was verified and, once completed, where the zip is.

    `completed` also when single files failed: they are missing in the zip, and a note in it names them.
    """
    return bundle_out(find_bundle(request, bundle_id))


@router.delete(ONE, response={204: None, **PROBLEMS}, summary="Cancel the files of a bundle that are not ready")
def bundle_cancel(request: HttpRequest, bundle_id: UUID) -> Status[None]:
    """Give up what is not ready; files that are ready stay until they expire. A second call changes nothing."""
    services.cancel_bundle(bundle=find_bundle(request, bundle_id))
    return Status(204, None)


@router.get(f"{ONE}/file", response={200: None, 409: Problem, 413: Problem, **PROBLEMS}, summary="Download the zip")
def bundle_file(request: HttpRequest, bundle_id: UUID) -> HttpResponse | HttpResponseBase:
    """Return the zip as an attachment, written while it is sent."""
    bundle = find_bundle(request, bundle_id)
    return bundle_response(request, bundle, services.open_bundle(bundle=bundle))


def bundle_out(bundle: ExportBundle) -> schemas.BundleOut:
    """Return a bundle as the API shows it; each file under its name in the zip."""
    jobs = services.read_jobs(bundle)
    status = services.bundle_status(jobs)
    is_ready = status == JobStatus.COMPLETED
    named = zip(names_in_zip(jobs), jobs, strict=True)
    return schemas.BundleOut(
        bundle_id=bundle.pk,
        status=status,
        progress=progress(jobs),
        file_name=bundle_file_name(bundle),
        files=[job_out(job).model_copy(update={"file_name": name}) for name, job in named],
        download_url=reverse("api:bundle_file", args=[bundle.pk]) if is_ready else None,
        created_at=bundle.created_at,
        expires_at=expires_at(jobs) if is_ready else None,
    )
