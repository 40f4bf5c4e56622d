from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import HttpRequest
from pytest_django.fixtures import Settings

from accounts import limits
from accounts.errors import RateLimitReached
from accounts.limits import Limit, check, check_and_hit, counted, hit
from accounts.models import User
from common.errors import Invalid, Unavailable
from telemetry.models import EventRecord

RequestOf = Callable[..., HttpRequest]


@pytest.fixture(autouse=True)
def still_clock() -> Iterator[Any]:
    """Keep every test inside one window, whenever it runs."""
    with time_machine.travel("2026-11-23T10:00:00Z", tick=False) as clock:
        yield clock


@pytest.fixture(autouse=True)
def small_limits(settings: Settings) -> None:
    settings.LIMITS = {"gatekeeper": "3/s", "create": "2/m", "export": "2/m", "chat": "2/m"}


@pytest.fixture
def cache_down(settings: Settings) -> None:
    settings.CACHES = {
        **settings.CACHES,
        "limits": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        },
    }


def test_check_and_hit_refuses_one_too_many(user: User, request_of: RequestOf) -> None:
    request = request_of(user)
    check_and_hit(request, Limit.CREATE)
    check_and_hit(request, Limit.CREATE)

    with pytest.raises(RateLimitReached) as refusal:
        check_and_hit(request, Limit.CREATE)

    facts = refusal.value.facts
    assert (facts["limit_name"], facts["limit"], facts["window_seconds"]) == ("create", 2, 60)
    assert 1 <= facts["retry_after_seconds"] <= 60


def test_a_window_ends(user: User, request_of: RequestOf, still_clock: Any) -> None:
    request = request_of(user)
    for _ in range(3):
        check_and_hit(request, Limit.GATEKEEPER)

    still_clock.shift(2)

    check_and_hit(request, Limit.GATEKEEPER)
    assert request.limit_states[Limit.GATEKEEPER].remaining == 2


def test_check_counts_nothing_and_refuses_when_nothing_is_left(user: User, request_of: RequestOf) -> None:
    request = request_of(user)
    for _ in range(5):
        check(request, Limit.CREATE)
    hit(request, Limit.CREATE)
    hit(request, Limit.CREATE)

    with pytest.raises(RateLimitReached):
        check(request, Limit.CREATE)


def test_limits_and_users_are_counted_apart(user: User, other_user: User, request_of: RequestOf) -> None:
    hit(request_of(user), Limit.CREATE)
    hit(request_of(user), Limit.CREATE)

    for request, limit, left in (
        (request_of(user), Limit.CREATE, 0),
        (request_of(user), Limit.CHAT, 2),
        (request_of(other_user), Limit.CREATE, 2),
    ):
        with suppress(RateLimitReached):
            check(request, limit)
        assert request.limit_states[limit].remaining == left


def test_a_refusal_says_when_the_window_ends(user: User, request_of: RequestOf, still_clock: Any) -> None:
    request = request_of(user)
    hit(request, Limit.CREATE)
    hit(request, Limit.CREATE)
    with pytest.raises(RateLimitReached) as refusal:
        check(request, Limit.CREATE)
    wait = refusal.value.facts["retry_after_seconds"]

    still_clock.shift(wait - 1)
    with pytest.raises(RateLimitReached):
        check(request, Limit.CREATE)
    still_clock.shift(2)
    check(request, Limit.CREATE)


def test_what_was_given_back_is_counted_back_for_everyone(user: User, request_of: RequestOf) -> None:
    with pytest.raises(Invalid), counted(request_of(user), Limit.CREATE):
        raise Invalid

    request = request_of(user)
    check(request, Limit.CREATE)
    assert request.limit_states[Limit.CREATE].used == 0


