from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.models import User
from common.errors import NotFound
from llm.catalogue import chat_models
from llm.client import is_offline
from llm.diagnosis import Ability, Check, check_endpoint
from llm.sentences import ABILITIES


@login_required
@require_http_methods(["GET", "POST"])
async def connect(request: HttpRequest) -> HttpResponse:
    """Show which endpoint is connected and, on demand, try what it can do; staff only, others find nothing."""
    await sync_to_async(_require_staff)(request)
    chosen = request.POST.get("model", "")
    checks = None
    if request.method == "POST" and not is_offline():
        checks = [_row(check) for check in await check_endpoint(chosen if chosen in chat_models() else None)]
    return await sync_to_async(render)(request, "llm/connect.html", _context(checks, chosen))


def _require_staff(request: HttpRequest) -> None:
    if not (isinstance(request.user, User) and request.user.is_staff):
        raise NotFound


def _context(checks: list[dict[str, object]] | None, chosen: str) -> dict[str, object]:
    return {
        "is_offline": is_offline(),
        "base_url": settings.OPENAI_BASE_URL,
        "has_key": bool(settings.OPENAI_API_KEY),
        "models": chat_models(),
        "gate_model": settings.GATEKEEPER_MODEL,
        "checks": checks,
        "chosen": chosen,
    }


def _row(check: Check) -> dict[str, object]:
    fault = check.fault
    return {
        "sentence": ABILITIES[Ability(check.ability)],
        "is_found": check.is_found,
        "milliseconds": round(check.milliseconds),
        "fault": fault.detail if fault else "",
        "endpoint_message": fault.endpoint_message if fault else "",
    }
