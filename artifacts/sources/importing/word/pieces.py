"""Runs of a paragraph as Markdown: marks close to their words, superscripts as characters where there are any."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from unicodedata import category

from artifacts.markdown.escaping import escape

BOLD, ITALIC, STRUCK, UNDERLINED, CODE, ABOVE, BELOW = "bold", "italic", "struck", "underlined", "code", "sup", "sub"
_MARKS = {BOLD: "**", ITALIC: "*", STRUCK: "~~"}
_ABOVE = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
_BELOW = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_HAS_ABOVE, _HAS_BELOW = re.compile(r"[0-9+\-=()ni]+"), re.compile(r"[0-9+\-=()]+")
_LINE_BREAK = re.compile(r"(\n)")
_EDGE = re.compile(r"^([^\w\s]*)(.*?)([^\w\s]*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """A text in one look; `is_markdown` says that it is Markdown already."""

    text: str
    looks: frozenset[str] = frozenset()
    link: str = ""
    is_markdown: bool = False


def markdown_of(pieces: Sequence[Piece]) -> str:
    """Return the Markdown of a paragraph's pieces."""
    merged = [
        Piece("".join(piece.text for piece in same), looks, link, is_markdown)
        for (looks, link, is_markdown), same in groupby(
            _by_lines(pieces), key=lambda p: (p.looks, p.link, p.is_markdown)
        )
    ]
    parts: list[str] = []
    for link, linked in groupby(enumerate(merged), key=lambda found: found[1].link):
        inside = "".join(_marked(piece, _before(merged, at), _after(merged, at)) for at, piece in linked)
        parts.append(_linked(inside, link) if link else inside)
    return "".join(parts).strip()


def _by_lines(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield pieces with the breaks in them apart: marks hold within a line."""
    for piece in pieces:
        if "\n" not in piece.text or piece.is_markdown or CODE in piece.looks:
            yield piece
            continue
        for part in _LINE_BREAK.split(piece.text):
            if part:
                yield Piece(part, frozenset(), piece.link) if part == "\n" else replace(piece, text=part)


def plain_text(pieces: Sequence[Piece]) -> str:
    """Return the words of a paragraph, for code."""
    return "".join(piece.text for piece in pieces)


def _before(pieces: Sequence[Piece], at: int) -> str:
    return pieces[at - 1].text[-1:] if at else ""


def _after(pieces: Sequence[Piece], at: int) -> str:
    return pieces[at + 1].text[:1] if at + 1 < len(pieces) else ""


def _linked(inside: str, link: str) -> str:
    words = inside.strip()
    if not words:
        return inside
    address = f"<{link}>" if re.search(r"[()\s]", link) else link
    start = inside.index(words)
    return f"{inside[:start]}[{words}]({address}){inside[start + len(words) :]}"


def _marked(piece: Piece, before: str, after: str) -> str:
    """Return a piece between its marks, spaces at its ends outside of them."""
    if piece.is_markdown:
        return piece.text
    text = piece.text
    inner = text.strip()
    if not inner or not piece.looks:
        return _broken(escape(text))
    start = text.index(inner)
    head, tail = text[:start], text[start + len(inner) :]
    if CODE in piece.looks and not piece.looks & {ABOVE, BELOW}:  # code would show the marks of a raised sign
        return f"{head}{_code(inner)}{tail}"
    marks = [mark for look, mark in _MARKS.items() if look in piece.looks]
    edges = _open_edges(inner, head or before, tail or after) if marks else ("", inner, "")
    outside_before, inner, outside_after = edges
    body = _scripted(inner, piece.looks) if inner else ""
    if inner:
        body = "".join(marks) + body.replace("\n", " ") + "".join(reversed(marks))
    if inner and UNDERLINED in piece.looks and not piece.link:
        body = f"<u>{body}</u>"
    return f"{_broken(head)}{escape(outside_before)}{body}{escape(outside_after)}{_broken(tail)}"


def _open_edges(inner: str, before: str, after: str) -> tuple[str, str, str]:
    """Return what must stand outside of marks: beside a letter, marks around a sign would be shown as they are."""
    found = _EDGE.match(inner)
    first, middle, last = found.groups() if found else ("", inner, "")
    first_out = first if _is_letter(before) else ""
    last_out = last if _is_letter(after) else ""
    if not middle:
        return (inner, "", "") if first_out or last_out else ("", inner, "")
    return first_out, inner[len(first_out) : len(inner) - len(last_out)], last_out


def _is_letter(sign: str) -> bool:
    """Say whether a sign belongs to a word, as vowels above letters do."""
    return sign.isalnum() or (len(sign) == 1 and category(sign).startswith("M"))


def _scripted(text: str, looks: frozenset[str]) -> str:
    if ABOVE in looks:
        return text.translate(_ABOVE) if _HAS_ABOVE.fullmatch(text) else f"<sup>{escape(text)}</sup>"
    if BELOW in looks:
        return text.translate(_BELOW) if _HAS_BELOW.fullmatch(text) else f"<sub>{escape(text)}</sub>"
    return escape(text)


def _code(text: str) -> str:
    text = text.replace("\n", " ")
    fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    padding = " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{fence}{padding}{text}{padding}{fence}"


def _broken(text: str) -> str:
    return text.replace("\n", "  \n")
