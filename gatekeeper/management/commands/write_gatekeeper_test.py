from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from gatekeeper.examples import example_json
from gatekeeper.learning.corpus import held_out


class Command(BaseCommand):
    """Write the seed lines that are never trained on as the project's own labelled test file."""

    help = "Write the held-out examples as JSONL."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        lines = [example_json(example) for example in held_out()]
        options["file"].write_text("\n".join(lines) + "\n", encoding="utf-8")
        self.stdout.write(f"{len(lines)} examples")
