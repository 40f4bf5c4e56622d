"""A database that restarts is waited for while a job is held: what was made is not thrown away for a pause."""

import time
from collections.abc import Callable
from typing import TypeVar

import structlog
from django.db import InterfaceError, OperationalError, close_old_connections, connection

from exports.rows.limits import DATABASE_PATIENCE_SECONDS, DATABASE_PAUSE_SECONDS

AWAY = (OperationalError, InterfaceError)
Result = TypeVar("Result")
_log = structlog.get_logger(__name__)


def patiently(work: Callable[[], Result], patience_seconds: float = DATABASE_PATIENCE_SECONDS) -> Result:
    """Do the work, which may be done twice, again until the database takes it; raise its error after the patience."""
    give_up_at = time.monotonic() + patience_seconds
    while True:
        try:
            return work()
        except AWAY as error:
            if time.monotonic() >= give_up_at:
                raise
            _log.warning("export_waits_for_database", error=type(error).__name__)
        forget_connection()
        time.sleep(DATABASE_PAUSE_SECONDS)


def forget_connection() -> None:
    """Give up a connection that broke, so that the next query opens another one."""
    if not connection.in_atomic_block:
        close_old_connections()
