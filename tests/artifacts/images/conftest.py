from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from artifacts.images.services import store_image
from artifacts.rows.models import ArtifactFile
from rollout.enums import FlagName
from rollout.models import Flag
from tests.artifacts.images.files import picture

StoreImage = Callable[..., ArtifactFile]


@pytest.fixture
def storage(settings: Any, tmp_path: Path) -> Path:
    """A folder of the test's own for stored files."""
    folder = tmp_path / "storage"
    backend = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(folder)}}
    settings.STORAGES = {**settings.STORAGES, "default": backend}
    return folder


@pytest.fixture
def store(storage: Path, user: User) -> StoreImage:
    """Return a function that stores an image of Alice's."""

    def make(data: bytes | None = None, owner: User = user) -> ArtifactFile:
        data = picture() if data is None else data
        return store_image(owner=owner, file=BytesIO(data), size_bytes=len(data))

    return make


@pytest.fixture
def alice(storage: Path, user: User, client_for: Callable[[User], Client]) -> Client:
    for name in FlagName:
        Flag.objects.update_or_create(name=name.value, defaults={"everyone": True})
    return client_for(user)
