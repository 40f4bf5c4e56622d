"""`manage.py ensure_bucket`: make the bucket that S3_BUCKET names if it is missing, and try it."""

from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError

from config.bucket import ensure_bucket
from config.doctor import check_storage
from config.finding import Fault


class Command(BaseCommand):
    help = "Make the bucket of S3_BUCKET if it is missing, private, and write, read and delete one file in it."
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        try:
            made = ensure_bucket(default_storage)
            where = check_storage()
        except (BotoCoreError, ClientError, Fault, OSError) as error:
            raise CommandError(f"The bucket cannot be used: {error}") from error
        self.stdout.write(f"{'Made' if made else 'Found'} and tried: {where}")
