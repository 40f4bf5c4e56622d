import json
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from gatekeeper.feedback import feedback_examples


class Command(BaseCommand):
    """Write corrected decisions as labelled JSON lines; texts only where their writers agreed to share them."""

    help = "Print corrected decisions as labelled JSONL."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--since", type=datetime.fromisoformat, help="only corrections from this ISO date on")

    def handle(self, *args: Any, **options: Any) -> None:
        since = options["since"]
        aware = timezone.make_aware(since) if since and timezone.is_naive(since) else since
        for example in feedback_examples(aware):
            self.stdout.write(json.dumps(example, ensure_ascii=False))
