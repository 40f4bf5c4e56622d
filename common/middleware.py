"""Boundaries around every request: body sizes, errors of pages and of the API, log lines without user text.

Each runs under WSGI and ASGI without a thread of its own, because none touches the database.
"""

from collections.abc import Awaitable, Callable
from typing import Any, cast

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponseBase
from django.http.response import HttpResponse
from django_structlog.middlewares import RequestMiddleware

from common.api_problems import from_database_fault, problem_for_status
from common.errors import ApplicationError, TooLarge, UnsupportedMediaType
from common.problem import problem_response, refusal_response
from common.request_kind import PROBLEM_TYPE, is_api

API_BODY_TYPES = ("application/json", "multipart/form-data")


class BoundaryMiddleware:
    """Base of a boundary: `before` may answer in the view's place, `after` may replace the answer."""

    sync_capable = True
    async_capable = True

    def __init__(self, get_response: Callable[[HttpRequest], Any]) -> None:
        self.get_response = get_response
        self.is_async = iscoroutinefunction(get_response)
        if self.is_async:
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        if self.is_async:
            return self._call_async(request)
        return self.after(request, self.before(request) or self.get_response(request))

    async def _call_async(self, request: HttpRequest) -> HttpResponseBase:
        response = self.before(request) or await self.get_response(request)
        return self.after(request, response)

    def before(self, request: HttpRequest) -> HttpResponseBase | None:
        """Return an answer to stop here."""
        return None

    def after(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Return the answer to send; never reads the content, which may be a stream."""
        return response


class BodyLimitMiddleware(BoundaryMiddleware):
    """Refuses a body over the size limit by its declared length, before it is parsed."""

    def before(self, request: HttpRequest) -> HttpResponseBase | None:
        is_upload = request.content_type == "multipart/form-data"
        limit = settings.MAX_UPLOAD_BYTES if is_upload else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if _declared_length(request) > limit:
            return refusal_response(TooLarge(facts={"limit_bytes": limit}), request)
        return None


class ApiBoundaryMiddleware(BoundaryMiddleware):
    """Keeps the API's promise of one error shape, also for what its operations never see."""

    def before(self, request: HttpRequest) -> HttpResponseBase | None:
        has_body = _declared_length(request) > 0
        if is_api(request) and has_body and request.content_type not in API_BODY_TYPES:
            return problem_response(UnsupportedMediaType(), request)
        return None

    def after(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_foreign = response.status_code >= 400 and response.get("Content-Type", "") != PROBLEM_TYPE
        if not is_api(request) or not is_foreign:
            return response
        problem = problem_response(problem_for_status(response.status_code), request)
        if "Allow" in response:
            problem["Allow"] = response["Allow"]
        return problem


class ApplicationErrorMiddleware(BoundaryMiddleware):
    """Turns a refusal or a database fault in a page view into a page, a fragment for htmx, or problem+json."""

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer what is known; anything else goes on to Django."""
        if isinstance(exception, OperationalError):
            return refusal_response(from_database_fault(exception), request)
        return refusal_response(exception, request) if isinstance(exception, ApplicationError) else None


class RequestLogMiddleware(RequestMiddleware):
    """Logs each request with an id that its tasks inherit; the query string, which may hold text, is left out."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        """Return what the log says about the request."""
        return f"{request.method} {request.path}"


def _declared_length(request: HttpRequest) -> int:
    try:
        return int(cast(str, request.META.get("CONTENT_LENGTH")) or 0)
    except (TypeError, ValueError):
        return 0
