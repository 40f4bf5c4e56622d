"""What the first page costs over the wire."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import sign_in

pytestmark = pytest.mark.browser

MAX_BYTES = 80 * 1024
MAX_REQUESTS = 12


def test_first_page_is_light(open_page: Callable[..., Page]):
    page = sign_in(open_page())
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    kinds: dict[str, str] = {}
    sizes: dict[str, float] = {}
    session.on("Network.requestWillBeSent", lambda event: kinds.__setitem__(event["requestId"], event.get("type", "")))
    session.on(
        "Network.loadingFinished",
        lambda event: sizes.__setitem__(event["requestId"], event["encodedDataLength"]),
    )
    page.goto("/", wait_until="networkidle")
    assets = sum(size for request, size in sizes.items() if kinds.get(request) in ("Script", "Stylesheet"))
    assert 0 < assets <= MAX_BYTES
    assert len(kinds) <= MAX_REQUESTS
