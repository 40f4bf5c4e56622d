"""The menu of versions: what one author did within a minute stands together."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from artifacts.rows.models import Artifact, ArtifactVersion

VERSIONS_READ = 300  # rows without their content; older ones are reached by comparing versions
GROUPS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class VersionGroup:
    """Versions of one author and one minute, newest first."""

    versions: Sequence[ArtifactVersion]

    @property
    def newest(self) -> ArtifactVersion:
        return self.versions[0]

    @property
    def earlier(self) -> Sequence[ArtifactVersion]:
        """All but the newest."""
        return self.versions[1:]


def read_groups(artifact: Artifact) -> list[VersionGroup]:
    """Return the newest groups of an artifact's versions, without their content."""
    return group_versions(list_newest(artifact))[:GROUPS_SHOWN]


def list_newest(artifact: Artifact) -> list[ArtifactVersion]:
    """Return the newest versions, without their content."""
    return list(artifact.versions.defer("manifest", "blocks").order_by("-number")[:VERSIONS_READ])


def group_versions(versions: Sequence[ArtifactVersion]) -> list[VersionGroup]:
    """Return neighbours of one author and one minute together, in the order they come in."""
    return [VersionGroup(list(group)) for _key, group in groupby(versions, key=_author_and_minute)]


def _author_and_minute(version: ArtifactVersion) -> tuple[Any, ...]:
    return version.author_kind, version.author_id, version.created_at.replace(second=0, microsecond=0)
