"""`manage.py up`: prepare the site, run its web process and its workers, and stop all cleanly."""

import os
import socket
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from accounts.demo import STAFF_EMAIL
from config.first_start import FirstStart, prepare
from config.listener import AddressError, is_answering, listen, parse_port, url
from config.site_lock import sole_user_of
from config.supervisor import Child, Supervisor
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
            with sole_user_of(settings.DATA_DIR):
                clear_metrics()
                with listen(settings.HOST, port) as listener:
                    first_start = prepare()
                    connections.close_all()
                    self._supervise(listener, port, first_start)
        except AddressError as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            return

    def _supervise(self, listener: socket.socket, port: int, first_start: FirstStart) -> None:
        descriptor = listener.fileno()
        children = [
            Child("web", ["-m", "config.processes", "web", str(descriptor)], descriptors=[descriptor]),
            Child("worker", ["-m", "config.processes", "worker"]),
            Child("large worker", ["-m", "config.processes", "large-worker"]),
        ]
        welcome = self._welcome(port, first_start)
        Supervisor(children, say=self._say, on_look=lambda: next(welcome, None)).run()
        self._say("Diptych has stopped.")

    def _welcome(self, port: int, first_start: FirstStart) -> Iterator[None]:
        """Say once, when the site answers, where it is and how to sign in."""
        while not is_answering(settings.HOST, port):
            yield
        address = url(settings.HOST, port)
        demo = "enter as the demo user with one click" if first_start.has_demo_user else "sign in or make an account"
        self._say(f"Diptych is ready at {address} - {demo}. Ctrl-C stops it.")
        if first_start.staff_password:
            self._say(
                f"Staff sign in at {address}admin/ as {STAFF_EMAIL}"
                f" with the password {first_start.staff_password} (shown this once)."
            )

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
