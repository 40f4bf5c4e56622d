from enum import StrEnum


class FlagName(StrEnum):
    """The five flags; the first one is the master of the other four."""

    ARTIFACTS = "artifactFeatureEnabled"
    GATEKEEPER = "gatekeeperEnabled"
    CREATION = "artifactCreationEnabled"
    EXPORT = "exportEnabled"
    SPLIT_VIEW = "splitViewEnabled"
