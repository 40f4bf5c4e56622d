from collections.abc import Callable

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from accounts.models import User


@pytest.fixture
def request_of(rf: RequestFactory) -> Callable[..., HttpRequest]:
    """Return a function that makes a user's request."""

    def make(user: User, body: bytes = b"{}", **headers: str) -> HttpRequest:
        request = rf.post("/api/things", body, content_type="application/json", headers=headers)
        request.user = user
        return request

    return make
