from collections.abc import Callable

import pytest

from rollout.enums import FlagName
from rollout.models import Flag
from rollout.services import ensure_flags


def states() -> dict[str, bool | None]:
    return dict(Flag.objects.values_list("name", "everyone"))


@pytest.mark.django_db
def test_ensure_flags_makes_missing_rows_off() -> None:
    Flag.objects.all().delete()

    ensure_flags(everyone=False)

    assert states() == {name.value: None for name in FlagName}


@pytest.mark.django_db
def test_ensure_flags_switches_untouched_flags_on() -> None:
    ensure_flags(everyone=True)

    assert states() == {name.value: True for name in FlagName}


def test_ensure_flags_keeps_what_staff_chose(set_flag: Callable[..., Flag]) -> None:
    set_flag(FlagName.EXPORT, everyone=False)
    set_flag(FlagName.SPLIT_VIEW, everyone=None, percent=20)

    ensure_flags(everyone=True)

    assert (states()["exportEnabled"], states()["splitViewEnabled"], states()["gatekeeperEnabled"]) == (
        False,
        None,
        True,
    )


def test_ensure_flags_keeps_a_flag_that_was_switched_back(set_flag: Callable[..., Flag]) -> None:
    ensure_flags(everyone=True)
    set_flag(FlagName.EXPORT, everyone=None)

    ensure_flags(everyone=True)

    assert states()["exportEnabled"] is None
