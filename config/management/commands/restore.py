"""`manage.py restore FILE`: put what `back_up` wrote into an empty DATA_DIR."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config import backup
from config.management.commands.back_up import require_embedded
from config.site_lock import sole_user_of


class Command(BaseCommand):
    help = "Put a backup into DATA_DIR, which must hold no site yet."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        require_embedded("Use pg_restore")
        try:
            with sole_user_of(settings.DATA_DIR):
                backup.restore(options["file"], settings.DATA_DIR)
        except backup.RestoreRefused as error:
            raise CommandError(f"Nothing was restored: {error}.") from error
        self.stdout.write(f"Restored into {settings.DATA_DIR}. Start the site with make run, or manage.py up.")
