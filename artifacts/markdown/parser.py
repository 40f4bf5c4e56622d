"""The one Markdown dialect of the product: CommonMark with tables, strikethrough, task lists and footnotes."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pyromark

OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_FOOTNOTES
)
_PARSER = pyromark.Markdown(options=OPTIONS)
_UNWRITABLE = re.compile("[\x00\ud800-\udfff\ufdd0-\ufdd3]")


@dataclass(frozen=True, slots=True)
class Definition:
    """Where a link reference such as `[docs]: https://example.org "Title"` leads."""

    url: str
    title: str


Definitions = Mapping[str, Definition]


def clean_source(text: str) -> str:
    """Return text that the parser takes and a database keeps: no NUL, no lone surrogates, none of our own signs."""
    return _UNWRITABLE.sub("\ufffd", text)


def parse_html(source: str, definitions: Definitions) -> str:
    """Return the HTML of clean source; not sanitised. References that it lacks are looked up in `definitions`."""
    if not definitions:
        return str(_PARSER.html(source))
    return str(pyromark.html(source, options=OPTIONS, broken_link_callback=_lookup(definitions)))


def parse_events(source: str) -> Iterator[tuple[Any, Any]]:
    """Yield the parser's events with their byte ranges."""
    return _PARSER.events_with_range(source)


def parse_definitions(source: str) -> dict[str, Definition]:
    """Return the link references that the source defines, by label without regard to case."""
    if "]:" not in source:
        return {}
    found = _PARSER.reference_definitions(source)
    return {label.casefold(): Definition(found[label]["dest"], found[label]["title"] or "") for label in found}


def _lookup(definitions: Definitions) -> Callable[[Any], tuple[str, str] | None]:
    def resolve(link: Mapping[str, str]) -> tuple[str, str] | None:
        known = definitions.get(link["reference"].casefold())
        return (known.url, known.title) if known else None

    return resolve
