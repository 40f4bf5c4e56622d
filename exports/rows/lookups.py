"""The job that a page asks for."""

from uuid import UUID

from django.http import HttpRequest

from common.errors import NotFound
from exports.rows.models import ExportJob
from rollout.enums import FlagName
from rollout.flags import require


def find_job(request: HttpRequest, job_id: UUID) -> ExportJob:
    """Return the signed-in user's job; raise FeatureDisabled, NotFound."""
    require(request.user, FlagName.EXPORT)
    own = ExportJob.objects.for_user(request.user).files()
    job = own.select_related("version__artifact", "owner").filter(pk=job_id).first()
    if job is None:
        raise NotFound
    return job
