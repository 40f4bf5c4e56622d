"""The page of differences between any two versions."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.signed_in import signed_in_user
from artifacts.rows.models import ArtifactVersion
from artifacts.shown.differences import view_diff
from artifacts.versions.groups import list_newest
from artifacts.versions.reading import find_artifact, find_version
from common.sent_values import parse_number
from rollout.enums import FlagName
from rollout.flags import require


@login_required
@require_GET
def artifact_diff(request: HttpRequest, artifact_id: UUID) -> HttpResponse:
    """Show what changed from one version to another; without numbers, what the newest version changed."""
    artifact = find_artifact(require(signed_in_user(request), FlagName.ARTIFACTS), artifact_id)
    head = find_version(artifact, _asked(request, "to") or artifact.head_number)
    base = find_version(artifact, _asked(request, "from") or max(head.number - 1, 1))
    context = {
        "artifact": artifact,
        "base": base,
        "head": head,
        "diff": view_diff(base, head),
        "choices": _choices(list_newest(artifact), base, head),
    }
    return render(request, "artifacts/versions/diff.html", context)


def _asked(request: HttpRequest, name: str) -> int | None:
    return parse_number(request.GET.get(name, ""))


def _choices(newest: list[ArtifactVersion], *compared: ArtifactVersion) -> list[ArtifactVersion]:
    """Return the versions to choose from, newest first, with those that are compared."""
    found = {version.number: version for version in [*newest, *compared]}
    return sorted(found.values(), key=lambda version: -version.number)
