from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "common"

    def ready(self) -> None:
        """Configure the log lines and register the system checks."""
        from common import checks  # noqa: F401
        from common.logging import configure_structlog

        configure_structlog()
