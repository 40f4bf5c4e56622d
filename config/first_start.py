"""What a site needs before its first request: tables, flags, people to sign in as, collected static files.

Every step may run at every start. Only the embedded default makes a demo user and a staff account and opens the flags
to everyone; elsewhere new flags start at 0 % and an operator makes the accounts.
"""

from dataclasses import dataclass

from django.conf import settings
from django.core.management import call_command

from accounts.demo import ensure_demo_user, ensure_staff
from config.static_files import collect_if_changed
from rollout.services import ensure_flags


@dataclass(frozen=True, slots=True)
class FirstStart:
    """What the person who started the site has to know to sign in; the password is None but the first time."""

    has_demo_user: bool
    staff_password: str | None


def prepare() -> FirstStart:
    """Bring the database and the static files up to date and say how to sign in."""
    call_command("migrate", verbosity=0, interactive=False)
    collect_if_changed()
    ensure_flags(everyone=settings.EMBEDDED)
    if not settings.EMBEDDED:
        return FirstStart(has_demo_user=False, staff_password=None)
    if settings.IS_LOOPBACK:
        ensure_demo_user()
    return FirstStart(has_demo_user=settings.IS_LOOPBACK, staff_password=ensure_staff())
