"""What differs between two rendered texts, marked in the newer one: words, list items, rows, blocks.

Works on HTML that the sanitiser made: elements are balanced and nothing in them can run. Elements are compared whole
first; two that resemble each other are looked into, so that the marks stand around words wherever that reads well.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from django.utils.safestring import SafeString, mark_safe

from artifacts.versions.compare.words import WORDS_COMPARED, opcodes

_TOKEN = re.compile(r"<(/?)(\w+)[^>]*>|&[#\w]+;|\w+|\s+|[^\w\s<&]|[<&]")
_VOID = frozenset(("br", "hr", "img", "input"))
_ATOMS = frozenset(("math", "sup"))  # drawn as one thing: a mark inside would break it
_INLINE = frozenset(("a", "br", "code", "del", "em", "img", "input", "ins", "math", "strong", "sub", "sup", "u"))
_FRAMES = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "div", "table", "thead", "tbody", "ul", "ol"))
_CELLS = frozenset(("td", "th"))
LEAST_ALIKE = 0.4  # of the words: below, old and new read better one after the other
MOST_PAIRED = 60  # elements of a changed stretch that are held against each other

_Op = Literal["ins", "del"]


@dataclass(frozen=True, slots=True)
class _Element:
    """One element, or one word where `tag` is empty."""

    tag: str
    opening: str
    inner: str
    closing: str

    @property
    def html(self) -> str:
        return self.opening + self.inner + self.closing

    @property
    def is_inline(self) -> bool:
        return not self.tag or self.tag in _INLINE


def mark_changes(old_html: str, new_html: str) -> SafeString:
    """Return the newer text with what came in `ins` and what went in `del`; both are rendered, sanitised HTML."""
    return mark_safe(_marked(old_html, new_html))


def _marked(old_html: str, new_html: str) -> str:
    old, new = _children(old_html), _children(new_html)
    parts: list[str] = []
    for is_same, i1, i2, j1, j2 in _stretches(old, new):
        if is_same:
            parts += [one.html for one in new[j1:j2]]
        else:
            parts += _changed(old[i1:i2], new[j1:j2])
    return "".join(parts)


def _children(html: str) -> list[_Element]:
    """Return the outermost elements and words in order; between blocks, spaces say nothing."""
    found = list(_outermost(html))
    if all(one.is_inline for one in found):
        return found
    return [one for one in found if one.tag or not one.opening.isspace()]


def _outermost(html: str) -> Iterator[_Element]:
    depth, start, inner = 0, 0, 0
    name = ""
    for token in _TOKEN.finditer(html):
        tag = token[2] or ""
        if not depth and (not tag or tag in _VOID):
            yield _Element(tag, token.group(), "", "")
        elif tag and tag not in _VOID:
            if not depth:
                name, start, inner = tag, token.start(), token.end()
            depth += -1 if token[1] else 1
            if not depth:
                yield _Element(name, html[start:inner], html[inner : token.start()], token.group())


def _stretches(old: Sequence[_Element], new: Sequence[_Element]) -> list[tuple[bool, int, int, int, int]]:
    """Return equal and changed stretches in turn; a space between two changes belongs to them."""
    found: list[tuple[bool, int, int, int, int]] = []
    codes = opcodes([one.html for one in old], [one.html for one in new], WORDS_COMPARED)
    for place, (name, i1, i2, j1, j2) in enumerate(codes):
        is_between = 0 < place < len(codes) - 1
        is_same = name == "equal" and not (is_between and all(one.html.isspace() for one in new[j1:j2]))
        begun = found.pop() if found and not is_same and not found[-1][0] else (is_same, i1, i2, j1, j2)
        found.append((is_same, begun[1], i2, begun[3], j2))
    return found


def _changed(old: Sequence[_Element], new: Sequence[_Element]) -> Iterator[str]:
    """Yield a changed stretch: elements that resemble each other looked into, the rest as gone and come."""
    rest, come = list(old), list[_Element]()
    for one in new:
        at = _alike(one, rest, is_row=len(old) == len(new)) if len(new) <= MOST_PAIRED else None
        if at is None:
            come.append(one)
            continue
        yield from _whole("del", rest[:at])
        yield from _whole("ins", come)
        yield f"{one.opening}{_marked(rest[at].inner, one.inner)}{one.closing}"
        rest, come = rest[at + 1 :], []
    yield from _whole("del", rest)
    yield from _whole("ins", come)


def _alike(one: _Element, others: Sequence[_Element], *, is_row: bool) -> int | None:
    """Return the first of the elements that is the same sort of thing and shares enough words.

    Headings, lists, tables and the cells of a row that kept its width are the same thing whatever they say.
    """
    if not one.tag or one.tag in _VOID or one.tag in _ATOMS:
        return None
    is_same = one.tag in _FRAMES or (is_row and one.tag in _CELLS)
    for place, other in enumerate(others[:MOST_PAIRED]):
        if other.opening == one.opening and (is_same or _share(other.inner, one.inner) >= LEAST_ALIKE):
            return place
    return None


def _share(old: str, new: str) -> float:
    words, others = (Counter(re.findall(r"\w+", re.sub(r"<[^>]*>", " ", text))) for text in (old, new))
    most = max(words.total(), others.total())
    return (words & others).total() / most if most else 1.0


def _whole(op: _Op, elements: Sequence[_Element]) -> Iterator[str]:
    """Yield all of it as come or gone; a mark stands inside of blocks, where only words may."""
    for is_inline, group in groupby(elements, lambda one: one.is_inline):
        if is_inline:
            text = "".join(one.html for one in group)
            yield f'<{op} data-change tabindex="-1">{text}</{op}>' if text.strip() else text
            continue
        for one in group:
            inner = "".join(_whole(op, _children(one.inner)))
            yield f"{one.opening}{inner}{one.closing}"
