"""Is this site able to work? Each check is a small real use of the part, with a short time limit."""

from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryFile

import redis
import structlog
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import DatabaseError, connection

BROKER_TIMEOUT_SECONDS = 1
PROBE_NAME = "readiness-probe"
FAULTS = (DatabaseError, OSError, redis.RedisError, BotoCoreError, ClientError)
_log = structlog.get_logger("diptych.health")


def readiness() -> Mapping[str, bool]:
    """Return, for each part, whether it works."""
    return {name: _works(name, check) for name, check in CHECKS.items()}


def _works(name: str, check: Callable[[], None]) -> bool:
    try:
        check()
    except FAULTS as fault:
        _log.warning("not_ready", part=name, error=type(fault).__name__)
        return False
    return True


def _check_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _check_broker() -> None:
    if settings.REDIS_URL:
        with redis.Redis.from_url(
            settings.REDIS_URL, socket_timeout=BROKER_TIMEOUT_SECONDS, socket_connect_timeout=BROKER_TIMEOUT_SECONDS
        ) as client:
            client.ping()
    else:
        _check_folder(settings.DATA_DIR / "broker")


def _check_storage() -> None:
    if isinstance(default_storage, FileSystemStorage):
        _check_folder(Path(default_storage.location))
    else:
        default_storage.exists(PROBE_NAME)


def _check_folder(folder: Path) -> None:
    """Write a byte, so that a full or read-only disk is noticed."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryFile(dir=folder) as file:
        file.write(b"1")
        file.flush()


CHECKS: Mapping[str, Callable[[], None]] = {
    "database": _check_database,
    "broker": _check_broker,
    "storage": _check_storage,
}
