"""What a user may see: the five flags, each of the four features only together with the master.

Answers are read from the database each time (one small query, three while a flag is between off and on), so a switch
acts at once in every process. A kill switch wins over everything; an environment override wins over the rest.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from common.errors import FeatureDisabled
from rollout.enums import FlagName
from rollout.models import Flag, listed_flags
from rollout.overrides import overrides

AnyUser = AbstractBaseUser | AnonymousUser
OneUser = TypeVar("OneUser", bound=AnyUser)


@dataclass(frozen=True, slots=True)
class Features:
    """The effective answers for one user; `artifacts` is the master and is part of each of the others."""

    artifacts: bool
    gatekeeper: bool
    creation: bool
    export: bool
    split_view: bool


def features_for(user: AnyUser) -> Features:
    """Return everything at once, as a page needs it."""
    answers = _answers(user)
    return Features(
        artifacts=answers[FlagName.ARTIFACTS],
        gatekeeper=answers[FlagName.GATEKEEPER],
        creation=answers[FlagName.CREATION],
        export=answers[FlagName.EXPORT],
        split_view=answers[FlagName.SPLIT_VIEW],
    )


def is_enabled(flag: FlagName, user: AnyUser) -> bool:
    """Tell whether the user has the feature, the master included."""
    return _answers(user)[flag]


def require(user: OneUser, flag: FlagName) -> OneUser:
    """Return the user, who must have the feature; raise FeatureDisabled."""
    if not is_enabled(flag, user):
        raise FeatureDisabled(facts={"flag": flag.value})
    return user


def _answers(user: AnyUser) -> Mapping[FlagName, bool]:
    rows = {row.name: row for row in Flag.objects.all()}
    listed = listed_flags(user) if any(row.everyone is None for row in rows.values()) else set()
    own = {name: _own_answer(name, rows.get(name), user, listed) for name in FlagName}
    return {name: answer and own[FlagName.ARTIFACTS] for name, answer in own.items()}


def _own_answer(name: FlagName, row: Flag | None, user: AnyUser, listed: set[int]) -> bool:
    """Answer for one flag without its master; a missing row is off."""
    override = overrides().get(name)
    if override is False or (row is not None and row.everyone is False):
        return False
    if override is True:
        return True
    return row is not None and row.answer(user, is_listed=row.pk in listed)
