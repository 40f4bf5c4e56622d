"""Every address that takes an id, asked by another user: there is nothing there, and no way to tell that there is."""

import re
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.models import User
from tests.config.conftest import Belongings

pytestmark = pytest.mark.usefixtures("everything_is_on")

CONVERTER = re.compile(r"<(?:(\w+):)?(\w+)>")
OTHER_PEOPLES_ROUTES = re.compile(r"^(admin|accounts|language|static|__debug__)/")
METHODS = ("get", "post", "put", "patch", "delete")
# What a body needs to be valid, where an empty one would be refused before its rows are looked up.
BODIES: dict[str, dict[str, Any]] = {
    "api/artifacts/<uuidstr:artifact_id>": {
        "expected_version": 1,
        "operations": [{"op": "set_cells", "at": "A1", "values": [["x"]]}],
    },
    "api/artifacts/<uuidstr:artifact_id>/convert": {"kind": "document"},
    "api/artifacts/<uuidstr:artifact_id>/query": {"sql": "SELECT 1"},
    "api/chat/conversations/<uuidstr:conversation_id>/turns": {"text": "hello", "mode": "auto"},
    "api/chat/turns/<uuidstr:turn_id>/choice": {"create": True},
    "api/chat/turns/<uuidstr:turn_id>/rating": {"value": "up"},
}
QUERIES: dict[str, dict[str, Any]] = {"api/artifacts/<uuidstr:artifact_id>/diff": {"from": 1, "to": 1}}
FORM = {"text": "hello", "mode": "auto", "title": "Mine", "create": "1", "at": "A1", "value": "x"}
FORM |= {"expected_version": "1", "version": "1", "number": "1", "format": "csv", "kind": "table"}


def routes(patterns: list[Any], prefix: str = "") -> Iterator[str]:
    """Give every route of our own that takes an id."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern) and is_ours(route):
            yield route


def is_ours(route: str) -> bool:
    """Tell whether the route takes an id and is not a library's."""
    return CONVERTER.search(route) is not None and "<path:" not in route and not OTHER_PEOPLES_ROUTES.match(route)


ROUTES = sorted(set(routes(get_resolver().url_patterns)))


def fill(route: str, ids: dict[str, Any]) -> str:
    """Write the ids into the route; what is no row's id, as a version's number or a section's name, is 1."""

    def value(match: re.Match[str]) -> str:
        kind, name = match.groups()
        if name in ids:
            return str(ids[name])
        assert kind in ("int", "str", None), f"{route}: tests/config/conftest.py has no {name}"
        return "1"

    return "/" + CONVERTER.sub(value, route)


def ask(client: Client, method: str, route: str, ids: dict[str, Any]) -> Any:
    if route.startswith("api/") and method == "get":
        return client.get(fill(route, ids), QUERIES.get(route))
    if route.startswith("api/"):
        return getattr(client, method)(fill(route, ids), BODIES.get(route, {}), content_type="application/json")
    return getattr(client, method)(fill(route, ids), FORM if method == "post" else None)


def test_there_are_routes_to_walk() -> None:
    assert len(ROUTES) > 20


@pytest.mark.parametrize("route", ROUTES)
def test_another_user_finds_nothing(client: Client, belongings: Belongings, other_user: User, route: str) -> None:
    client.force_login(other_user)
    unknown = {name: uuid4() if name != "token_id" else 999_999 for name in asdict(belongings)}

    statuses = set()
    for method in METHODS:
        hers = ask(client, method, route, asdict(belongings))
        statuses.add(hers.status_code)
        nothing = ask(client, method, route, unknown)

        assert hers.status_code in (404, 405), (method, hers.status_code, hers.content[:300])
        assert hers.status_code == nothing.status_code
    assert 404 in statuses


@pytest.mark.parametrize("route", ROUTES)
def test_a_stranger_is_asked_to_sign_in(client: Client, belongings: Belongings, route: str) -> None:
    for method in METHODS:
        response = ask(client, method, route, asdict(belongings))
        expected = (401, 405) if route.startswith("api/") else (302, 401, 404, 405)

        assert response.status_code in expected, (method, response.status_code)
        if response.status_code == 302:
            assert "/accounts/login/" in response.url
