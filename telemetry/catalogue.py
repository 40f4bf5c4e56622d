"""The catalogue of events as a page: every event that the application declares, with its fields and their types."""

from dataclasses import fields
from typing import get_type_hints

from django.urls import get_resolver

from common.events import Event

_HEAD = """# Events

What the application tells about itself: one structured line each, once the transaction has committed. Fields hold ids,
enum values, numbers and digests, never free text. This page is written by `manage.py describe_events`.
"""


def event_catalogue() -> str:
    """Return the page of all events by name; the same events give the same text."""
    get_resolver().url_patterns  # noqa: B018 - reading it imports every view, and with them every event
    return "\n".join([_HEAD, *(_section(event) for _, event in sorted(_declared().items()))])


def _declared() -> dict[str, type[Event]]:
    waiting, found = [Event], {}
    while waiting:
        current = waiting.pop()
        waiting.extend(current.__subclasses__())
        if "name" in vars(current) and isinstance(current.name, str) and not current.__module__.startswith("tests"):
            found[current.name] = current
    return found


def _section(event: type[Event]) -> str:
    hints = get_type_hints(event)
    rows = [f"| `{field.name}` | {_type_name(hints[field.name])} |" for field in fields(event)]
    return "\n".join([f"## `{event.name}`\n", "| field | type |", "| --- | --- |", *rows, ""])


def _type_name(hint: object) -> str:
    name = hint.__name__ if isinstance(hint, type) else str(hint)
    return " or ".join(part.strip().rsplit(".", 1)[-1] for part in name.split("|"))
