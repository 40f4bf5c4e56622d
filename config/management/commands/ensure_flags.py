"""`manage.py ensure_flags`: make the feature flags that are missing, at 0 %; those that exist stay as they are."""

from typing import Any

from django.core.management.base import BaseCommand

from rollout.services import ensure_flags


class Command(BaseCommand):
    help = "Make the feature flags that are missing, switched off for everyone."

    def handle(self, *_args: Any, **_options: Any) -> None:
        ensure_flags(everyone=False)
        self.stdout.write("The feature flags are there. Staff raise them in the admin.")
