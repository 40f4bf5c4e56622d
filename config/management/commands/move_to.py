"""`manage.py move_to DATABASE_URL`: move an embedded site into the database of a production site, with its files."""

from typing import Any

import environ
from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from config.bucket import ensure_bucket, place_of
from config.moving import MoveRefused, move_rows, open_target
from config.site_lock import sole_user_of
from config.stored_copies import copy_files


class Command(BaseCommand):
    help = (
        "Move this stopped site into an empty database, with users, chats, artifacts, versions and, when S3_BUCKET is"
        " set, files. The site here stays as it is."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("database_url", help="As postgres://user:password@host:5432/name")

    def handle(self, *_args: Any, **options: Any) -> None:
        with sole_user_of(settings.DATA_DIR):
            try:
                open_target(environ.Env.db_url_config(options["database_url"]))
                for label, count in move_rows():
                    if count:
                        self.stdout.write(f"{count:9,} {label}")
            except (MoveRefused, DatabaseError, environ.ImproperlyConfigured) as error:
                raise CommandError(f"Nothing was moved. {error}") from error
            self._move_files()
        self.stdout.write(
            "Moved, and the counts agree. Start the new site with this DATABASE_URL and the same SECRET_KEY: it is in"
            f" {settings.DATA_DIR / 'secret_key'} unless you set one."
        )

    def _move_files(self) -> None:
        folder = settings.DATA_DIR / "files"
        if isinstance(default_storage, FileSystemStorage):
            self.stdout.write(f"Files stay in {folder}. Set S3_BUCKET and run this again to move them only.")
            return
        ensure_bucket(default_storage)
        count, sent = copy_files(folder, default_storage)
        self.stdout.write(f"{count:9,} files, {sent:,} of them sent to {place_of(default_storage)}")
