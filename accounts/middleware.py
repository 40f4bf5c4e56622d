"""Tells callers where they stand: the headers `RateLimit` and `RateLimit-Policy` of the IETF draft."""

from django.http import HttpRequest, HttpResponseBase

from accounts.limits import LimitState
from common.middleware import BoundaryMiddleware


class RateLimitHeadersMiddleware(BoundaryMiddleware):
    """Writes the states that `accounts.limits` left on the request; costs nothing for requests without limits."""

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


def _policy(state: LimitState) -> str:
    return f'"{state.limit.value}";q={state.allowed};w={state.window_seconds}'


def _standing(state: LimitState) -> str:
    return f'"{state.limit.value}";r={state.remaining};t={state.reset_seconds}'
