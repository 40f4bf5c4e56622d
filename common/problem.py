"""Refusals as answers: `application/problem+json` for programs, a page or a fragment for people.

Every boundary (API, page views, middleware) goes through here, so that one error has one shape. Nothing here decides
what is refused; that is `common.errors` and its subclasses in the rooms.
"""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from common.errors import ApplicationError
from common.htmx import is_htmx
from common.request_kind import PROBLEM_TYPE, wants_json

PAGE_TEMPLATE = "errors/problem.html"
FRAGMENT_TEMPLATE = "errors/_problem.html"
TYPED_FIELDS = ("text", "value", "title", "comment", "find", "replace")
"""Fields of forms in which people write; a page that refuses a post without script gives their texts back."""


def problem_body(error: ApplicationError) -> dict[str, object]:
    """Return the members of RFC 9457, our `code` and `errors`, and the error's facts beside them."""
    return {
        **error.facts,
        "type": f"/api/docs#{error.code}",
        "title": str(error.message),
        "status": error.status,
        "detail": error.detail,
        "code": error.code,
        "errors": [{"field": wrong.field, "message": str(wrong.message)} for wrong in error.errors],
    }


def problem_response(error: ApplicationError, request: HttpRequest) -> HttpResponse:
    """Answer with the error as problem+json."""
    return _with_headers(JsonResponse(problem_body(error), status=error.status, content_type=PROBLEM_TYPE), error)


def problem_page(error: ApplicationError, request: HttpRequest) -> HttpResponse:
    """Answer with the error as a page, or as a fragment for htmx."""
    template = FRAGMENT_TEMPLATE if is_htmx(request) else PAGE_TEMPLATE
    context = {"problem": problem_body(error), "typed": _typed(request)}
    return _with_headers(render(request, template, context, status=error.status), error)


def _typed(request: HttpRequest) -> list[str]:
    if request.method != "POST":
        return []
    return [text for name in TYPED_FIELDS for text in request.POST.getlist(name) if text.strip()]


def refusal_response(error: ApplicationError, request: HttpRequest) -> HttpResponse:
    """Answer with the error in the form that the client asked for."""
    return problem_response(error, request) if wants_json(request) else problem_page(error, request)


def _with_headers(response: HttpResponse, error: ApplicationError) -> HttpResponse:
    if error.status == 401:
        response["WWW-Authenticate"] = "Bearer"
    if seconds := error.facts.get("retry_after_seconds"):
        response["Retry-After"] = str(seconds)
    return response
