"""Styles of a Word file, with what they inherit."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from artifacts.sources.importing.word.package import Element, W, number, on, value

_HEADING = re.compile(r"heading ([1-9])")
_QUOTES = frozenset(("quote", "intense quote", "block text"))
_CODE = re.compile(r"code|html preformatted|source text|macro text|verbatim|plain text")
_DEPTH = 12  # of styles that are based on each other


@dataclass(slots=True)
class Styles:
    """The styles by their ids; `defaults` are the properties of every run."""

    by_id: dict[str, Element] = field(default_factory=dict)
    default_paragraph: str = ""

    def name(self, style_id: str) -> str:
        """Return a style's name in small letters, by which Word knows its own styles in every language."""
        return value(self.by_id.get(style_id), "name").casefold()

    def chain(self, style_id: str) -> Iterator[Element]:
        """Yield a style and those that it is based on, nearest first."""
        for _step in range(_DEPTH):
            style = self.by_id.get(style_id)
            if style is None:
                return
            yield style
            style_id = value(style, "basedOn")

    def is_on(self, style_id: str, name: str) -> bool:
        """Say whether a style switches something on for its runs."""
        found = (on(style.find(W + "rPr"), name) for style in self.chain(style_id))
        return next((each for each in found if each is not None), False)

    def names(self, style_id: str) -> list[str]:
        """Return the names of a style and of those it is based on."""
        return [value(style, "name").casefold() for style in self.chain(style_id)]

    def heading_level(self, style_id: str) -> int:
        """Return the level of a heading's style, 0 for others."""
        for style in self.chain(style_id):
            name = value(style, "name").casefold()
            if match := _HEADING.fullmatch(name):
                return min(int(match[1]), 6)
            if name == "title":
                return 1
            outline = value(style, "pPr/outlineLvl")
            if outline.isdecimal() and int(outline) < 9:
                return number(outline, 5) + 1
        return 0

    def is_quote(self, style_id: str) -> bool:
        """Say whether a style is that of a quote."""
        return any(name in _QUOTES for name in self.names(style_id))

    def is_code(self, style_id: str) -> bool:
        """Say whether a style is that of code."""
        return any(_CODE.search(name) for name in self.names(style_id))


def read_styles(root: Element | None) -> Styles:
    """Return the styles of a part; none of a file without."""
    styles = Styles()
    for style in root.iter(W + "style") if root is not None else ():
        styles.by_id[style.get(W + "styleId", "")] = style
        if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true"):
            styles.default_paragraph = style.get(W + "styleId", "")
    return styles
