from io import StringIO

import pytest
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

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


def sign_in(email: str, password: str) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": email, "password": password})
    return client


@pytest.mark.django_db
def test_first_administrator_signs_in_without_mail(settings: Settings) -> None:
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    out = StringIO()

    call_command("create_admin", "Root@Example.org", stdout=out, stderr=StringIO())

    client = sign_in("root@example.org", out.getvalue().removesuffix("\n"))
    assert client.get("/admin/").status_code == 200


@pytest.mark.django_db
def test_superuser_of_djangos_command_signs_in_without_mail(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "long enough 7")

    call_command("createsuperuser", "--noinput", "--email", "boss@example.org", stdout=StringIO())

    assert sign_in("boss@example.org", "long enough 7").get("/admin/").status_code == 200


def test_an_account_that_is_there_becomes_an_administrators(user: User, settings: Settings) -> None:
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    User.objects.update(is_active=False)
    out = StringIO()

    call_command("create_admin", user.email, stdout=out, stderr=StringIO())

    assert User.objects.count() == 1
    assert sign_in(user.email, out.getvalue().strip()).get("/admin/").status_code == 200


def test_create_admin_refuses_what_is_no_address() -> None:
    with pytest.raises(CommandError, match="not an e-mail address"):
        call_command("create_admin", "root")


def test_mail_is_from_the_product(user: User, mailoutbox: list[EmailMessage]) -> None:
    Client().post(reverse("account_reset_password"), {"email": user.email})

    (mail,) = mailoutbox
    assert mail.subject.startswith("Diptych: ")
    assert mail.body.startswith("Hello from Diptych!")
    assert "testserver!" not in mail.body
