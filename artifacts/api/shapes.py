"""Rows as the shapes of the JSON API."""

from django.utils.translation import gettext as _

from artifacts.api import schemas
from artifacts.kinds.base import Window
from artifacts.kinds.registry import kind as kind_of
from artifacts.rows.enums import AuthorKind, KindName
from artifacts.rows.errors import invalid_filter
from artifacts.rows.models import Artifact, ArtifactVersion
from artifacts.versions.reading import open_version


def artifact_json(version: ArtifactVersion, window: schemas.WindowIn | None = None) -> dict[str, object]:
    """Return JSON values, so that a repeated request can be answered with the same."""
    artifact = version.artifact
    rows = Window(window.offset, window.rows, tuple(window.filter)) if window else Window()
    if rows.filters and artifact.kind != KindName.TABLE:
        raise invalid_filter(_("Only tables can be filtered."))
    shape = schemas.ArtifactOut(
        id=artifact.pk,
        kind=KindName(artifact.kind),
        title=version.title,
        version=version.number,
        content=kind_of(artifact.kind).to_json(open_version(version), rows),
        losses=version.losses,
        completeness=_completeness(version),
        author=AuthorKind(version.author_kind),
        summary=version.summary,
        created_at=version.created_at,
        url=_url(artifact),
    )
    return shape.model_dump(mode="json")


def version_out(version: ArtifactVersion) -> schemas.VersionOut:
    """Return a version as the history lists it."""
    return schemas.VersionOut(
        version=version.number,
        title=version.title,
        author=AuthorKind(version.author_kind),
        summary=version.summary,
        completeness=_completeness(version),
        created_at=version.created_at,
    )


def summary_out(artifact: Artifact) -> schemas.ArtifactSummaryOut:
    """Return an artifact as lists show it."""
    return schemas.ArtifactSummaryOut(
        id=artifact.pk,
        kind=KindName(artifact.kind),
        title=artifact.title,
        version=artifact.head_number,
        created_at=artifact.created_at,
        updated_at=artifact.updated_at,
        url=_url(artifact),
    )


def _completeness(version: ArtifactVersion) -> schemas.CompletenessOut:
    return schemas.CompletenessOut(asked=version.asked_for, delivered=version.delivered, partial=version.is_partial)


def _url(artifact: Artifact) -> str:
    return f"/artifacts/{artifact.pk}/"
