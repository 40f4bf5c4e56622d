"""Makers of artifacts that the room's tests share."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import User
from artifacts.kinds.registry import kind
from artifacts.rows.enums import AuthorKind, KindName, Origin
from artifacts.rows.models import ArtifactVersion
from artifacts.versions.write import create_artifact
from rollout.services import ensure_flags

MakeArtifact = Callable[..., ArtifactVersion]


@pytest.fixture
def open_site(db: None) -> None:
    """Every feature is on for everybody."""
    ensure_flags(everyone=True)


@pytest.fixture
def make_artifact(user: User) -> MakeArtifact:
    """Return a function that makes an artifact of Alice's from text or JSON content."""

    def make(
        source: Any, kind_name: KindName = KindName.TABLE, title: str = "Vans", owner: User = user
    ) -> ArtifactVersion:
        own = kind(kind_name)
        parsed = own.parse_text(source) if isinstance(source, str) else own.read_json(source)
        return create_artifact(
            owner=owner,
            kind=kind_name,
            title=title,
            content=parsed.content,
            origin=Origin.API,
            author=AuthorKind.USER,
            losses=parsed.losses,
        )

    return make
