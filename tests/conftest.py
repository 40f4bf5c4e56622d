"""People and clients that every room's tests use."""

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django import Settings

from accounts.models import User
from llm.wire.learned import forget

pytest_plugins = ["tests.clock"]

# How long an example takes says how busy the machine is, not whether the code is right.
hypothesis_settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("house")


@pytest.fixture(autouse=True)
def quick_passwords(settings: Settings) -> None:
    """Passwords are hashed to be checked here, not to be safe."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """A request leaves its language on the thread; each test begins in English whatever ran before."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    """Limits count in a cache that outlives a test, by users whose ids come again."""
    caches["limits"].clear()


@pytest.fixture(autouse=True)
def nothing_learned() -> None:
    """What was learnt about a model outlives a test, and ports of fake endpoints come again."""
    forget()


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
