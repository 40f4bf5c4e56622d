"""The messages of a request in the shape that a model takes: roles by turns, nothing empty, images where it has sight.

Always: neighbours of one role are joined, for a question whose answer failed stands before the next one, and templates
that demand turns refuse both. What else is changed was learnt from a refusal.
"""

from collections.abc import Iterable, Mapping
from typing import Any, TypedDict

from llm.wire.dialects import Trait

NO_SIGHT = "[An image belongs to this message. You cannot see images: say so if the question is about it.]"


class WireMessage(TypedDict):
    """One message as endpoints take it: its content is a text, or a list of texts and images."""

    role: str
    content: Any


def adapted(messages: Iterable[WireMessage], missing: Iterable[Trait]) -> list[WireMessage]:
    """Return the messages as the model takes them."""
    said = list(messages)
    if Trait.NO_IMAGES in missing:
        said = [_without_images(message) for message in said]
    if Trait.NO_SYSTEM_ROLE in missing:
        said = [{**message, "role": "user"} if message["role"] == "system" else message for message in said]
    return _joined(message for message in said if _is_something(message["content"]))


def has_images(messages: Iterable[WireMessage]) -> bool:
    """Tell whether any message holds an image."""
    return any(_is_image(part) for message in messages for part in _parts(message["content"]))


def _joined(messages: Iterable[WireMessage]) -> list[WireMessage]:
    joined: list[WireMessage] = []
    for message in messages:
        if joined and joined[-1]["role"] == message["role"]:
            joined[-1] = {**joined[-1], "content": _together(joined[-1]["content"], message["content"])}
        else:
            joined.append(message)
    return joined


def _together(first: Any, second: Any) -> Any:
    if isinstance(first, str) and isinstance(second, str):
        return f"{first}\n\n{second}"
    return [*_parts(first), *_parts(second)]


def _parts(content: Any) -> list[Mapping[str, object]]:
    return [{"type": "text", "text": content}] if isinstance(content, str) else list(content)


def _without_images(message: WireMessage) -> WireMessage:
    if isinstance(message["content"], str):
        return message
    texts = [NO_SIGHT if _is_image(part) else str(part.get("text", "")) for part in message["content"]]
    return {**message, "content": "\n\n".join(filter(str.strip, dict.fromkeys(texts)))}


def _is_image(part: Mapping[str, object]) -> bool:
    return part.get("type") == "image_url"


def _is_something(content: Any) -> bool:
    return bool(content.strip()) if isinstance(content, str) else bool(content)
