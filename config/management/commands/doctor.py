"""`manage.py doctor`: one line for each part that the site needs; exit code 1 when one of them does not work."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from config.doctor import examine


class Command(BaseCommand):
    help = "Try every part that the site needs and say what is wrong."
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        faults = 0
        for finding in examine():
            faults += not finding.is_good
            self.stdout.write(f"{'ok   ' if finding.is_good else 'FAULT'} {finding.name:9} {finding.text}")
        if faults:
            sys.exit(1)
