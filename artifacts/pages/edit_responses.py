"""What views that change an artifact read from their forms, and how they answer."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django_htmx.http import trigger_client_event

from artifacts.rows.models import Artifact, ArtifactVersion
from common.errors import FieldError, Invalid
from common.htmx import is_htmx
from common.sent_values import parse_number


def expected_version_of(request: HttpRequest) -> int:
    """Return the version that the form was made on; raise Invalid."""
    return number_of(request, "expected_version")


def number_of(request: HttpRequest, name: str) -> int:
    """Return the whole number in a field; raise Invalid."""
    number = parse_number(request.POST.get(name, ""))
    if number is None:
        raise Invalid(errors=[FieldError(name, _("A number is needed here."))])
    return number


def answer_changed(
    request: HttpRequest, artifact: Artifact, version: ArtifactVersion, spoken: str = "", sheet: str | None = None
) -> HttpResponse:
    """Answer nothing but the news, on which the pane loads itself again; or go back to the page.

    `sheet` is the one to show from now on, if it is another than before.
    """
    if not is_htmx(request):
        return redirect(back_address(request, artifact, sheet))
    response = announce(HttpResponse(status=204), version, is_whole=True, sheet=sheet)
    if spoken:
        trigger_client_event(response, "spoken-news", {"text": spoken})
    return response


def announce(
    response: HttpResponse, version: ArtifactVersion, *, is_whole: bool = False, sheet: str | None = None
) -> HttpResponse:
    """Tell the page of the new version: of some cells, or of the whole."""
    name = "artifact-replaced" if is_whole else "artifact-changed"
    shown = {"sheet": sheet} if sheet is not None else {}
    trigger_client_event(response, name, {"id": str(version.artifact_id), "version": version.number, **shown})
    return response


def back_address(request: HttpRequest, artifact: Artifact, sheet: str | None = None) -> str:
    """Return where a plain form leads: to an address of this site that it names, else to the artifact's page.

    The page shows the sheet, the rows and the filters that the form was on, or the given sheet.
    """
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        return target
    shown = {"sheet": request.POST.get("sheet", ""), "offset": request.POST.get("offset", "")}
    if sheet is not None:
        shown = {"sheet": sheet}
    filters = [("filter", text) for text in request.POST.getlist("filter")]
    query = urlencode([*((name, value) for name, value in shown.items() if value), *filters])
    return reverse("artifacts:detail", args=[artifact.pk]) + (f"?{query}" if query else "")
