"""Where the links of a pane lead. Whoever shows the pane knows what it stands beside, and gives the addresses."""

from collections.abc import Sequence
from typing import Protocol
from urllib.parse import urlencode

from django.urls import reverse

from artifacts.rows.models import Artifact


class PaneAddresses(Protocol):
    """The addresses of a pane in its states."""

    def shown(self, artifact: Artifact | None, **query: str | Sequence[str]) -> str:
        """Return where the pane shows an artifact, or nothing yet, in the state that `query` names."""
        ...

    def converted(self, artifact: Artifact) -> str:
        """Return where an artifact is made into another kind."""
        ...


class OwnPageAddresses:
    """The pane is the artifact's own page."""

    def shown(self, artifact: Artifact | None, **query: str | Sequence[str]) -> str:
        """Return the page, or the library while there is no artifact."""
        page = reverse("artifacts:detail", args=[artifact.pk]) if artifact else reverse("artifacts:list")
        return f"{page}?{urlencode(query, doseq=True)}"

    def converted(self, artifact: Artifact) -> str:
        """Return the form of the artifact's own page."""
        return reverse("artifacts:convert", args=[artifact.pk])
