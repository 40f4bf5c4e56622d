"""Importing a file from a page: a plain form, so that it works without JavaScript."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.limits import Limit, check_and_hit
from accounts.models import User
from accounts.signed_in import signed_in_user
from artifacts.rows.enums import KindName
from artifacts.rows.models import ArtifactVersion
from artifacts.sources.importing.services import import_artifact, read_upload
from common.errors import FieldError, Invalid
from rollout.enums import FlagName
from rollout.flags import require


@login_required
@require_POST
def artifact_import(request: HttpRequest) -> HttpResponse:
    """Make an artifact of the file and go to it, where its losses are told; a refusal is a page of its own."""
    user = require(signed_in_user(request), FlagName.CREATION)
    return redirect("artifacts:detail", artifact_id=imported(request, user).artifact_id)


def imported(request: HttpRequest, user: User) -> ArtifactVersion:
    """Make an artifact of the file that the form holds; the attempt counts, before anything is read."""
    file, kind = request.FILES.get("file"), request.POST.get("kind", "")
    if file is None or not file.name:
        sentence = _("Choose a file.")
        raise Invalid(sentence, errors=[FieldError("file", sentence)])
    check_and_hit(request, Limit.CREATE)
    found = read_upload(file, KindName(kind) if kind in KindName.values else None)
    return import_artifact(owner=user, imported=found, name=file.name)
