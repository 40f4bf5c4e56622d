"""Where Django looks for the staff pages of `pages`."""

from artifacts.pages.admin import ArtifactAdmin, ArtifactVersionAdmin, ProposalAdmin

__all__ = ["ArtifactAdmin", "ArtifactVersionAdmin", "ProposalAdmin"]
