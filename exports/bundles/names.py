"""Names of files that lie in one folder."""

import unicodedata
from collections.abc import Iterable

NAME_BYTES = 240  # common file systems hold 255


def unique_names(names: Iterable[str]) -> list[str]:
    """Return the names in order, numbered where two would be one file, and short enough to be unpacked.

    Names that differ in case or in how accents are composed are one file on macOS and Windows.
    """
    taken: set[str] = set()
    unique = []
    for name in names:
        stem, _, extension = name.rpartition(".")
        candidate, count = _fitted(stem, f".{extension}"), 1
        while _folded(candidate) in taken:
            count += 1
            candidate = _fitted(stem, f" ({count}).{extension}")
        taken.add(_folded(candidate))
        unique.append(candidate)
    return unique


def _fitted(stem: str, end: str) -> str:
    room = NAME_BYTES - len(end.encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(". ") + end


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name.casefold())
