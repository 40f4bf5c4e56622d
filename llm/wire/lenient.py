"""JSON as endpoints really write it: strict and fast first, then forgiving; pure functions, without I/O."""

import json
from typing import Any

from pydantic import ConfigDict, TypeAdapter

from llm.protocol import Usage

# Words of answers seldom come twice; kept for the next one they take a megabyte of every process.
_OBJECT = TypeAdapter(dict[str, Any], config=ConfigDict(cache_strings="keys"))


def read_strictly(payload: bytes | str) -> dict[str, Any] | None:
    """Return the JSON object, None for anything else; half a character is an error."""
    try:
        return _OBJECT.validate_json(payload)
    except ValueError:
        return None


def read_leniently(payload: bytes | str) -> dict[str, Any] | None:
    """Return the JSON object although bytes are broken, characters are halves or control characters stand bare."""
    text = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else payload
    try:
        found = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def text_of(message: object) -> str:
    """Return the spoken text of a delta or message: a string, or the text parts of a list; a refusal is text."""
    match message:
        case {"content": str() as text} if text:
            return text
        case {"content": list() as parts}:
            return "".join(map(_part_text, parts))
        case {"content": {"text": str() as text}} | {"refusal": str() as text} | (str() as text):
            return text
    return ""


def _part_text(part: object) -> str:
    match part:
        case (str() as text) | {"type": "text" | "output_text", "text": str() as text}:
            return text
        case {"type": "text", "text": {"value": str() as text}}:
            return text
    return ""


def usage_of(value: object) -> Usage | None:
    """Return the tokens that an answer counts; what is no number counts as none."""
    if not isinstance(value, dict):
        return None
    return Usage(_count(value.get("prompt_tokens")), _count(value.get("completion_tokens")))


def _count(value: object) -> int:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return int(value) if is_number and 0 <= value < 2**53 else 0  # type: ignore[operator, call-overload]


class Halves:
    """Joins halves of characters that came in two pieces; a half that stays alone becomes a replacement character."""

    def __init__(self) -> None:
        self._half = ""

    def take(self, text: str) -> str:
        """Return the text that is whole."""
        text, self._half = self._half + text, ""
        if "\ud800" <= text[-1:] <= "\udbff":
            text, self._half = text[:-1], text[-1]
        return _whole(text)

    def close(self) -> str:
        """Return what was held back."""
        half, self._half = self._half, ""
        return _whole(half)


def _whole(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
