"""Flags: waffle's table and admin, with answers of our own.

An answer depends on the row and the user alone, so it is the same on every device and in workers: no cookie, no draw,
no language, no test parameter. `everyone` comes first, in both directions.
"""

from hashlib import sha256

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from waffle.models import AbstractUserFlag

SLICES = 1000  # a percentage has one decimal


class Flag(AbstractUserFlag):
    """A switch whose percentage is sticky per user and whose kill switch always wins."""

    superusers = models.BooleanField(_("superusers"), default=False)
    percent = models.DecimalField(
        _("percent"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("From 0.0 to 100.0: the share of users who have this; raising it only adds users."),
    )

    def is_active(self, request: HttpRequest, read_only: bool = False) -> bool:
        """Answer for the request's user; nothing else of the request counts."""
        return self.is_active_for_user(request.user)

    def is_active_for_user(self, user: AbstractBaseUser | AnonymousUser) -> bool:
        """Answer for a user, asking the database whether they are listed."""
        return self.answer(user, is_listed=self.everyone is None and self.pk in listed_flags(user))

    def answer(self, user: AbstractBaseUser | AnonymousUser, *, is_listed: bool) -> bool:
        """Decide from the row; `is_listed` says whether the user or a group of theirs is named by it."""
        if not self.pk:
            return False
        if self.everyone is not None:
            return self.everyone
        return is_listed or self._includes_trait(user) or self._includes_share(user)

    def _includes_trait(self, user: AbstractBaseUser | AnonymousUser) -> bool:
        return bool(
            (self.authenticated and user.is_authenticated)
            or (self.staff and getattr(user, "is_staff", False))
            or (self.superusers and getattr(user, "is_superuser", False))
        )

    def _includes_share(self, user: AbstractBaseUser | AnonymousUser) -> bool:
        if user.pk is None or not self.percent:
            return False
        return slice_of(self.name, user.pk) < self.percent * SLICES / 100


def slice_of(name: str, user_id: int) -> int:
    """Return the user's fixed place in 0..999 for this flag; each flag orders the users differently."""
    digest = sha256(f"{name}:{user_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % SLICES


def listed_flags(user: AbstractBaseUser | AnonymousUser) -> set[int]:
    """Return the ids of the flags that name the user or one of their groups."""
    if user.pk is None:
        return set()
    by_user = Flag.users.through.objects.filter(user=user.pk).values_list("flag", flat=True)
    by_group = Flag.groups.through.objects.filter(group__user=user.pk).values_list("flag", flat=True)
    return set(by_user.union(by_group))
