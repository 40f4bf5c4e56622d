from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from accounts.models import AllowanceOverride, DailyUsage, User
from accounts.quotas import Quota, QuotaReached, consume, usage
from common import events

NOON = "2026-11-23T12:00:00Z"


@pytest.fixture(autouse=True)
def five_a_day(settings: Settings) -> None:
    settings.QUOTAS = {"artifacts": 5}


def used(user: User) -> int:
    return usage(user)[0].used


def test_consume_counts_up_to_the_limit(user: User) -> None:
    for _ in range(5):
        consume(user, Quota.ARTIFACTS)

    with pytest.raises(QuotaReached):
        consume(user, Quota.ARTIFACTS)
    assert used(user) == 5


def test_consume_says_what_was_used_and_when_it_starts_again(user: User) -> None:
    with time_machine.travel(NOON, tick=False):
        consume(user, Quota.ARTIFACTS, 5)
        with pytest.raises(QuotaReached) as refusal:
            consume(user, Quota.ARTIFACTS)

    assert (refusal.value.code, refusal.value.status) == ("quota_reached", 429)
    assert refusal.value.facts == {
        "quota": "artifacts",
        "used": 5,
        "limit": 5,
        "resets_at": "2026-11-24T00:00:00+00:00",
        "retry_after_seconds": 12 * 60 * 60,
    }


def test_a_refusal_is_told_although_it_undoes_its_transaction(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[events.Event] = []
    monkeypatch.setattr(events, "_sinks", [heard.append])
    with pytest.raises(QuotaReached), transaction.atomic():
        consume(user, Quota.ARTIFACTS, 6)

    assert [event.payload() for event in heard] == [{"user_id": user.pk, "allowance": "artifacts", "limit": 5}]


@pytest.mark.parametrize(("first", "second"), [(3, 3), (5, 1), (0, 6)])
def test_consume_takes_all_or_nothing(user: User, first: int, second: int) -> None:
    consume(user, Quota.ARTIFACTS, first)

    with pytest.raises(QuotaReached):
        consume(user, Quota.ARTIFACTS, second)
    assert used(user) == first


def test_consume_is_undone_with_the_transaction(user: User) -> None:
    with transaction.atomic():
        consume(user, Quota.ARTIFACTS)
        transaction.set_rollback(True)

    assert used(user) == 0


def test_consume_costs_one_write_after_the_first(
    user: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    consume(user, Quota.ARTIFACTS)

    with django_assert_num_queries(2):
        consume(user, Quota.ARTIFACTS)


def test_a_day_begins_at_midnight_utc(user: User) -> None:
    with time_machine.travel("2026-11-23T23:59:59Z", tick=False):
        consume(user, Quota.ARTIFACTS, 5)
    with time_machine.travel("2026-11-24T00:00:00Z", tick=False):
        consume(user, Quota.ARTIFACTS)
        today = usage(user)[0]

    assert (today.used, today.remaining, today.resets_at) == (1, 4, datetime(2026, 11, 25, tzinfo=UTC))


def test_a_day_is_that_of_utc_wherever_the_server_stands(user: User) -> None:
    with time_machine.travel(datetime(2026, 11, 23, 20, tzinfo=ZoneInfo("America/New_York")), tick=False):
        consume(user, Quota.ARTIFACTS)

    assert DailyUsage.objects.get().day.isoformat() == "2026-11-24"


def test_users_have_their_own_quota(user: User, other_user: User) -> None:
    consume(user, Quota.ARTIFACTS, 5)
    consume(other_user, Quota.ARTIFACTS, 2)

    assert (used(user), used(other_user)) == (5, 2)
    with pytest.raises(QuotaReached) as refusal:
        consume(other_user, Quota.ARTIFACTS, 4)
    assert (refusal.value.facts["used"], used(other_user)) == (2, 2)


def test_counting_up_leaves_the_rows_of_others(user: User, other_user: User) -> None:
    for one, amount in ((user, 1), (other_user, 1), (user, 2), (other_user, 1)):
        consume(one, Quota.ARTIFACTS, amount)

    assert (used(user), used(other_user)) == (3, 2)


def test_other_days_and_other_things_are_counted_apart(user: User) -> None:
    with time_machine.travel(NOON, tick=False):
        for action, day in (("artifacts", "2026-11-22"), ("artifacts", "2026-11-24"), ("images", "2026-11-23")):
            DailyUsage.objects.create(user=user, action=action, day=day, count=4)

        assert used(user) == 0
        consume(user, Quota.ARTIFACTS, 2)

        assert used(user) == 2
        with pytest.raises(QuotaReached) as refusal:
            consume(user, Quota.ARTIFACTS, 4)
    assert refusal.value.facts["used"] == 2
    assert sorted(DailyUsage.objects.values_list("count", flat=True)) == [2, 4, 4, 4]


def test_a_quota_of_ones_own_is_told_and_kept(user: User, other_user: User) -> None:
    AllowanceOverride.objects.create(allowance="artifacts", rate="7/d", user=user)

    consume(user, Quota.ARTIFACTS, 7)

    assert [(one.limit, one.remaining) for one in (*usage(user), *usage(other_user))] == [(7, 0), (5, 5)]


def test_first_refusal_of_a_day_says_that_nothing_was_used(user: User) -> None:
    with time_machine.travel("2026-11-23T23:59:59.500Z", tick=False), pytest.raises(QuotaReached) as refusal:
        consume(user, Quota.ARTIFACTS, 6)

    assert (refusal.value.facts["used"], refusal.value.facts["retry_after_seconds"]) == (0, 1)


def test_remaining_is_never_below_nothing(user: User, settings: Settings) -> None:
    consume(user, Quota.ARTIFACTS, 5)
    settings.QUOTAS = {"artifacts": 3}

    assert [(one.used, one.limit, one.remaining) for one in usage(user)] == [(5, 3, 0)]


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_parallel_transactions_never_pass_the_limit_together() -> None:
    user = User.objects.create_user("alice@example.org")
    barrier = Barrier(4)

    def attempt(_number: int) -> int:
        barrier.wait()
        made = 0
        try:
            for _ in range(4):
                with transaction.atomic():
                    consume(user, Quota.ARTIFACTS)
                made += 1
        except QuotaReached:
            return made
        finally:
            connection.close()
        return made

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(attempt, range(4)))

    assert sum(made) == 5
    assert DailyUsage.objects.get().count == 5


def test_a_day_has_one_row(user: User) -> None:
    row = {"user": user, "action": "artifacts", "day": "2026-11-23"}
    DailyUsage.objects.create(**row)

    with pytest.raises(IntegrityError), transaction.atomic():
        DailyUsage.objects.create(**row)
