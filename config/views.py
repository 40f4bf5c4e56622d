import sys
from typing import NoReturn

from django.contrib.auth.models import AnonymousUser
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import defaults
from django.views.decorators.csrf import csrf_exempt

from common.api_problems import from_database_fault
from common.errors import CsrfFailed, NotFound
from common.problem import problem_response, refusal_response
from common.request_kind import wants_json


@csrf_exempt
def api_unknown(request: HttpRequest, rest: str) -> NoReturn:
    """Refuse an address of the API that nobody serves, in the API's own shape."""
    raise NotFound


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form without its token: a fragment for htmx, JSON for programs, otherwise a page."""
    if wants_json(request):
        return problem_response(CsrfFailed(), request)
    if request.headers.get("HX-Request") == "true":
        problem = {"code": CsrfFailed.code, "detail": str(CsrfFailed.message), "status": 403}
        return render(request, "errors/_problem.html", {"problem": problem}, status=403)
    return render(request, "403_csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer what nobody caught: 503 while the database is away, also where a middleware asked it, else 500.

    Django calls this with the fault as the current exception. Nobody is signed in on the page: to ask who it is would
    ask the database again.
    """
    fault = sys.exc_info()[1]
    if isinstance(fault, OperationalError | InterfaceError):
        request.user = AnonymousUser()
        return refusal_response(from_database_fault(fault), request)
    return defaults.server_error(request)
