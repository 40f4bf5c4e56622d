"""Questions about a request that several rooms ask."""

from django.conf import settings
from django.http import HttpRequest

LOOPBACK_ADDRESSES = frozenset({"127.0.0.1", "::1"})
FORWARDING_HEADERS = ("HTTP_FORWARDED", "HTTP_VIA", "HTTP_X_REAL_IP", "HTTP_X_CLIENT_IP", "HTTP_TRUE_CLIENT_IP")
FORWARDING_FAMILIES = ("HTTP_X_FORWARDED_", "HTTP_CF_", "HTTP_X_ORIGINAL_", "HTTP_X_ENVOY_", "HTTP_X_AMZN_")
"""What proxies and tunnels add to a request; one of them is enough, whatever it says."""
PROBLEM_TYPE = "application/problem+json"
API_PREFIX = "/api/"


def is_from_loopback(request: HttpRequest) -> bool:
    """Tell whether the caller sits on this machine; whoever came through a proxy does not."""
    if any(name in FORWARDING_HEADERS or name.startswith(FORWARDING_FAMILIES) for name in request.META):
        return False
    return request.META.get("REMOTE_ADDR") in LOOPBACK_ADDRESSES


def is_local_site(request: HttpRequest) -> bool:
    """Tell whether this is the embedded default, listening on a loopback address, asked from this machine."""
    return bool(settings.EMBEDDED and settings.IS_LOOPBACK) and is_from_loopback(request)


def is_api(request: HttpRequest) -> bool:
    """Tell whether the request is for the JSON API."""
    return request.path.startswith(API_PREFIX)


def wants_json(request: HttpRequest) -> bool:
    """Tell whether an error should be JSON: always under /api/, never for htmx, else what the client prefers."""
    if is_api(request):
        return True
    if request.headers.get("HX-Request") == "true":
        return False
    preferred = request.get_preferred_type(["text/html", PROBLEM_TYPE, "application/json"])
    return preferred is not None and preferred != "text/html"
