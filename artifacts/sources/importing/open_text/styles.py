"""Styles of an OpenDocument text, with what they inherit, and the levels of its lists."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from artifacts.sources.importing.open_text.package import FO, STYLE, TEXT, Element, count_of
from artifacts.sources.importing.word.pieces import ABOVE, BELOW, BOLD, CODE, ITALIC, STRUCK, UNDERLINED

_CODE = re.compile(r"source text|teletype|preformatted|code|verbatim", re.IGNORECASE)
_QUOTE = re.compile(r"quotation|block text|blockquote", re.IGNORECASE)
_BOLD = frozenset(("bold", "600", "700", "800", "900"))
_DEPTH = 12  # of styles that are based on each other
_FIRST_MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class ListLevel:
    """How one level of a list counts: `1`, `a`, `A`, `i`, `I`, or not at all."""

    format: str = ""
    first: int = 1
    before: str = ""
    after: str = ""


@dataclass(slots=True)
class Styles:
    """Styles by name, and list styles by name and level (from 0)."""

    by_name: dict[str, Element] = field(default_factory=dict)
    lists: dict[str, list[ListLevel]] = field(default_factory=dict)

    def learn(self, root: Element | None) -> None:
        """Take the styles of a part."""
        for style in root.iter(STYLE + "style") if root is not None else ():
            self.by_name[style.get(STYLE + "name", "")] = style
        for style in root.iter(TEXT + "list-style") if root is not None else ():
            self.lists[style.get(STYLE + "name", "")] = [_level(level) for level in style]

    def names(self, name: str) -> list[str]:
        """Return the names of a style and of those it is based on, as a person reads them."""
        return [
            (style.get(STYLE + "display-name") or style.get(STYLE + "name", "")).replace("_20_", " ")
            for style in self._chain(name)
        ]

    def is_code(self, name: str) -> bool:
        """Say whether a style is that of code."""
        return any(map(_CODE.search, self.names(name)))

    def is_quote(self, name: str) -> bool:
        """Say whether a style is that of a quote."""
        return any(map(_QUOTE.search, self.names(name)))

    def breaks_page(self, name: str) -> bool:
        """Say whether a page begins with a paragraph of this style."""
        return self._value(name, "paragraph", FO + "break-before") == "page"

    def is_hidden(self, name: str) -> bool:
        """Say whether words of this style are not shown."""
        return self._value(name, "text", TEXT + "display") in ("none", "true")

    def looks(self, name: str) -> frozenset[str]:
        """Return how words of this style look."""
        found: set[str] = {CODE} if self.is_code(name) else set()
        found |= {BOLD} if self._value(name, "text", FO + "font-weight") in _BOLD else set()
        found |= {ITALIC} if self._value(name, "text", FO + "font-style") in ("italic", "oblique") else set()
        for attribute, look in (("text-line-through-style", STRUCK), ("text-underline-style", UNDERLINED)):
            found |= {look} if self._value(name, "text", STYLE + attribute) not in ("", "none") else set()
        place = self._value(name, "text", STYLE + "text-position").partition(" ")[0]
        if place not in ("", "0%"):
            found.add(BELOW if place == "sub" or place.startswith("-") else ABOVE)
        return frozenset(found)

    def level(self, list_style: str, depth: int) -> ListLevel:
        """Return how a level of a list counts."""
        levels = self.lists.get(list_style, [])
        return levels[depth] if depth < len(levels) else ListLevel()

    def list_style_of(self, name: str) -> str:
        """Return the list style that a paragraph's style names."""
        return next((found for style in self._chain(name) if (found := style.get(STYLE + "list-style-name"))), "")

    def _chain(self, name: str) -> Iterator[Element]:
        for _step in range(_DEPTH):
            style = self.by_name.get(name)
            if style is None:
                return
            yield style
            name = style.get(STYLE + "parent-style-name", "")

    def _value(self, name: str, kind: str, attribute: str) -> str:
        """Return an attribute of the nearest style that says it."""
        for style in self._chain(name):
            for properties in style.findall(f"{STYLE}{kind}-properties"):
                if properties.get(attribute) is not None:
                    return str(properties.get(attribute))
        return ""


def _level(level: Element) -> ListLevel:
    if level.tag != TEXT + "list-level-style-number":
        return ListLevel()
    return ListLevel(
        level.get(STYLE + "num-format", ""),
        count_of(level, TEXT + "start-value", _FIRST_MOST),
        level.get(STYLE + "num-prefix", ""),
        level.get(STYLE + "num-suffix", "."),
    )
