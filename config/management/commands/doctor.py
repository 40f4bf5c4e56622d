"""`manage.py doctor`: one line for each part that the site needs; exit code 1 when one of them does not work."""

import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from config.doctor import examine


class Command(BaseCommand):
    help = "Try every part that the site needs and say what is wrong."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="Print one JSON object a line.")
        parser.add_argument("--url", default="", help="The site's public address; tries the proxy before it.")

    def handle(self, *_args: Any, **options: Any) -> None:
        faults = 0
        for finding in examine(options["url"]):
            faults += not finding.is_good
            line = f"{'ok   ' if finding.is_good else 'FAULT'} {finding.name:9} {finding.text}"
            self.stdout.write(json.dumps(asdict(finding), ensure_ascii=False) if options["json"] else line)
        if faults:
            sys.exit(1)
