"""`manage.py archive_artifacts TARGET [--user EMAIL]`: all artifacts with their versions as JSON lines."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from artifacts.archive.places import place_of
from artifacts.archive.services import archive
from artifacts.rows.models import Artifact


class Command(BaseCommand):
    help = (
        "Write every artifact that is not deleted, with all its versions, to a folder or to storage:PLACE. What was"
        " interrupted goes on where it stopped."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("target", help="A folder, or storage:PLACE for one in the site's storage.")
        parser.add_argument("--user", metavar="EMAIL", default="", help="Only the artifacts of this user.")

    def handle(self, *_args: Any, **options: Any) -> None:
        artifacts = Artifact.objects.filter(deleted_at=None)
        if email := options["user"].strip().lower():
            if not (user := User.objects.filter(email=email).first()):
                raise CommandError(f"There is no user {email}.")
            artifacts = artifacts.filter(owner=user)
        outcomes = [outcome.is_done for outcome in archive(place_of(options["target"]), artifacts)]
        done = sum(outcomes)
        self.stdout.write(f"{done} artifacts archived, {len(outcomes) - done} were there already.")
