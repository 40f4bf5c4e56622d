"""What a document is: Markdown text with a derived outline of sections."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what follows it up to the next heading of its level or above, as character positions."""

    id: str
    level: int
    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DocumentContent:
    """Markdown: CommonMark with GFM tables, task lists, footnotes and fenced code; raw HTML is not interpreted."""

    text: str
