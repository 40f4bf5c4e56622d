"""What machines ask: alive, ready, which version, which figures."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from common.errors import Forbidden
from common.request_kind import is_from_loopback
from telemetry import metrics
from telemetry.health import readiness


@require_safe
@never_cache
def livez(request: HttpRequest) -> HttpResponse:
    """Answer as long as the process can."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Answer 200 when every part works, otherwise 503 and which one does not."""
    parts = readiness()
    is_ready = all(parts.values())
    checks = {name: "ok" if works else "failed" for name, works in parts.items()}
    status = "ok" if is_ready else "unavailable"
    return JsonResponse({"status": status, "checks": checks}, status=200 if is_ready else 503)


@require_safe
@never_cache
def version(request: HttpRequest) -> HttpResponse:
    """Say which release this is."""
    return JsonResponse({"name": "Diptych", "version": settings.VERSION})


@require_safe
@never_cache
def metrics_page(request: HttpRequest) -> HttpResponse:
    """Give Prometheus its figures: to this machine and to staff, nobody else."""
    user = getattr(request, "user", AnonymousUser())
    if not is_from_loopback(request) and not user.is_staff:
        raise Forbidden
    return HttpResponse(metrics.exposition(), content_type=CONTENT_TYPE_LATEST)
