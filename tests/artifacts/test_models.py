from typing import Any

import pytest
from django.db import IntegrityError

from accounts.models import User
from artifacts.models import Artifact, ArtifactVersion
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
    ],
)
def test_database_refuses_a_bad_version(make_artifact: MakeArtifact, fields: dict[str, Any], constraint: str) -> None:
    first = make_artifact(VANS)
    good = {"artifact": first.artifact, "number": 2, "shape_number": 1, "author_kind": "user", "manifest": {}}
    with pytest.raises(IntegrityError, match=constraint):
        ArtifactVersion.objects.create(**{**good, "title": "t", "state_digest": "0", **fields})
