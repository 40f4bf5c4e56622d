"""One artifact as another kind: a plain form with its parts to choose from, and the buttons that send it at once."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.limits import Limit, counted
from accounts.models import User
from accounts.signed_in import signed_in_user
from artifacts.rows.enums import KindName
from artifacts.rows.models import Artifact, ArtifactVersion
from artifacts.sources.conversions.base import Chosen
from artifacts.sources.conversions.document import tables_of
from artifacts.sources.conversions.services import convert_artifact
from artifacts.versions.reading import StoredDocument, StoredSpreadsheet, find_artifact, find_version, open_version
from common.errors import FieldError, Invalid
from common.sent_values import parse_number
from rollout.enums import FlagName
from rollout.flags import require

MOST_CHOICES = 200  # what a person looks through; the API takes any table


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a select."""

    value: str
    label: str
    is_chosen: bool = False


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def artifact_convert(request: HttpRequest, artifact_id: UUID) -> HttpResponse:
    """Show what the artifact can become, or make that and go to it, where its losses are told."""
    user = require(signed_in_user(request), FlagName.CREATION)
    artifact = find_artifact(user, artifact_id)
    if request.method != "POST":
        return conversion_page(
            request,
            artifact,
            action=reverse("artifacts:convert", args=[artifact_id]),
            back=reverse("artifacts:detail", args=[artifact_id]),
        )
    return redirect("artifacts:detail", artifact_id=converted(request, user, artifact).artifact_id)


def converted(request: HttpRequest, user: User, artifact: Artifact) -> ArtifactVersion:
    """Make what the form asks for; counts as one that is made."""
    fields = request.POST
    if (kind := fields.get("kind", "")) not in KindName.values:
        raise _wrong("kind")
    table = parse_number(fields.get("table", ""))
    if fields.get("table") and table is None:
        raise _wrong("table")
    chosen = Chosen(
        sheet=fields.get("sheet", ""),
        range=fields.get("range", "").strip(),
        table=table,
    )
    with counted(request, Limit.CREATE):
        return convert_artifact(artifact=artifact, actor=user, kind=KindName(kind), chosen=chosen)


def conversion_page(request: HttpRequest, artifact: Artifact, *, action: str, back: str) -> HttpResponse:
    """Show the form that `action` takes, with what the address names chosen."""
    stored = open_version(find_version(artifact))
    context: dict[str, object] = {"artifact": artifact, "action": action, "back": back}
    kinds = [kind for kind in KindName if kind != artifact.kind]
    context["kinds"] = _choices([(kind.value, str(kind.label)) for kind in kinds], request.GET.get("kind", ""))
    if isinstance(stored, StoredSpreadsheet):
        context["sheets"] = _choices([(one.name, one.name) for one in stored.sheets], request.GET.get("sheet", ""))
        context["range"] = request.GET.get("range", "")
    if isinstance(stored, StoredDocument):
        found = enumerate(tables_of(stored)[:MOST_CHOICES], 1)
        tables = [(str(number), _table_label(number, one)) for number, one in found]
        context["tables"] = _choices(tables, request.GET.get("table", ""))
    return render(request, "artifacts/sources/convert.html", context)


def _choices(options: list[tuple[str, str]], chosen: str) -> list[Choice]:
    return [Choice(value, label, value == chosen) for value, label in options]


def _table_label(number: int, found: Any) -> str:
    return f"{number}: {', '.join(found.table.header)[:80]}"


def _wrong(field: str) -> Invalid:
    sentence = _("Choose one of the list.")
    return Invalid(sentence, errors=[FieldError(field, sentence)])
