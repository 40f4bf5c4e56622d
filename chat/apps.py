from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ChatConfig(AppConfig):
    name = "chat"

    def ready(self) -> None:
        """Say what of a person's data is here; keep the index of its words."""
        from accounts.privacy.registry import register
        from chat.rows.message_index import install_index

        register("conversations", "chat.beside.personal.PART")
        post_migrate.connect(install_index, sender=self)
