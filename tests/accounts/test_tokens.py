from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import PersonalToken, User
from accounts.tokens import authenticate_token, create_token, revoke_token
from common.digests import content_digest


def test_create_token_keeps_only_a_digest(user: User) -> None:
    raw = create_token(user, "laptop")

    token = PersonalToken.objects.get()
    assert raw.startswith("dpt_")
    assert len(raw) == 47
    assert (token.name, token.digest) == ("laptop", content_digest(raw.encode()))


def test_authenticate_token_finds_its_user(user: User) -> None:
    assert authenticate_token(create_token(user, "laptop")) == user


@pytest.mark.parametrize("raw", ["", "dpt_", "dpt_unknown", "Bearer x", "dpt_\udcff", "x" * 10_000])
@pytest.mark.django_db
def test_authenticate_token_knows_no_other(raw: str) -> None:
    assert authenticate_token(raw) is None


def test_authenticate_token_refuses_a_revoked_token(user: User) -> None:
    raw = create_token(user, "laptop")

    assert revoke_token(user, PersonalToken.objects.get().pk)
    assert authenticate_token(raw) is None


def test_authenticate_token_refuses_an_inactive_user(user: User) -> None:
    raw = create_token(user, "laptop")
    User.objects.filter(pk=user.pk).update(is_active=False)

    assert authenticate_token(raw) is None


def test_revoke_token_leaves_another_users_alone(user: User, other_user: User) -> None:
    raw = create_token(user, "laptop")

    assert not revoke_token(other_user, PersonalToken.objects.get().pk)
    assert authenticate_token(raw) == user


def test_authenticate_token_notes_its_use_once_a_minute(
    user: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    raw = create_token(user, "laptop")

    with time_machine.travel(timezone.now(), tick=False) as clock:
        with django_assert_num_queries(2):
            authenticate_token(raw)
        with django_assert_num_queries(1):
            authenticate_token(raw)
        clock.shift(timedelta(minutes=2))
        with django_assert_num_queries(2):
            authenticate_token(raw)
        assert PersonalToken.objects.get().last_used_at == timezone.now()
