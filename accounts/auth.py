"""Who calls the API: the owner of a personal token, or of a session whose unsafe requests carry a CSRF token."""

from django.http import HttpRequest
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from accounts.models import User
from accounts.tokens import authenticate_token
from common.errors import CsrfFailed


class SessionAuth(APIKeyCookie):
    """The session of the page; CSRF is asked of whoever has one, so that a caller without any gets 401."""

    param_name = "sessionid"

    def __call__(self, request: HttpRequest) -> User | None:
        """Return the signed-in user; a caller who sends an Authorization header is not asked for a session."""
        if "Authorization" in request.headers or not isinstance(request.user, User):
            return None
        return self.authenticate(request, None)

    def authenticate(self, request: HttpRequest, key: str | None) -> User | None:
        """Return the user of the session, or refuse a request that a foreign page may have caused."""
        if check_csrf(request) is not None:
            raise CsrfFailed
        return request.user if isinstance(request.user, User) else None


class TokenAuth(HttpBearer):
    """`Authorization: Bearer <personal token>`."""

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        """Return the token's user and make it the request's."""
        user = authenticate_token(token.strip())
        if user is not None:
            request.user = user
        return user


api_auth = [SessionAuth(), TokenAuth()]
