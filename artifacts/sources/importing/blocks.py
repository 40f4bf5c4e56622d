"""Blocks of a document as Markdown, put one behind the other: lists, quotes and code go on where they were."""

import re
from dataclasses import dataclass, field

from artifacts.sources.importing.word.numbering import Label

_TASKS = {"☐ ": "[ ] ", "☒ ": "[x] ", "☑ ": "[x] "}
_LEAST_INDENT = 4  # an item this deep belongs to the one above, whether that is numbered or not


@dataclass(slots=True)
class Blocks:
    """Collects blocks; `offsets` are the columns at which the text of the open list items begins."""

    blocks: list[str] = field(default_factory=list, kw_only=True)
    kind: str = field(default="", kw_only=True)
    offsets: list[int] = field(default_factory=list, kw_only=True)
    _code: list[str] = field(default_factory=list, kw_only=True)
    _counts: dict[int, tuple[int, str]] = field(default_factory=dict, kw_only=True)

    def text(self) -> str:
        """Return the blocks as Markdown."""
        self.close_code()
        return "\n\n".join(block for block in self.blocks if block)

    def heading(self, level: int, words: str) -> None:
        """Put a heading."""
        self.put(f"{'#' * level} {words}", "heading")

    def quote(self, text: str) -> None:
        """Put a quote; paragraphs of one behind another are one."""
        quoted = "\n".join(f"> {line}" for line in text.split("\n"))
        if self.kind == "quote":
            self.blocks[-1] += f"\n>\n{quoted}"
        else:
            self.put(quoted, "quote")

    def item(self, label: Label, text: str) -> None:
        """Put an item below the ones that it belongs to; one with words for a number is a paragraph."""
        level = min(label.level, len(self.offsets))
        if label.text and label.number is None:
            if level:
                self.into_item(f"{label.text} {text}", level)
            else:
                self.put(f"{label.text} {text}", "label")
            return
        marker = "-" if label.number is None else self._marker(level, label)
        task = next((f"{mark}{text[2:]}" for sign, mark in _TASKS.items() if text.startswith(sign)), text)
        line = _indented(f"{marker} {task if marker == '-' else text}", self._offset(level))
        if self.kind == "list" and self.offsets:
            self.blocks[-1] += f"\n{line}"
        else:
            self.put(line, "list")
        self.offsets[level:] = [self._offset(level) + max(_LEAST_INDENT, len(marker) + 1)]
        self._counts = {at: count for at, count in self._counts.items() if at <= level}
        if label.number is None:
            self._counts.pop(level, None)
        self.kind = "list"

    def _marker(self, level: int, label: Label) -> str:
        """Return the number of an item; one that does not follow the last begins a list with another sign."""
        number = label.number or 0
        last, sign = self._counts.get(level, (number - 1, "."))
        if number != last + 1:
            sign = ")" if sign == "." else "."
        self._counts[level] = (number, sign)
        return f"{number}{sign}"

    def into_item(self, text: str, level: int) -> None:
        self.blocks[-1] += f"\n\n{_indented(text, self._offset(level))}"

    def _offset(self, level: int) -> int:
        return self.offsets[level - 1] if level else 0

    def take_code(self, text: str) -> None:
        if self.kind != "code":
            self.put("", "code")
        self._code.append(text)

    def close_code(self) -> None:
        if not self._code:
            return
        text = "\n".join(self._code)
        fence = "`" * max(3, max(map(len, re.findall("`+", text)), default=0) + 1)
        self.blocks[-1] = f"{fence}\n{text}\n{fence}"
        self._code = []
        self.kind = ""

    def put(self, block: str, kind: str) -> None:
        self.close_code()
        self.blocks.append(block)
        self.kind = kind
        if kind != "list":
            self.offsets, self._counts = [], {}


def _indented(text: str, columns: int) -> str:
    return "\n".join(f"{' ' * columns}{line}" if line else "" for line in text.split("\n"))
