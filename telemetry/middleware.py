"""Counts and times every request, by route and status."""

import time

from django.http import HttpRequest, HttpResponseBase

from common.middleware import BoundaryMiddleware
from telemetry import metrics


class RequestMetricsMiddleware(BoundaryMiddleware):
    """Outermost, so that it sees what the client sees; a stream is timed until its first byte."""

    def before(self, request: HttpRequest) -> None:
        """Note when the request came."""
        request.started_at = time.perf_counter()  # type: ignore[attr-defined]

    def after(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Count the answer under its route, never under its address: ids would make a series each."""
        match = request.resolver_match
        route = match.route if match else "unmatched"
        labels = {"method": _method(request), "route": route}
        metrics.REQUESTS.labels(status=str(response.status_code), **labels).inc()
        metrics.REQUEST_SECONDS.labels(**labels).observe(time.perf_counter() - request.started_at)  # type: ignore[attr-defined]
        return response


def _method(request: HttpRequest) -> str:
    return request.method if request.method in metrics.METHODS else "other"
