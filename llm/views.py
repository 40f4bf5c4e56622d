from dataclasses import dataclass

from asgiref.sync import sync_to_async
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.demo import runs_site
from common.errors import NotFound
from common.htmx import is_htmx
from llm.catalogue import chat_models, gate_model
from llm.diagnosis import Ability, Check, check_endpoint
from llm.endpoint import (
    Endpoint,
    connect_endpoint,
    connected_endpoint,
    current_endpoint,
    disconnect_endpoint,
    is_from_environment,
    refresh,
    tried_endpoint,
)
from llm.forms import EndpointForm
from llm.sentences import ABILITIES

TEST, FORGET = "test", "forget"


@dataclass(frozen=True, slots=True)
class CheckRow:
    """What staff read of one ability."""

    sentence: str
    is_found: bool
    milliseconds: int
    fault: str = ""
    endpoint_message: str = ""


@login_required
@require_http_methods(["GET", "POST"])
async def connect(request: HttpRequest) -> HttpResponse:
    """Connect an endpoint, try what it can do, or forget it; for those who run the site, others find nothing."""
    await sync_to_async(_admit)(request)
    if request.method != "POST":
        return await sync_to_async(_page)(request, None)
    if is_from_environment():
        return await _tested(request, None, request.POST.get("model", ""))
    if request.POST.get("do") == FORGET:
        return await sync_to_async(_forgotten)(request)
    form = EndpointForm(request.POST)
    if not form.is_valid():
        return await sync_to_async(_page)(request, form, status=422)
    if request.POST.get("do") == TEST:
        return await _tested(request, form, "")
    return await sync_to_async(_connected)(request, form.endpoint(connected_endpoint()))


def _admit(request: HttpRequest) -> None:
    if not runs_site(request):
        raise NotFound
    refresh()


async def _tested(request: HttpRequest, form: EndpointForm | None, chosen: str) -> HttpResponse:
    """Show what works: of what was typed, or of the model chosen from the environment's."""
    endpoint = form.endpoint(connected_endpoint()) if form else current_endpoint()
    if endpoint is None:
        raise NotFound
    with tried_endpoint(endpoint):
        checks = [_row(check) for check in await check_endpoint(chosen if chosen in chat_models() else None)]
    return await sync_to_async(_page)(request, form, checks=checks, chosen=chosen)


def _connected(request: HttpRequest, endpoint: Endpoint) -> HttpResponse:
    connect_endpoint(base_url=endpoint.base_url, key=endpoint.key, models=endpoint.models)
    messages.success(
        request, _("Connected: %(model)s answers from the next message on.") % {"model": endpoint.models[0]}
    )
    return redirect("llm:connect")


def _forgotten(request: HttpRequest) -> HttpResponse:
    disconnect_endpoint()
    messages.success(request, _("Disconnected: the offline assistant answers again. The key is forgotten."))
    return redirect("llm:connect")


def _page(
    request: HttpRequest,
    form: EndpointForm | None,
    *,
    checks: list[CheckRow] | None = None,
    chosen: str = "",
    status: int = 200,
) -> HttpResponse:
    """Show the page, to htmx what came of a test."""
    if is_htmx(request) and checks is not None:
        return render(request, "llm/_checks.html", {"checks": checks})
    endpoint, connected = current_endpoint(), connected_endpoint()
    context = {
        "is_from_environment": is_from_environment(),
        "endpoint": endpoint,
        "connected": connected,
        "typed": _typed(form, connected),
        "errors": form.errors if form else {},
        "models": chat_models(),
        "gate_model": gate_model(),
        "checks": checks,
        "chosen": chosen,
    }
    return render(request, "llm/connect.html", context, status=status)


def _typed(form: EndpointForm | None, connected: Endpoint | None) -> dict[str, str]:
    """Return what stands in the fields; a key is never shown again."""
    if form is not None:
        return {name: form.data.get(name, "") for name in ("address", "model")}
    return {"address": connected.base_url, "model": ", ".join(connected.models)} if connected else {}


def _row(check: Check) -> CheckRow:
    fault = check.fault
    return CheckRow(
        sentence=str(ABILITIES[Ability(check.ability)]),
        is_found=check.is_found,
        milliseconds=round(check.milliseconds),
        fault=fault.detail if fault else "",
        endpoint_message=fault.endpoint_message if fault else "",
    )
