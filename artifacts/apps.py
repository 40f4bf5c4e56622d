from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ArtifactsConfig(AppConfig):
    name = "artifacts"

    def ready(self) -> None:
        from accounts.privacy.registry import register
        from artifacts.rows.triggers import install_guards

        register("artifacts", "artifacts.archive.personal.PART")

        post_migrate.connect(install_guards, sender=self)
