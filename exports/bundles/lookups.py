"""The bundle that a page or program asks for."""

from uuid import UUID

from django.http import HttpRequest

from accounts.signed_in import signed_in_user
from common.errors import NotFound
from exports.rows.bundles import ExportBundle
from rollout.enums import FlagName
from rollout.flags import require


def find_bundle(request: HttpRequest, bundle_id: UUID) -> ExportBundle:
    """Return the caller's bundle; raise FeatureDisabled, NotFound."""
    user = require(signed_in_user(request), FlagName.EXPORT)
    bundle = ExportBundle.objects.for_user(user).select_related("owner").filter(pk=bundle_id).first()
    if bundle is None:
        raise NotFound
    return bundle
