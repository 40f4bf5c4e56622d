"""The models that people may choose from: those of the endpoint that answers, the first is the default."""

from django.conf import settings

from llm.endpoint import current_endpoint, model_names


def chat_models() -> tuple[str, ...]:
    """Return the names in their order; a picker is worth showing when there is more than one."""
    endpoint = current_endpoint()
    return endpoint.models if endpoint else model_names(settings.CHAT_MODEL) or ("gpt-4o-mini",)


def default_model() -> str:
    """Return the model that answers when a request names none."""
    return chat_models()[0]


def gate_model() -> str:
    """Return the model that the gate asks."""
    endpoint = current_endpoint()
    return endpoint.gate_model if endpoint else str(settings.GATEKEEPER_MODEL)
