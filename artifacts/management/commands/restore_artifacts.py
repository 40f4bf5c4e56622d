"""`manage.py restore_artifacts TARGET`: bring archived artifacts back, with the same ids, owners and versions."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from artifacts.archive.places import place_of
from artifacts.archive.services import restore


class Command(BaseCommand):
    help = "Restore every artifact of an archive; what is there already stays, what was deleted lives again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("target", help="A folder, or storage:PLACE for one in the site's storage.")

    def handle(self, *_args: Any, **options: Any) -> None:
        outcomes = list(restore(place_of(options["target"])))
        if not outcomes:
            raise CommandError(f"There is no archive in {options['target']}.")
        for refused in (outcome for outcome in outcomes if outcome.refusal):
            self.stderr.write(f"{refused.name}: {refused.refusal}")
        done = sum(outcome.is_done for outcome in outcomes)
        left = sum(bool(outcome.refusal) for outcome in outcomes)
        self.stdout.write(f"{done} artifacts restored, {len(outcomes) - done - left} were there already.")
        if left:
            raise CommandError(f"{left} artifacts could not be restored.")
