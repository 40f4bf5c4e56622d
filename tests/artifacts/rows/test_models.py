from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.utils import timezone

from accounts.models import User
from artifacts.rows.models import Artifact, ArtifactFile, ArtifactVersion, SharedLink
from tests.artifacts.conftest import MakeArtifact

VANS = "| Van | Price |\n|---|--:|\n| A | 1 |\n"


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"kind": "poem"}, "artifact_kind_known"),
        ({"origin": "dream"}, "artifact_origin_known"),
        ({"title": ""}, "artifact_has_title"),
    ],
)
def test_database_refuses_a_bad_artifact(user: User, fields: dict[str, Any], constraint: str) -> None:
    good = {"owner": user, "kind": "table", "title": "t", "origin": "api"}
    with pytest.raises(IntegrityError, match=constraint):
        Artifact.objects.create(**{**good, **fields})


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"number": 1}, "artifact_id.*number|version_number_once"),
        ({"number": 0, "shape_number": 1}, "version_number_from_one|version_shape_not_ahead"),
        ({"author_kind": "ghost"}, "version_author_known"),
        ({"shape_number": 3}, "version_shape_not_ahead"),
        ({"shape_number": 0}, "version_shape_not_ahead"),
        ({"step_of": 0}, "version_step_of_earlier"),
        ({"step_of": 2}, "version_step_of_earlier"),
    ],
)
def test_database_refuses_a_bad_version(make_artifact: MakeArtifact, fields: dict[str, Any], constraint: str) -> None:
    first = make_artifact(VANS)
    Artifact.objects.update(head_number=2)
    good = {"artifact": first.artifact, "number": 2, "shape_number": 1, "author_kind": "user", "manifest": {}}
    with pytest.raises(IntegrityError, match=constraint):
        ArtifactVersion.objects.create(**{**good, "title": "t", "state_digest": "0", **fields})


def test_database_refuses_a_second_row_for_a_file_of_the_same_owner(user: User, other_user: User) -> None:
    fields = {"media_type": "image/png", "digest": "a" * 64, "width": 1, "height": 1, "key": "k", "size_bytes": 1}
    ArtifactFile.objects.create(owner=user, **fields)
    ArtifactFile.objects.create(owner=other_user, **fields)
    with pytest.raises(IntegrityError, match=r"file_once_per_owner|owner_id.*digest"):
        ArtifactFile.objects.create(owner=user, **fields)


def test_database_refuses_a_link_revoked_before_it_was_made(make_artifact: MakeArtifact) -> None:
    link = {"artifact": make_artifact(VANS).artifact, "revoked_at": timezone.now() - timedelta(days=1)}
    with pytest.raises(IntegrityError, match="link_revoked_after_made"):
        SharedLink.objects.create(token_digest="0" * 64, **link)


def test_database_refuses_two_links_with_one_token(make_artifact: MakeArtifact) -> None:
    artifact = make_artifact(VANS).artifact
    SharedLink.objects.create(artifact=artifact, token_digest="0" * 64)
    with pytest.raises(IntegrityError, match="token_digest"):
        SharedLink.objects.create(artifact=artifact, token_digest="0" * 64)
