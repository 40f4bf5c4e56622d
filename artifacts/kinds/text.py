"""Cleaning of text that is stored: no control characters, no lone surrogates, one kind of line end."""

import re

_BAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> tuple[str, int]:
    """Return the text without characters that no file format may hold, and how many were removed."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _BAD.search(text) is None:
        return text, 0
    return _BAD.subn("", text)


def is_clean(text: str) -> bool:
    """Say whether `clean` would return the text as it is."""
    return "\r" not in text and _BAD.search(text) is None


def line(text: str, most: int) -> str:
    """Return the text cleaned, on one line, cut to `most` characters: for titles, headers, summaries."""
    return " ".join(clean(text)[0].split())[:most].strip()


def unwrap_fence(text: str, languages: frozenset[str] | None = None) -> str:
    """Return the inside of a code fence that holds the whole text, of one of the languages if they are given."""
    stripped = text.strip()
    mark = stripped[:3]
    first, _newline, rest = stripped.partition("\n")
    if mark not in ("```", "~~~") or not rest:
        return text
    if languages is not None and (first.lstrip("`~").strip().lower() not in languages or not rest.endswith(mark)):
        return text
    return rest.rstrip().removesuffix(first[: len(first) - len(first.lstrip(mark[0]))])
