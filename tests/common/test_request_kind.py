import pytest
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from common.request_kind import is_from_loopback, is_local_site


@pytest.mark.parametrize(
    ("meta", "expected"),
    [
        ({"REMOTE_ADDR": "127.0.0.1"}, True),
        ({"REMOTE_ADDR": "::1"}, True),
        ({"REMOTE_ADDR": "10.0.0.7"}, False),
        ({"REMOTE_ADDR": ""}, False),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "10.0.0.7"}, False),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_FORWARDED": "for=10.0.0.7"}, False),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_VIA": ""}, False),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_PROTO": "https"}, False),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_CLIENT_IP": "10.0.0.7"}, False),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_CF_RAY": "1"}, False),
    ],
)
def test_is_from_loopback_trusts_no_proxy(rf: RequestFactory, meta: dict[str, str], expected: bool) -> None:
    assert is_from_loopback(rf.get("/", **meta)) == expected


@pytest.mark.parametrize(
    ("embedded", "loopback", "expected"),
    [(True, True, True), (False, True, False), (True, False, False)],
)
def test_is_local_site_needs_the_embedded_default_on_loopback(
    rf: RequestFactory, settings: Settings, embedded: bool, loopback: bool, expected: bool
) -> None:
    settings.EMBEDDED, settings.IS_LOOPBACK = embedded, loopback

    assert is_local_site(rf.get("/")) == expected
