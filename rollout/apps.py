from django.apps import AppConfig


class RolloutConfig(AppConfig):
    name = "rollout"

    def ready(self) -> None:
        """Register the system checks."""
        from rollout import checks  # noqa: F401
