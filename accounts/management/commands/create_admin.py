from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from accounts.staff import make_admin


class Command(BaseCommand):
    help = "Make an administrator who can sign in at once, without mail, and print the password, once."

    def add_arguments(self, parser: CommandParser) -> None:
        """Name the account; one that is there becomes an administrator's, with a new password."""
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the password alone on standard output, so that scripts can take it."""
        email = options["email"].strip().lower()
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"{email} is not an e-mail address.") from error
        self.stdout.write(make_admin(email))
        self.stderr.write(f"{email} signs in with this password, also at /admin/. It is shown this once.")
