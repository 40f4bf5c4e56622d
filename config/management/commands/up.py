"""`manage.py up`: prepare the site, run its web process and its workers, and stop all cleanly."""

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from accounts.demo import STAFF_EMAIL
from config.first_start import FirstStart, prepare
from config.listener import AddressError, listen, parse_port
from config.site_lock import sole_user_of
from config.standing import Start, become
from telemetry.metrics import clear_metrics

OWNER_ONLY = 0o700
OTHERS_NOTHING = 0o077
"""The data folder holds every chat, session and password hash: no other account of the machine reads it."""


class Command(BaseCommand):
    help = "Prepare the site, then run the web process and the workers until Ctrl-C."
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        try:
            port = parse_port(settings.PORT)
            os.umask(OTHERS_NOTHING)
            settings.DATA_DIR.chmod(OWNER_ONLY)
            with sole_user_of(settings.DATA_DIR) as lock:
                clear_metrics()
                with listen(settings.HOST, port) as listener:
                    first_start = prepare()
                    connections.close_all()
                    become(_start(port, first_start), listener.fileno(), lock)
        except AddressError as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            return


def _start(port: int, first_start: FirstStart) -> Start:
    return Start(
        host=settings.HOST,
        port=port,
        broker=str(settings.DATA_DIR / "broker"),
        staff_email=STAFF_EMAIL,
        has_demo_user=first_start.has_demo_user,
        staff_password=first_start.staff_password,
    )
