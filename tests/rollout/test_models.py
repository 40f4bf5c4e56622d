from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import User
from rollout.enums import FlagName
from rollout.models import Flag, slice_of


def test_slice_of_is_the_same_in_every_process() -> None:
    assert [slice_of("exportEnabled", user_id) for user_id in (1, 2, 3)] == [77, 588, 98]


def test_slice_of_spreads_users_evenly() -> None:
    slices = [slice_of("exportEnabled", user_id) for user_id in range(10_000)]

    assert 0.09 < sum(place < 100 for place in slices) / len(slices) < 0.11


def test_slice_of_orders_users_differently_for_each_flag() -> None:
    first, second = ({user for user in range(1000) if slice_of(name, user) < 100} for name in ("a", "b"))

    assert len(first & second) < len(first) / 2


@pytest.mark.parametrize("flag", list(FlagName))
def test_raising_the_percentage_only_adds_users(flag: FlagName) -> None:
    users = [User(pk=pk) for pk in range(1, 400)]
    before: set[int] = set()

    for percent in (0, 1, 5, 10, 25, 50, 75, 99, 100):
        row = Flag(pk=1, name=flag.value, percent=Decimal(percent))
        now = {user.pk for user in users if row.answer(user, is_listed=False)}
        assert before <= now
        before = now

    assert len(before) == len(users)


@pytest.mark.django_db
def test_percent_goes_to_a_hundred_and_not_beyond() -> None:
    Flag(name="x", percent=100).full_clean()

    with pytest.raises(ValidationError):
        Flag(name="x", percent=Decimal("100.1")).full_clean()


def test_a_flag_without_a_row_is_off() -> None:
    assert Flag(name="x", everyone=True).answer(User(pk=1), is_listed=True) is False


@pytest.mark.django_db
def test_a_name_has_one_row() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Flag.objects.bulk_create([Flag(name=FlagName.EXPORT.value)])
