"""Typed refusals: one exception per thing the product says no to.

A refusal carries a stable `code` for programs, a sentence for people and the HTTP status that a web or API boundary
answers with. Rooms subclass `ApplicationError` in their own `errors.py`; nothing here knows about HTTP responses.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class FieldError:
    """One wrong place in the input: a dotted path and what is wrong there."""

    field: str
    message: str


class ApplicationError(Exception):
    """A refusal with a stable code; `detail` replaces the class's sentence, `facts` are JSON values for programs."""

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 400
    message: ClassVar[str | Promise] = _("The request could not be carried out.")

    def __init__(
        self,
        detail: str | Promise | None = None,
        *,
        errors: Sequence[FieldError] = (),
        facts: Mapping[str, Any] | None = None,
    ) -> None:
        self.detail = str(detail if detail is not None else self.message)
        self.errors = tuple(errors)
        self.facts = dict(facts or {})
        super().__init__(self.detail)


class Malformed(ApplicationError):
    code = "malformed"
    message = _("The request could not be read.")


class NotAuthenticated(ApplicationError):
    code = "not_authenticated"
    status = 401
    message = _("Sign in, or send a valid personal token.")


class NotFound(ApplicationError):
    code = "not_found"
    status = 404
    message = _("There is nothing here, or it is not yours.")


class Forbidden(ApplicationError):
    code = "forbidden"
    status = 403
    message = _("You may not do this.")


class CsrfFailed(Forbidden):
    code = "csrf_failed"
    message = _("The form had expired. Reload the page and try again.")


class FeatureDisabled(Forbidden):
    code = "feature_disabled"
    message = _("This feature is switched off for your account.")


class MethodNotAllowed(ApplicationError):
    code = "method_not_allowed"
    status = 405
    message = _("This address does not know this method.")


class Conflict(ApplicationError):
    code = "conflict"
    status = 409
    message = _("The state has changed meanwhile.")


class TooLarge(ApplicationError):
    code = "too_large"
    status = 413
    message = _("This is larger than the limit.")


class UnsupportedMediaType(ApplicationError):
    code = "unsupported_media_type"
    status = 415
    message = _("Send JSON, or a form with a file where a file is asked for.")


class Invalid(ApplicationError):
    code = "invalid"
    status = 422
    message = _("The input is not valid.")


class LimitReached(ApplicationError):
    """Too many requests, or a quota used up; `facts["retry_after_seconds"]` says when to try again."""

    code = "limit_reached"
    status = 429
    message = _("You have reached a limit.")


class Unavailable(ApplicationError):
    code = "unavailable"
    status = 503
    message = _("This is not available right now. Try again in a moment.")


class ServerFault(ApplicationError):
    """What a boundary answers when it met an exception that nobody planned for."""

    code = "server_error"
    status = 500
    message = _("Something went wrong on our side. It has been recorded.")
