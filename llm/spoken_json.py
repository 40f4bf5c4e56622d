"""JSON in a model's words: bare, fenced, between other words, and nearly right.

Small models write Python's quotes and names, leave a comma at the end, forget the list around one operation or the
object around the list. All of that is read; what is no JSON at all is the model's answer in words.
"""

import ast
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from llm.protocol import Proposal, Usage

_FENCED = re.compile(r"```[\w-]*[ \t]*\n(.*?)(?:\n[ \t]*```|\Z)", re.DOTALL)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_COMMENT = re.compile(r"(?m)(?:^|(?<=[\s,{\[]))//[^\n]*$")
_BEGUN = re.compile(r"\s*(?:```[\w-]*\s*)?(?:\{\s*[\"']|\[\s*\{)")
_PYTHON = ((re.compile(r"\bnull\b"), "None"), (re.compile(r"\btrue\b"), "True"), (re.compile(r"\bfalse\b"), "False"))
_LISTS = ("operations", "ops", "changes", "edits", "actions")
_NOTES = ("note", "message", "explanation", "summary", "comment")
_OPERATION = ("op", "operation", "action", "type")


def spoken_object(text: str) -> dict[str, Any] | None:
    """Return the first JSON object of the words, None when there is none."""
    return next((found for found in _values(text) if isinstance(found, dict)), None)


def proposal_in(text: str, usage: Usage | None = None) -> Proposal:
    """Return the operations that the words hold; without any, the words themselves."""
    for value in _values(text):
        if (operations := _operations_of(value)) is not None:
            return Proposal(operations, _note_of(value), usage, text=text.strip())
    return Proposal([], "", usage, text.strip(), is_spoken=True, is_broken=_BEGUN.match(text) is not None)


def _operations_of(value: Any) -> list[dict[str, Any]] | None:
    if isinstance(value, dict):
        if _is_operation(value):
            return [_named(value)]
        listed = next((value[name] for name in _LISTS if name in value), None)
        return _operations_of([listed] if isinstance(listed, dict) else listed) if listed is not None else None
    if isinstance(value, list) and all(isinstance(item, dict) and _is_operation(item) for item in value):
        return [_named(item) for item in value]
    return None


def _is_operation(value: Mapping[str, object]) -> bool:
    return any(isinstance(value.get(name), str) for name in _OPERATION) and not any(name in value for name in _LISTS)


def _named(operation: dict[str, Any]) -> dict[str, Any]:
    """Return the operation with its name under `op`."""
    name = next(name for name in _OPERATION if isinstance(operation.get(name), str))
    return {"op": operation[name], **{key: value for key, value in operation.items() if key != name}}


def _note_of(value: Any) -> str:
    notes = (value.get(name) for name in _NOTES) if isinstance(value, dict) else ()
    return next((note.strip() for note in notes if isinstance(note, str)), "")


def _values(text: str) -> Iterator[Any]:
    """Yield what can be read as JSON: the whole, then fenced parts, then what stands between brackets."""
    for candidate in _candidates(text):
        value = _read(candidate)
        if isinstance(value, dict | list):
            yield value


def _candidates(text: str) -> Iterator[str]:
    stripped = text.strip()
    if stripped[:1] in ("{", "["):
        yield stripped
    yield from (match[1].strip() for match in _FENCED.finditer(text))
    first, *others = sorted(filter(None, (_between(text, *pair) for pair in ("{}", "[]"))), key=text.index) or [""]
    yield first
    yield from _first_objects(text)
    yield from others


def _between(text: str, opening: str, closing: str) -> str:
    start, end = text.find(opening), text.rfind(closing)
    return text[start : end + 1] if 0 <= start < end else ""


def _first_objects(text: str) -> Iterator[str]:
    """Yield what of the text is whole JSON, with words after it, from each of the first brackets on."""
    decoder = json.JSONDecoder(strict=False)
    for match in [*re.finditer(r"[{\[]", text)][:20]:
        try:
            _value, end = decoder.raw_decode(text, match.start())
        except (ValueError, RecursionError):
            continue
        yield text[match.start() : end]


def _read(candidate: str) -> Any:
    for text in (candidate, _mended(candidate)):
        try:
            return json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
    for pattern, name in _PYTHON:
        candidate = pattern.sub(name, candidate)
    try:
        return ast.literal_eval(candidate)
    except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
        return None


def _mended(text: str) -> str:
    return _TRAILING_COMMA.sub(r"\1", _COMMENT.sub("", text))