def test_a_guests_refusal_is_told_for_each_address_and_limit(
    user: User, request_of: RequestOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Any] = []
    monkeypatch.setattr(limits, "emit_refusal", told.append)
    near, far = request_of(AnonymousUser()), request_of(AnonymousUser())
    far.META["REMOTE_ADDR"] = "10.0.0.7"

    for request, limit in (
        (near, Limit.CREATE),
        (far, Limit.CREATE),
        (near, Limit.CHAT),
        (request_of(user), Limit.CHAT),
    ):
        for _ in range(4):
            with suppress(RateLimitReached):
                check_and_hit(request, limit)

    assert [(event.user_id, event.allowance.value, event.limit) for event in told] == [
        (None, "create", 2),
        (None, "create", 2),
        (None, "chat", 2),
        (user.pk, "chat", 2),
    ]


def test_a_refusal_is_told_again_in_the_next_window(
    user: User, request_of: RequestOf, still_clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Any] = []
    monkeypatch.setattr(limits, "emit_refusal", told.append)
    for _window in range(2):
        for _ in range(4):
            with suppress(RateLimitReached):
                check_and_hit(request_of(user), Limit.CREATE)
        still_clock.shift(61)

    assert len(told) == 2


def test_guests_are_counted_by_address(user: User, request_of: RequestOf) -> None:
    first, second = request_of(AnonymousUser()), request_of(AnonymousUser())
    second.META["REMOTE_ADDR"] = "10.0.0.7"
    hit(first, Limit.CREATE)
    hit(first, Limit.CREATE)

    check(second, Limit.CREATE)
    with pytest.raises(RateLimitReached):
        check(first, Limit.CREATE)


def test_counted_keeps_successes_only(user: User, request_of: RequestOf) -> None:
    request = request_of(user)
    for _ in range(5):
        with pytest.raises(Invalid), counted(request, Limit.CREATE):
            raise Invalid
    assert request.limit_states[Limit.CREATE].remaining == 2

    for _ in range(2):
        with counted(request, Limit.CREATE):
            pass
    with pytest.raises(RateLimitReached), counted(request, Limit.CREATE):
        pytest.fail("must not begin")


def test_a_limit_of_nothing_refuses_everything(user: User, request_of: RequestOf, settings: Settings) -> None:
    settings.LIMITS = {**settings.LIMITS, "export": "0/m"}

    with pytest.raises(RateLimitReached):
        check_and_hit(request_of(user), Limit.EXPORT)


@pytest.mark.django_db(transaction=True)
def test_parallel_requests_never_pass_together(request_of: RequestOf, settings: Settings) -> None:
    settings.LIMITS = {**settings.LIMITS, "create": "5/m"}
    user = User.objects.create_user("alice@example.org")

    def attempt(_number: int) -> bool:
        try:
            check_and_hit(request_of(user), Limit.CREATE)
        except RateLimitReached:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        passed = list(pool.map(attempt, range(24)))

    assert passed.count(True) == 5


@pytest.mark.django_db(transaction=True)
def test_a_refusal_is_told_once_a_window(request_of: RequestOf) -> None:
    user = User.objects.create_user("alice@example.org")
    for _ in range(6):
        try:
            check_and_hit(request_of(user), Limit.CREATE)
        except RateLimitReached:
            continue

    record = EventRecord.objects.get(name="limit_reached")
    assert (record.user_id, record.payload) == (user.pk, {"allowance": "create", "limit": 2})


@pytest.mark.usefixtures("cache_down")
@pytest.mark.parametrize("limit", [Limit.CHAT, Limit.GATEKEEPER, Limit.CREATE])
def test_without_the_cache_work_goes_on(user: User, request_of: RequestOf, limit: Limit) -> None:
    request = request_of(user)
    for _ in range(5):
        check_and_hit(request, limit)
    with counted(request, limit):
        pass


@pytest.mark.usefixtures("cache_down")
def test_without_the_cache_exports_are_refused(user: User, request_of: RequestOf) -> None:
    with pytest.raises(Unavailable) as refusal:
        check_and_hit(request_of(user), Limit.EXPORT)

    assert refusal.value.facts == {"retry_after_seconds": 30}
