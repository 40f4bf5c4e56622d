r"""Finds math in Markdown: `$...$`, `$$...$$`, `\(...\)` and `\[...\]`. Its backslashes and bars are no markup then.

A delimiter counts where the parser sees text: not in code, addresses, raw HTML or descriptions of images. Math holds
no blank line; within a line's text it ends in the same paragraph or cell. A dollar sign that may be money is money.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from artifacts.markdown.parser import parse_events

MATH_CHARACTERS = 4_000  # of one formula; a longer one is text
_TOKEN = re.compile(rb"\\[\s\S]|\$\$?|\n[ \t>]*(?=\n)")
_CLOSINGS = {b"$": b"$", b"$$": b"$$", rb"\(": rb"\)", rb"\[": rb"\]"}
_INLINE = frozenset(("Strong", "Emphasis", "Strikethrough", "Link", "Image", "Superscript", "Subscript"))
_LINE_START = re.compile(rb"(?:\A|\n)[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?$")
_QUOTE_MARK = re.compile(r"(?m)^[ \t]*(?:>[ \t]?)+")
_MARGIN_BYTES = 200  # of a line in which marks of quotes and lists stand
_TEX = re.compile(r"\\[A-Za-z,;:!{|]|[\^{=]|(?<!\\)_")
_WORD = re.compile(r"[^\W\d_]{2}")
_AMOUNT = re.compile(r"[\d.,]+(?![\d.,]*\s*[-+*/^_=<>\\])\s*\S")  # a number, and then words


@dataclass(frozen=True, slots=True)
class Formula:
    """One formula: `raw` as it stands in the text, `tex` without its delimiters."""

    raw: str
    tex: str
    is_display: bool


@dataclass(frozen=True, slots=True)
class _Token:
    mark: bytes
    start: int
    end: int


def take_math(source: str, sign: Callable[[int], str]) -> tuple[str, list[Formula]]:
    """Return clean source with `sign(n)` in place of each formula, and the formulas."""
    if not _may_hold_math(source):
        return source, []
    raw, parts, formulas, position = source.encode(), [], list[Formula](), 0
    for start, end, formula in _found(raw, source):
        parts += [raw[position:start].decode(), sign(len(formulas))]
        formulas.append(formula)
        position = end
    parts.append(raw[position:].decode())
    return "".join(parts), formulas


def mask_math(source: str) -> str:
    """Return clean source of the same length in bytes whose formulas are letters, so that no line of one is a block.

    A display formula that is not closed yet reaches to the end of its lines.
    """
    if not _may_hold_math(source):
        return source
    raw = source.encode()
    masked = bytearray(raw)
    for start, end, _formula in _found(raw, source, is_open_taken=True):
        masked[start:end] = b"x" * (end - start)
    return masked.decode()


def open_math(source: str) -> int:
    r"""Return where `$$`, `\(` or `\[` begins a formula that is not closed at the end of the text, else -1."""
    if not _may_hold_math(source):
        return -1
    start = source.rfind("\n\n") + 1
    raw = source[start:].encode()
    for begin, _end, formula in _found(raw, source[start:], is_open_taken=True, is_inline_taken=True):
        if not formula.raw:
            return start + len(raw[:begin].decode())
    return -1


def _may_hold_math(source: str) -> bool:
    """Say whether there is a delimiter; most texts are told by single characters, which are found far faster."""
    return "$" in source or ("\\" in source and (r"\(" in source or r"\[" in source))


def _found(
    raw: bytes, source: str, *, is_open_taken: bool = False, is_inline_taken: bool = False
) -> Iterator[tuple[int, int, Formula]]:
    """Yield byte ranges of formulas in order; an open one, if taken, has no `raw`."""
    tokens = [_Token(match.group(), *match.span()) for match in _TOKEN.finditer(raw)]
    closers: dict[bytes, list[int]] = {}
    for index, token in enumerate(tokens):
        closers.setdefault(b"\n" if token.mark[:1] == b"\n" else token.mark, []).append(index)
    texts = _Texts(source)
    index = 0
    while index < len(tokens):
        opening = tokens[index]
        index += 1
        if opening.mark not in _CLOSINGS or not texts.leaf_at(opening.end - 1):
            continue
        blank = _next(closers.get(b"\n", []), index)
        close = _next(closers.get(_CLOSINGS[opening.mark], []), index)
        if close is not None and (blank is None or close < blank):
            formula = _formula(raw, texts, opening, tokens[close])
            if formula is not None:
                yield opening.start, tokens[close].end, formula
                index = close + 1
        elif is_open_taken and (is_inline_taken or _is_at_line_start(raw, opening)) and opening.mark != b"$":
            end = tokens[blank].start if blank is not None else len(raw.rstrip(b"\n"))
            if blank is None:
                yield opening.start, end, Formula("", "", is_display=True)
                return


def _next(indexes: list[int], least: int) -> int | None:
    at = bisect_right(indexes, least - 1)
    return indexes[at] if at < len(indexes) else None


def _formula(raw: bytes, texts: "_Texts", opening: _Token, closing: _Token) -> Formula | None:
    """Return what stands between two delimiters, if it is a formula."""
    if closing.end - opening.start > MATH_CHARACTERS:
        return None
    is_display = opening.mark in (b"$$", rb"\[")
    leaf = texts.leaf_at(opening.end - 1)
    is_across = is_display and _is_at_line_start(raw, opening)
    if not is_across and texts.leaf_at(closing.end - 1) != leaf:
        return None
    whole, tex = raw[opening.start : closing.end].decode(), raw[opening.end : closing.start].decode()
    if not tex.strip() or (opening.mark == b"$" and not _is_no_money(raw, opening, closing, tex)):
        return None
    if opening.mark == rb"\[" and tex == tex.strip() and not _TEX.search(tex):  # a bracket that an editor escaped
        return None
    if texts.is_cell(leaf):
        tex = tex.replace(r"\|", "|")
    return Formula(whole, _QUOTE_MARK.sub("", tex).strip() if "\n" in tex else tex.strip(), is_display)


def _is_no_money(raw: bytes, opening: _Token, closing: _Token, tex: str) -> bool:
    """Say whether two dollar signs hold a formula: close around it, apart from words, no amount with words behind."""
    before = raw[max(0, opening.start - 4) : opening.start].decode(errors="replace")[-1:]
    after = raw[closing.end : closing.end + 4].decode(errors="replace")[:1]
    if tex != tex.strip() or before.isalnum() or after.isdigit():
        return False
    if after.isalpha() and len(tex) > 1 and "\\" not in tex and "^" not in tex:  # the nth, but no variable of a shell
        return False
    return "\\" in tex or not _AMOUNT.match(tex) or not _WORD.search(tex)


def _is_at_line_start(raw: bytes, token: _Token) -> bool:
    return _LINE_START.search(raw[max(0, token.start - _MARGIN_BYTES) : token.start]) is not None


class _Texts:
    """Where the parser sees text: by the number of the paragraph or cell that it stands in, from 1."""

    def __init__(self, source: str) -> None:
        self._starts: list[int] = []
        self._places: list[tuple[int, int]] = []  # (end, leaf)
        self._cells: set[int] = set()
        self._leaf = 0
        self._unreadable = 0
        self._is_address = False
        for event, place in parse_events(source):
            if not isinstance(event, dict):
                continue
            [(step, value)] = event.items()
            if step == "Text" and not self._unreadable:
                self._starts.append(place["start"])
                self._places.append((place["end"], self._leaf))
            elif step in ("Start", "End"):
                tag = value if isinstance(value, str) else next(iter(value))
                self._count_unreadable(tag, value, is_start=step == "Start")
                self._begin_leaf(tag)

    def leaf_at(self, byte: int) -> int:
        """Return the leaf whose text holds this byte, 0 for none."""
        at = bisect_right(self._starts, byte) - 1
        if at < 0 or byte >= self._places[at][0]:
            return 0
        return self._places[at][1]

    def is_cell(self, leaf: int) -> bool:
        """Say whether the leaf is a table's cell."""
        return leaf in self._cells

    def _begin_leaf(self, tag: str) -> None:
        if tag not in _INLINE:
            self._leaf += 1
        if tag == "TableCell":
            self._cells.add(self._leaf)

    def _count_unreadable(self, tag: str, value: Any, *, is_start: bool) -> None:
        """Notice where code, a description or an address that is its own text begins and ends."""
        if tag == "Link":
            was, self._is_address = self._is_address, is_start and value[tag]["link_type"] in ("Autolink", "Email")
            self._unreadable += self._is_address - was
        elif tag in ("CodeBlock", "Image", "MetadataBlock"):
            self._unreadable += 1 if is_start else -1
