from django.apps import AppConfig


class ChatConfig(AppConfig):
    name = "chat"

    def ready(self) -> None:
        """Say what of a person's data is here."""
        from accounts.privacy.registry import register

        register("conversations", "chat.beside.personal.PART")
