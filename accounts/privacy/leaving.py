"""*Delete my account*: after a time of grace nothing of a person is left."""

from collections.abc import Callable
from datetime import timedelta

import structlog
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from accounts.errors import LastStaff
from accounts.models import DataExport, Invitation, User
from accounts.privacy.registry import parts
from accounts.privacy.rows import loose_rows_of
from common.stored_files import TRANSIENT

_log = structlog.get_logger("diptych.privacy")


def request_deletion(user: User) -> None:
    """Say when the account goes: at once without a time of grace; raise LastStaff for the last one of the staff."""
    require_others(user)
    days = settings.ACCOUNT_DELETION_DAYS
    if days <= 0:
        delete_account(user)
        return
    User.objects.filter(pk=user.pk).update(deletion_due_at=timezone.now() + timedelta(days=days))


def keep_account(user: User) -> None:
    """Take the request back."""
    User.objects.filter(pk=user.pk).update(deletion_due_at=None)


def delete_due_accounts() -> None:
    """Delete every account whose time of grace is over."""
    for user in User.objects.filter(deletion_due_at__lte=timezone.now()):
        try:
            delete_account(user)
        except LastStaff:
            keep_account(user)


def require_others(user: User) -> None:
    """Raise LastStaff if nobody else could look after the site."""
    others = User.objects.filter(is_active=True).exclude(pk=user.pk)
    if user.is_staff and not others.filter(is_staff=True).exists():
        raise LastStaff
    if user.is_superuser and not others.filter(is_superuser=True).exists():
        raise LastStaff


def delete_account(user: User) -> None:
    """Delete all rows of the person, then what lies beside the database; raise LastStaff.

    What lies beside is removed last: an interruption leaves files that nobody refers to, never rows without files.
    """
    require_others(user)
    user_id = user.pk
    afterwards = _prepare(user)
    with transaction.atomic():
        for rows in loose_rows_of(user):
            rows.delete()
        Invitation.objects.filter(email=user.email).delete()
        user.delete()
    _end_sessions(user_id)
    for finish in afterwards:
        finish()
    _log.info("account_deleted", user_id=user_id)


def _prepare(user: User) -> list[Callable[[], None]]:
    keys = list(DataExport.objects.filter(user=user).exclude(key="").values_list("key", flat=True))
    return [*(part.prepare_removal(user) for part in parts()), lambda: _delete_files(keys)]


def _delete_files(keys: list[str]) -> None:
    for key in keys:
        try:
            default_storage.delete(key)
        except TRANSIENT as error:
            _log.warning("data_export_not_removed", error=type(error).__name__)


def _end_sessions(user_id: int) -> None:
    """Remove the sessions: they name the person by number."""
    for session in Session.objects.iterator(chunk_size=500):
        if session.get_decoded().get("_auth_user_id") == str(user_id):
            session.delete()
