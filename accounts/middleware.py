"""What every answer says about the caller: where they stand with the limits, and whether they are still signed in."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.cache import patch_vary_headers

from accounts.errors import SessionEnded
from accounts.limits import LimitState
from common.htmx import is_htmx
from common.middleware import BoundaryMiddleware
from common.problem import problem_page


class RateLimitHeadersMiddleware(BoundaryMiddleware):
    """Writes `RateLimit` and `RateLimit-Policy` (IETF draft) from what `accounts.limits` left on the request."""

    def after(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Add the headers; a refusal also says when to try again."""
        states: list[LimitState] = list(getattr(request, "limit_states", {}).values())
        if not states:
            return response
        response["RateLimit-Policy"] = ", ".join(_policy(state) for state in states)
        response["RateLimit"] = ", ".join(_standing(state) for state in states)
        if response.status_code == 429 and "Retry-After" not in response:
            response["Retry-After"] = str(max(state.reset_seconds for state in states))
        return response


class SessionEndedMiddleware(BoundaryMiddleware):
    """Answers htmx with a sentence instead of the sign-in page, so that the page keeps what the user typed."""

    def after(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Replace a redirect to the sign-in page that would be swapped into a fragment's place."""
        target = response.get("Location", "")
        if is_htmx(request) and response.status_code == 302 and target.startswith(resolve_url(settings.LOGIN_URL)):
            return problem_page(SessionEnded(), request)
        return response


class PrivateAnswersMiddleware(BoundaryMiddleware):
    """Keeps what a signed-in caller sees out of every cache: of a proxy, and of the browser after a sign-out."""

    def after(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Add the headers, unless the view has chosen its own."""
        is_signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES or "Authorization" in request.headers
        if is_signed_in:
            if "Cache-Control" not in response:
                response["Cache-Control"] = "private, no-store"
            patch_vary_headers(response, ("Cookie", "Authorization"))
        return response


def _policy(state: LimitState) -> str:
    return f'"{state.limit.value}";q={state.allowed};w={state.window_seconds}'


def _standing(state: LimitState) -> str:
    return f'"{state.limit.value}";r={state.remaining};t={state.reset_seconds}'
