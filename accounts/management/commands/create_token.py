from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from accounts.models import User
from accounts.tokens import create_token


class Command(BaseCommand):
    help = "Print a new personal token of a user, once."

    def add_arguments(self, parser: CommandParser) -> None:
        """Name the user, and what to do when there is none."""
        parser.add_argument("email")
        parser.add_argument("--create-user", action="store_true", help="Make the user when there is none.")
        parser.add_argument("--staff", action="store_true", help="Give the user access to the admin.")
        parser.add_argument("--name", default="command line", help="What the account page calls the token.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the token alone on standard output, so that scripts can take it."""
        user = self._user(options["email"].strip().lower(), is_created=options["create_user"])
        if options["staff"] and not user.is_staff:
            user.is_staff = user.is_superuser = True
            user.save(update_fields=["is_staff", "is_superuser"])
        self.stdout.write(create_token(user, options["name"][:80]))

    def _user(self, email: str, *, is_created: bool) -> User:
        user = User.objects.filter(email=email).first()
        if user is not None:
            return user
        if not is_created:
            raise CommandError(f"There is no user {email}. Add --create-user to make one.")
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"{email} is not an e-mail address.") from error
        return User.objects.create_user(email)
