"""What a ninja API does with exceptions: every one becomes problem+json with a stable code."""

from collections.abc import Callable

import structlog
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.core.signals import got_request_exception
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from common import errors
from common.errors import ApplicationError, FieldError
from common.problem import problem_response

BY_STATUS: dict[int, type[ApplicationError]] = {
    400: errors.Malformed,
    401: errors.NotAuthenticated,
    403: errors.Forbidden,
    404: errors.NotFound,
    405: errors.MethodNotAllowed,
    409: errors.Conflict,
    413: errors.TooLarge,
    415: errors.UnsupportedMediaType,
    422: errors.Invalid,
    429: errors.LimitReached,
    503: errors.Unavailable,
}
DATABASE_RETRY_SECONDS = 5
_log = structlog.get_logger("diptych.api")


def register_problem_handlers(api: NinjaAPI) -> None:
    """Make every exception of the API's operations a problem document."""
    converters: dict[type[Exception], Callable[[Exception], ApplicationError]] = {
        ApplicationError: _same,
        ValidationError: _from_validation,
        HttpError: _from_http,
        Http404: lambda exception: errors.NotFound(),
        PermissionDenied: lambda exception: errors.Forbidden(),
        RequestDataTooBig: lambda exception: errors.TooLarge(),
        UnreadablePostError: lambda exception: errors.Malformed(),
        MultiPartParserError: lambda exception: errors.Malformed(),
        SuspiciousOperation: lambda exception: errors.Malformed(),
        OperationalError: from_database_fault,
    }
    for exception_class, convert in converters.items():
        api.add_exception_handler(exception_class, _answering(convert))
    api.add_exception_handler(Exception, _answer_fault)


def problem_for_status(status: int) -> ApplicationError:
    """Return the plain error of an HTTP status; a status without one is a fault of ours."""
    if status in BY_STATUS:
        return BY_STATUS[status]()
    return errors.Malformed() if status < 500 else errors.ServerFault()


def from_database_fault(exception: Exception) -> ApplicationError:
    """Turn a database that is locked, restarting or gone into 503: the same request may work in a moment."""
    _log.error("database_unavailable", error=type(exception).__name__, exc_info=exception)
    return errors.Unavailable(facts={"retry_after_seconds": DATABASE_RETRY_SECONDS})


def _answering(
    convert: Callable[[Exception], ApplicationError],
) -> Callable[[HttpRequest, Exception | type[Exception]], HttpResponse]:
    def answer(request: HttpRequest, exception: Exception | type[Exception]) -> HttpResponse:
        assert isinstance(exception, Exception)  # noqa: S101  ninja's type allows the class as well
        return problem_response(convert(exception), request)

    return answer


def _answer_fault(request: HttpRequest, exception: Exception | type[Exception]) -> HttpResponse:
    """Report the exception as Django would, which logs it, and answer 500."""
    got_request_exception.send(sender=None, request=request)
    return problem_response(errors.ServerFault(), request)


def _same(exception: Exception) -> ApplicationError:
    assert isinstance(exception, ApplicationError)  # noqa: S101
    return exception


def _from_validation(exception: Exception) -> ApplicationError:
    """Turn pydantic's places into dotted paths without the parameter's own name: `operations.0.op`."""
    assert isinstance(exception, ValidationError)  # noqa: S101
    wrong = [FieldError(_field_path(item.get("loc", ())), item.get("msg", "")) for item in exception.errors]
    return errors.Invalid(errors=wrong)


def _field_path(location: tuple[str | int, ...]) -> str:
    source, *rest = location or ("",)
    if source in ("body", "form", "file") and len(rest) > 1:
        rest = rest[1:]
    return ".".join(str(part) for part in rest) or str(source)


def _from_http(exception: Exception) -> ApplicationError:
    assert isinstance(exception, HttpError)  # noqa: S101
    if isinstance(exception.__cause__, ApplicationError):
        return exception.__cause__
    return problem_for_status(exception.status_code)
