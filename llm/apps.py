import logging

from django.apps import AppConfig


class LlmConfig(AppConfig):
    name = "llm"

    def ready(self) -> None:
        """Keep the HTTP client from writing a line for every model call; faults are logged by their code."""
        logging.getLogger("httpx2").setLevel(logging.WARNING)
