"""The first administrator, made where there is no mail: by who may run commands on the machine."""

import secrets

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.models import User


@transaction.atomic
def make_admin(email: str) -> str:
    """Make the account, or an account that is there, one of staff with every permission; return its new password.

    Its address counts as confirmed, so that nobody waits for a mail. The password is kept nowhere else.
    """
    password = secrets.token_urlsafe(12)
    user = User.objects.filter(email=email).first() or User.objects.create_superuser(email)
    user.is_active = user.is_staff = user.is_superuser = True
    user.set_password(password)
    user.save()
    confirm_address(user)
    return password


def confirm_address(user: User) -> None:
    """Count the account's own address as confirmed."""
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
