"""`manage.py back_up FILE`: write an embedded site's database, files and secret key into one file."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config import backup


class Command(BaseCommand):
    help = "Write database, files and secret key into one file (.tar.gz), while the site runs or not."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        require_embedded("Use pg_dump, and keep the bucket")
        target: Path = options["file"]
        try:
            size = backup.back_up(settings.DATA_DIR, target)
        except OSError as error:
            raise CommandError(f"The backup was not written: {error}") from error
        self.stdout.write(f"{target} ({size:,} bytes). It holds all chats and the secret key: keep it private.")


def require_embedded(instead: str) -> None:
    """Raise CommandError where the database is not in DATA_DIR."""
    if settings.DATABASE_URL:
        raise CommandError(f"This is for the embedded site; DATABASE_URL is set. {instead}: see docs/deploy.md.")
