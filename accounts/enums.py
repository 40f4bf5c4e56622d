from enum import StrEnum


class Limit(StrEnum):
    """How fast: requests in a short window, counted in the cache."""

    GATEKEEPER = "gatekeeper"
    CREATE = "create"
    EXPORT = "export"
    CHAT = "chat"
    SHARED = "shared"
    QUERY = "query"


class Quota(StrEnum):
    """How many: things in a UTC day, counted in the database."""

    ARTIFACTS = "artifacts"


class Allowance(StrEnum):
    """Every limit and quota, by the name that staff and programs see."""

    GATEKEEPER = Limit.GATEKEEPER.value
    CREATE = Limit.CREATE.value
    EXPORT = Limit.EXPORT.value
    CHAT = Limit.CHAT.value
    SHARED = Limit.SHARED.value
    QUERY = Limit.QUERY.value
    ARTIFACTS = Quota.ARTIFACTS.value

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Return what a model field offers."""
        return [(item.value, item.value) for item in cls]


class DataExportStatus(StrEnum):
    """How far the file of a person's data is."""

    PENDING = "pending"
    READY = "ready"
