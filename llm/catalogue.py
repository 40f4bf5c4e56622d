"""The models that people may choose from: CHAT_MODEL, one name or several with commas, the first is the default."""

from django.conf import settings


def chat_models() -> tuple[str, ...]:
    """Return the names in their order; a picker is worth showing when there is more than one."""
    names = (name.strip() for name in settings.CHAT_MODEL.split(","))
    return tuple(dict.fromkeys(name for name in names if name)) or ("gpt-4o-mini",)


def default_model() -> str:
    """Return the model that answers when a request names none."""
    return chat_models()[0]
