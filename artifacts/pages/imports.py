"""Importing a file from a page: a plain form, so that it works without JavaScript."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.limits import Limit, check_and_hit
from accounts.models import User
from accounts.signed_in import signed_in_user
from artifacts.rows.enums import KindName
from artifacts.rows.errors import require_within
from artifacts.rows.limits import TABLE_BYTES
from artifacts.rows.models import ArtifactVersion, ImportedFile
from artifacts.sources.importing.choices import Choices
from artifacts.sources.importing.kept_files import keep_waiting
from artifacts.sources.importing.kept_imports import import_upload, preview_upload
from artifacts.sources.importing.services import read_upload
from common.errors import FieldError, Invalid
from rollout.enums import FlagName
from rollout.flags import require

LOOK = "look"


@login_required
@require_POST
def artifact_import(request: HttpRequest) -> HttpResponse:
    """Make an artifact of the file and go to it, where its losses are told; a refusal is a page of its own.

    Who wants to look first is shown what would be made.
    """
    user = require(signed_in_user(request), FlagName.CREATION)
    if request.POST.get("do") == LOOK:
        return redirect("artifacts:import_check", file_id=kept_to_look_at(request, user).pk)
    return redirect("artifacts:detail", artifact_id=imported(request, user).artifact_id)


def kept_to_look_at(request: HttpRequest, user: User) -> ImportedFile:
    """Keep the file that the form holds, and nothing else; the attempt counts."""
    file = _file_of(request)
    check_and_hit(request, Limit.CREATE)
    require_within(TABLE_BYTES, file.size or 0)
    preview_upload(file, Choices())
    file.seek(0)
    return keep_waiting(owner=user, name=file.name or "", chunks=file.chunks())


def imported(request: HttpRequest, user: User) -> ArtifactVersion:
    """Make an artifact of the file that the form holds; the attempt counts, before anything is read."""
    file, kind = _file_of(request), request.POST.get("kind", "")
    check_and_hit(request, Limit.CREATE)
    found = read_upload(file, KindName(kind) if kind in KindName.values else None)
    return import_upload(owner=user, file=file, imported=found)


def _file_of(request: HttpRequest) -> "UploadedFile[Any]":
    file = request.FILES.get("file")
    if file is None or not file.name:
        sentence = _("Choose a file.")
        raise Invalid(sentence, errors=[FieldError("file", sentence)])
    return file
