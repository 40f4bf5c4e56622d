from typing import Any

from django.core.management.base import BaseCommand

from telemetry.catalogue import event_catalogue


class Command(BaseCommand):
    help = "Print the page of all events (docs/EVENTS.md)."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(event_catalogue(), ending="")
