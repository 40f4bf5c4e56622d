"""Where Django looks for the models of `rows`."""

from artifacts.rows.models import (
    Artifact,
    ArtifactFile,
    ArtifactVersion,
    ContentBlock,
    ImportedFile,
    Proposal,
    SharedLink,
)

__all__ = ["Artifact", "ArtifactFile", "ArtifactVersion", "ContentBlock", "ImportedFile", "Proposal", "SharedLink"]
