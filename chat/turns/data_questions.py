"""Messages that may ask for something to be computed of the open artifact, told before anything is read of it."""

from dataclasses import dataclass

from artifacts.queries.questions.likely import may_be_computed
from artifacts.rows.models import Artifact, ArtifactVersion
from artifacts.versions.reading import StoredTable, find_version, open_version


@dataclass(frozen=True, slots=True)
class DataQuestion:
    """A message that may ask for something to be computed of a version."""

    version: ArtifactVersion
    text: str
    model: str


def data_question(artifact: Artifact | None, text: str, model: str) -> DataQuestion | None:
    """Return the question if the message may be one about the open artifact's data."""
    if artifact is None or artifact.deleted_at:
        return None
    version = find_version(artifact)
    stored = open_version(version)
    columns = stored.columns if isinstance(stored, StoredTable) else ()
    return DataQuestion(version, text, model) if may_be_computed(text, artifact.title, columns) else None
