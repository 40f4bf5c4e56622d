"""People and clients that every room's tests use."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User


@pytest.fixture(autouse=True)
def quick_passwords(settings: Settings) -> None:
    """Passwords are hashed to be checked here, not to be safe."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def user(db: None) -> User:
    """Alice, who owns things."""
    return User.objects.create_user("alice@example.org", "alice-password-1")


@pytest.fixture
def other_user(db: None) -> User:
    """Bob, who owns nothing of Alice's."""
    return User.objects.create_user("bob@example.org", "bob-password-1")


@pytest.fixture
def staff(db: None) -> User:
    """Sam, who works in the admin."""
    return User.objects.create_superuser("sam@example.org", "sam-password-1")


@pytest.fixture
def client_for() -> Callable[[User], Client]:
    """Return a function that makes a signed-in client."""

    def make(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return make
