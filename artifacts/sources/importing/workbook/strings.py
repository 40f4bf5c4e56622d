"""Texts of a workbook: the shared ones, and the way files write characters that XML cannot."""

import re

from artifacts.sources.importing.workbook.package import Package

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """Return a text with `_x000D_` and the like as the characters they stand for, line breaks as one sign."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


class SharedStrings:
    """Hears of the shared texts; what stands beside a text to tell its pronunciation is none of it."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.rich: set[int] = set()
        self._parts: list[str] = []
        self._is_text = False
        self._phonetic = 0

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        if name == "si":
            self._parts = []
        elif name == "t":
            self._is_text = not self._phonetic
        elif name == "rPh":
            self._phonetic += 1
        elif name == "rPr":
            self.rich.add(len(self.texts))

    def text(self, text: str) -> None:
        if self._is_text:
            self._parts.append(text)

    def end(self, name: str) -> None:
        if name == "t":
            self._is_text = False
        elif name == "rPh":
            self._phonetic -= 1
        elif name == "si":
            self.texts.append(unescaped("".join(self._parts)))


def read_strings(package: Package, part: str | None) -> SharedStrings:
    """Return the shared texts; none if there is no part for them."""
    strings = SharedStrings()
    if part is not None:
        package.parse(part, strings.start, strings.end, strings.text)
    return strings
