from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import PersonalToken, User
from accounts.tokens import authenticate_token


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("create_token", *arguments, stdout=out)
    return out.getvalue()


def test_create_token_prints_the_token_alone(user: User) -> None:
    printed = run("Alice@Example.org ")

    assert authenticate_token(printed.removesuffix("\n")) == user
    assert PersonalToken.objects.get().name == "command line"


@pytest.mark.django_db
def test_create_token_needs_a_user() -> None:
    with pytest.raises(CommandError, match="--create-user"):
        run("nobody@example.org")


@pytest.mark.django_db
def test_create_token_makes_the_user() -> None:
    token = run("new@example.org", "--create-user", "--name", "walk")

    made = authenticate_token(token.strip())
    assert made is not None
    assert (made.email, made.is_staff, made.has_usable_password()) == ("new@example.org", False, False)


@pytest.mark.django_db
def test_create_token_refuses_what_is_no_address() -> None:
    with pytest.raises(CommandError, match="not an e-mail address"):
        run("nobody", "--create-user")
    assert User.objects.count() == 0


def test_create_token_makes_staff(user: User) -> None:
    run(user.email, "--staff")

    user.refresh_from_db()
    assert (user.is_staff, user.is_superuser) == (True, True)
