from django.apps import AppConfig


class ExportsConfig(AppConfig):
    name = "exports"

    def ready(self) -> None:
        """Say what of a person's data is here."""
        from accounts.privacy.registry import register

        register("exports", "exports.jobs.personal.PART")
