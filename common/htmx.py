"""Headers by which an answer speaks to htmx."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponseBase


def is_htmx(request: HttpRequest) -> bool:
    """Tell whether htmx asks for a fragment (a history restore wants the whole page)."""
    return request.headers.get("HX-Request") == "true" and "HX-History-Restore-Request" not in request.headers


def trigger(response: HttpResponseBase, name: str, detail: Any = None) -> None:
    """Make the page fire the event `name` with `detail`; several calls add up."""
    events = json.loads(response.headers.get("HX-Trigger", "{}"))
    events[name] = detail
    response.headers["HX-Trigger"] = json.dumps(events)


def push_url(response: HttpResponseBase, url: str) -> None:
    """Make the page's address `url`."""
    response.headers["HX-Push-Url"] = url


def redirect_page(response: HttpResponseBase, url: str) -> None:
    """Make the whole page go to `url`, which an ordinary redirect cannot do from inside a fragment."""
    response.headers["HX-Redirect"] = url
