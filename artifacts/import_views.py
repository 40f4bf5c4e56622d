"""Importing a file from a page: a plain form, so that it works without JavaScript."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.limits import Limit, counted
from artifacts.enums import KindName
from artifacts.importing.services import import_artifact, read_file
from artifacts.lookups import admit
from common.errors import FieldError, Invalid
from rollout.enums import FlagName


@login_required
@require_POST
def artifact_import(request: HttpRequest) -> HttpResponse:
    """Make an artifact of the file and go to it, where its losses are told; a refusal is a page of its own."""
    user = admit(request, FlagName.CREATION)
    file, kind = request.FILES.get("file"), request.POST.get("kind", "")
    if file is None or not file.name:
        sentence = _("Choose a file.")
        raise Invalid(sentence, errors=[FieldError("file", sentence)])
    imported = read_file(file.name, file.read(), KindName(kind) if kind in KindName.values else None)
    with counted(request, Limit.CREATE):
        version = import_artifact(owner=user, imported=imported, name=file.name)
    return redirect("artifacts:detail", artifact_id=version.artifact_id)
