"""Formulas on paper: MathML as boxes that the page engine, which knows none of it, can lay out.

Fractions, roots, limits and matrices are inline blocks around the line's axis; the pages' style sheet has their looks.
"""

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, fromstring

from django.utils.html import escape

_MATH = re.compile(r"<math .*?</math>", re.DOTALL)
_NAMESPACE = re.compile(r' xmlns="[^"]*"')
_LARGE = frozenset("∑∏∐∫∬∭∮⋂⋃⋀⋁⨁⨂")
_RELATIONS = frozenset("=≠<>≤≥≈≡∼≅→←↔⇒⇐⇔⟹⟸⟺∈∉⊂⊆⊃⊇↦∝∣⟶⟵≔≪≫⊢⊨")
_BINARY = frozenset("+−-±∓×⋅·÷∪∩∧∨∖∘⊕⊗*∗")
_BRACKETS = frozenset("()[]{}|‖⟨⟩⌈⌉⌊⌋")


def draw_formulas(html: str) -> str:
    """Return a text's HTML with boxes in place of its formulas."""
    return _MATH.sub(_drawn, html) if "<math " in html else html


def _drawn(match: re.Match[str]) -> str:
    tree = fromstring(_NAMESPACE.sub("", match.group(), count=1))  # noqa: S314  our own renderer wrote it
    look = " math--display" if tree.get("display") == "block" else ""
    return f'<span class="math{look}">{_row(list(tree))}</span>'


def _row(children: Sequence[Element]) -> str:
    """Return elements side by side, signs with room around them, brackets as tall as what they hold."""
    height = max((_height(child) for child in children), default=1)
    parts: list[str] = []
    for number, child in enumerate(children):
        text = child.text or ""
        if child.tag == "mo" and text in _BRACKETS and height > 1 and child.get("stretchy") != "false":
            parts.append(f'<span class="math-tall" style="font-size: {height}em">{escape(text)}</span>')
        elif child.tag == "mo" and (text in _RELATIONS or (number and text in _BINARY)):
            parts.append(f'<span class="math-{"relation" if text in _RELATIONS else "binary"}">{escape(text)}</span>')
        else:
            parts.append(_element(child))
    return "".join(parts)


def _element(element: Element) -> str:  # noqa: PLR0911, PLR0912  one line for each element
    children = list(element)
    match element.tag:
        case "mi" if len(element.text or "") == 1:
            return f"<i>{escape(element.text)}</i>"
        case "mi" | "mn" | "mtext" | "ms":
            return escape(element.text or "")
        case "mo":
            text = escape(element.text or "")
            return f'<span class="math-large">{text}</span>' if element.text in _LARGE else text
        case "mspace":
            return "<br>" if element.get("linebreak") == "newline" else "\u2009"
        case "mphantom":
            return f'<span style="visibility: hidden">{_row(children)}</span>'
        case "mfrac":
            line = " math-frac--bare" if element.get("linethickness") == "0" else ""
            return _stack(f"math-frac{line}", [_element(child) for child in children])
        case "msqrt":
            return f'√<span class="math-root">{_row(children)}</span>'
        case "mroot":
            return f'<span class="math-degree">{_element(children[1])}</span>√{_rooted(children[0])}'
        case "msup" | "msub":
            return f'{_element(children[0])}<span class="{element.tag}">{_element(children[1])}</span>'
        case "msubsup":
            return _element(children[0]) + _stack("math-scripts", [_element(children[2]), _element(children[1])])
        case "munder" | "mover" | "munderover":
            return _limits(element.tag, children)
        case "mtable":
            return f'<span class="math-table">{"".join(map(_table_row, children))}</span>'
        case "menclose" if "box" in (element.get("notation") or ""):
            return f'<span class="math-box">{_row(children)}</span>'
        case _:
            return _row(children)


def _rooted(element: Element) -> str:
    return f'<span class="math-root">{_element(element)}</span>'


def _stack(name: str, lines: Sequence[str]) -> str:
    return f'<span class="{name}">{"".join(f"<span>{line}</span>" for line in lines)}</span>'


def _limits(tag: str, children: Sequence[Element]) -> str:
    base, *marks = map(_element, children)
    over = marks[-1] if tag != "munder" else ""
    under = marks[0] if tag != "mover" else ""
    lines = [f'<span class="math-limit">{mark}</span>' if mark else "" for mark in (over, under)]
    place = " math-over" if tag == "mover" else ""
    return f'<span class="math-limits{place}">{lines[0]}<span>{base}</span>{lines[1]}</span>'


def _table_row(row: Element) -> str:
    sides = ((cell, cell.get("columnalign") or "center") for cell in row)
    cells = (f'<span class="align-{side}">{_row(list(cell))}</span>' for cell, side in sides)
    return f"<span>{''.join(cells)}</span>"


def _height(element: Element) -> int:
    """Return about how many lines an element is tall."""
    if element.tag == "mtable":
        return max(1, len(element))
    return max(2 if element.tag == "mfrac" else 1, *map(_height, element), 1)
