"""The job that a page asks for."""

from uuid import UUID

from django.http import HttpRequest

from accounts.signed_in import signed_in_user
from common.errors import NotFound
from exports.rows.models import ExportJob
from rollout.enums import FlagName
from rollout.flags import require


def find_job(request: HttpRequest, job_id: UUID) -> ExportJob:
    """Return the signed-in user's job; raise FeatureDisabled, NotFound."""
    user = require(signed_in_user(request), FlagName.EXPORT)
    own = ExportJob.objects.for_user(user).files()
    job = own.select_related("version__artifact", "owner").filter(pk=job_id).first()
    if job is None:
        raise NotFound
    return job
