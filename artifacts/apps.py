from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ArtifactsConfig(AppConfig):
    name = "artifacts"

    def ready(self) -> None:
        from artifacts.rows.triggers import install_guards

        post_migrate.connect(install_guards, sender=self)
