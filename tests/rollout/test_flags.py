from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from accounts.models import User
from common.errors import FeatureDisabled
from rollout.enums import FlagName
from rollout.flags import Features, features_for, is_enabled, require
from rollout.models import Flag
from rollout.services import ensure_flags

SetFlag = Callable[..., Flag]


@pytest.fixture
def master_on(set_flag: SetFlag) -> None:
    set_flag(FlagName.ARTIFACTS, everyone=True)


def test_the_migration_creates_the_five_flags_off(user: User) -> None:
    rows = Flag.objects.values_list("name", "everyone", "percent", "superusers")

    assert sorted(rows) == sorted((name.value, None, 0, False) for name in FlagName)
    assert features_for(user) == Features(
        artifacts=False, gatekeeper=False, creation=False, export=False, split_view=False
    )


def test_everything_is_on_for_everyone(user: User) -> None:
    ensure_flags(everyone=True)

    assert features_for(user) == Features(artifacts=True, gatekeeper=True, creation=True, export=True, split_view=True)


@pytest.mark.parametrize("flag", [name for name in FlagName if name is not FlagName.ARTIFACTS])
def test_the_master_switches_each_feature_off(user: User, set_flag: SetFlag, flag: FlagName) -> None:
    ensure_flags(everyone=True)
    set_flag(FlagName.ARTIFACTS, everyone=False)

    assert is_enabled(flag, user) is False


@pytest.mark.parametrize("flag", [name for name in FlagName if name is not FlagName.ARTIFACTS])
def test_each_feature_has_its_own_switch(user: User, set_flag: SetFlag, flag: FlagName) -> None:
    ensure_flags(everyone=True)
    set_flag(flag, everyone=False)

    assert [is_enabled(name, user) for name in FlagName] == [name is not flag for name in FlagName]


@pytest.mark.usefixtures("master_on")
def test_a_missing_row_is_off(user: User) -> None:
    Flag.objects.filter(name=FlagName.EXPORT.value).delete()

    assert is_enabled(FlagName.EXPORT, user) is False


@pytest.mark.usefixtures("master_on")
def test_a_listed_user_has_it(user: User, other_user: User, set_flag: SetFlag) -> None:
    set_flag(FlagName.EXPORT).users.add(user)

    assert (is_enabled(FlagName.EXPORT, user), is_enabled(FlagName.EXPORT, other_user)) == (True, False)


@pytest.mark.usefixtures("master_on")
def test_a_listed_group_has_it(user: User, other_user: User, set_flag: SetFlag) -> None:
    group = Group.objects.create(name="testers")
    user.groups.add(group)
    set_flag(FlagName.EXPORT).groups.add(group)

    assert (is_enabled(FlagName.EXPORT, user), is_enabled(FlagName.EXPORT, other_user)) == (True, False)


@pytest.mark.usefixtures("master_on")
def test_staff_may_have_it_first(user: User, staff: User, set_flag: SetFlag) -> None:
    set_flag(FlagName.EXPORT, staff=True)

    assert (is_enabled(FlagName.EXPORT, user), is_enabled(FlagName.EXPORT, staff)) == (False, True)


@pytest.mark.usefixtures("master_on")
def test_the_kill_switch_wins_over_lists_traits_and_superusers(staff: User, set_flag: SetFlag) -> None:
    flag = set_flag(FlagName.EXPORT, everyone=False, percent=100, staff=True, superusers=True, authenticated=True)
    flag.users.add(staff)

    assert is_enabled(FlagName.EXPORT, staff) is False
    assert flag.is_active_for_user(staff) is False


@pytest.mark.usefixtures("master_on")
def test_the_kill_switch_wins_over_the_environment(user: User, set_flag: SetFlag, settings: Settings) -> None:
    settings.FLAG_OVERRIDES = "exportEnabled=on"
    set_flag(FlagName.EXPORT, everyone=False)

    assert is_enabled(FlagName.EXPORT, user) is False


def test_the_environment_switches_off_and_on(user: User, settings: Settings) -> None:
    ensure_flags(everyone=True)
    Flag.objects.filter(name=FlagName.GATEKEEPER.value).delete()
    settings.FLAG_OVERRIDES = "exportEnabled=off, gatekeeperEnabled=on"

    assert (is_enabled(FlagName.EXPORT, user), is_enabled(FlagName.GATEKEEPER, user)) == (False, True)


def test_a_switch_acts_at_once(user: User, set_flag: SetFlag) -> None:
    ensure_flags(everyone=True)
    answers = [is_enabled(FlagName.EXPORT, user)]

    for everyone in (False, True):
        Flag.objects.filter(name=FlagName.EXPORT.value).update(everyone=everyone)
        answers.append(is_enabled(FlagName.EXPORT, user))

    assert answers == [True, False, True]


@pytest.mark.usefixtures("master_on")
def test_a_guest_has_what_everyone_has(set_flag: SetFlag) -> None:
    set_flag(FlagName.EXPORT, everyone=True)
    set_flag(FlagName.CREATION, percent=100)
    set_flag(FlagName.GATEKEEPER, authenticated=True)

    features = features_for(AnonymousUser())

    assert (features.export, features.creation, features.gatekeeper) == (True, False, False)


@pytest.mark.usefixtures("master_on")
def test_require_names_the_flag(user: User) -> None:
    with pytest.raises(FeatureDisabled) as refusal:
        require(user, FlagName.EXPORT)

    assert (refusal.value.status, refusal.value.facts) == (403, {"flag": "exportEnabled"})


def test_require_lets_pass(user: User) -> None:
    ensure_flags(everyone=True)

    for flag in FlagName:
        require(user, flag)
        assert is_enabled(flag, user)


def test_features_for_costs_one_query_when_decided(
    user: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ensure_flags(everyone=True)

    with django_assert_num_queries(1):
        features_for(user)


def test_features_for_costs_two_queries_in_a_rollout(
    user: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        features_for(user)
