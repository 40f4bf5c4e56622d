"""MathML as Word's own equations (OMML), so that a formula can be edited there.

A small subset suffices: what latex2mathml makes. What has no counterpart is written as its parts in a row.
"""

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from artifacts.markdown.math import Formula
from artifacts.markdown.mathml import math_tree
from exports.flow.plain_text import clean, escape
from exports.rows.losses import Losses

_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_FONT = '<w:rPr><w:rFonts w:ascii="Cambria Math" w:hAnsi="Cambria Math"/></w:rPr>'
_PLAIN = '<m:rPr><m:sty m:val="p"/></m:rPr>'
_N_ARY = frozenset("∑∏∐∫∬∭∮∯∰⋂⋃⋀⋁⨁⨂")
_BARS = frozenset("―¯‾_")
_BRACES = frozenset("⏞⏟︷︸")
_ACCENTS = {"^": "\u0302", "~": "\u0303", "¯": "\u0304", "→": "\u20d7", "˙": "\u0307", "¨": "\u0308", "ˇ": "\u030c"}
_ACCENTS |= {"˜": "\u0303", "ˆ": "\u0302", "´": "\u0301", "`": "\u0300", "˘": "\u0306"}


def equation(formula: Formula) -> str:
    """Return a formula as an equation in a line of text; empty when it cannot be parsed."""
    tree = math_tree(formula.tex, is_display=formula.is_display)
    return "" if tree is None else f'<m:oMath xmlns:m="{_MATH}">{_row(list(tree))}</m:oMath>'


def display_equation(formula: Formula) -> str:
    """Return a formula as an equation on a line of its own; empty when it cannot be parsed."""
    inside = equation(formula)
    return f'<m:oMathPara xmlns:m="{_MATH}">{inside}</m:oMathPara>' if inside else ""


def _row(children: Sequence[Element]) -> str:
    """Return elements side by side; a sum takes what follows it, and fences what stands between them."""
    if len(children) > 1 and _is_fence(children[0]) and _is_fence(children[-1]):
        edges = "".join(
            f'<m:{name} m:val="{escape(_text(fence))}"/>'
            for name, fence in (("begChr", children[0]), ("endChr", children[-1]))
        )
        return f"<m:d><m:dPr>{edges}</m:dPr><m:e>{_row(children[1:-1])}</m:e></m:d>"
    parts: list[str] = []
    rest = list(children)
    while rest:
        first = rest.pop(0)
        operand = ""
        if _is_n_ary(first) and rest:
            operand = _element(rest.pop(0))
        parts.append(_n_ary(first, operand) if _is_n_ary(first) else _element(first))
    return "".join(parts)


def _element(element: Element) -> str:  # noqa: PLR0911  one line for each element
    children = list(element)
    match element.tag:
        case "mi" | "mn" | "mo" | "mtext" | "ms":
            return _run(_text(element), is_plain=element.tag == "mtext" or len(_text(element)) > 1)
        case "mspace":
            return _run(" ", is_plain=True)
        case "mphantom":
            return ""
        case "mfrac":
            kind = '<m:fPr><m:type m:val="noBar"/></m:fPr>' if element.get("linethickness") == "0" else ""
            return f"<m:f>{kind}{_part('num', children[0])}{_part('den', children[1])}</m:f>"
        case "msqrt":
            hidden = '<m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/>'
            return f"<m:rad>{hidden}<m:e>{_row(children)}</m:e></m:rad>"
        case "mroot":
            return f"<m:rad>{_part('deg', children[1])}{_part('e', children[0])}</m:rad>"
        case "msup" | "msub" | "msubsup":
            return _scripted(element.tag, children)
        case "munder" | "mover" | "munderover":
            return _limits(element.tag, children)
        case "mtable":
            rows = ("".join(f"<m:e>{_row(list(cell))}</m:e>" for cell in row) for row in children)
            return f"<m:m>{''.join(f'<m:mr>{row}</m:mr>' for row in rows)}</m:m>"
        case "menclose" if "box" in (element.get("notation") or ""):
            return f"<m:borderBox><m:e>{_row(children)}</m:e></m:borderBox>"
        case _:
            return _row(children)


def _part(name: str, element: Element) -> str:
    return f"<m:{name}>{_element(element)}</m:{name}>"


def _scripted(tag: str, children: Sequence[Element]) -> str:
    base, *scripts = children
    names = {"msup": ("sup",), "msub": ("sub",), "msubsup": ("sub", "sup")}[tag]
    inside = "".join(_part(name, script) for name, script in zip(names, scripts, strict=True))
    kind = {"msup": "sSup", "msub": "sSub", "msubsup": "sSubSup"}[tag]
    return f"<m:{kind}>{_part('e', base)}{inside}</m:{kind}>"


def _limits(tag: str, children: Sequence[Element]) -> str:
    base, mark = children[0], _text(children[-1])
    if tag == "mover" and mark in _ACCENTS:
        return f'<m:acc><m:accPr><m:chr m:val="{_ACCENTS[mark]}"/></m:accPr>{_part("e", base)}</m:acc>'
    if tag != "munderover" and mark in _BARS:
        place = '<m:barPr><m:pos m:val="top"/></m:barPr>' if tag == "mover" else ""
        return f"<m:bar>{place}{_part('e', base)}</m:bar>"
    if tag != "munderover" and mark in _BRACES:
        place = "top" if tag == "mover" else "bot"
        facts = f'<m:groupChrPr><m:chr m:val="{mark}"/><m:pos m:val="{place}"/></m:groupChrPr>'
        return f"<m:groupChr>{facts}{_part('e', base)}</m:groupChr>"
    inside = _element(base)
    if tag in ("munder", "munderover"):
        inside = f"<m:limLow><m:e>{inside}</m:e>{_part('lim', children[1])}</m:limLow>"
    if tag in ("mover", "munderover"):
        inside = f"<m:limUpp><m:e>{inside}</m:e>{_part('lim', children[-1])}</m:limUpp>"
    return inside


def _is_n_ary(element: Element) -> bool:
    base = element[0] if element.tag in _PLACES else element
    return base.tag == "mo" and _text(base) in _N_ARY


_PLACES = {
    "msub": ("sub",),
    "msup": ("sup",),
    "msubsup": ("sub", "sup"),
    "munder": ("sub",),
    "mover": ("sup",),
    "munderover": ("sub", "sup"),
}


def _n_ary(element: Element, operand: str) -> str:
    """Return a sum or integral with its limits and what it is taken of."""
    places = _PLACES.get(element.tag, ())
    sign = _text(element[0] if places else element)
    limits = dict(zip(places, list(element)[1:], strict=False))
    location = "undOvr" if element.tag.startswith(("munder", "mover")) else "subSup"
    hidden = "".join(f'<m:{name}Hide m:val="1"/>' for name in ("sub", "sup") if name not in limits)
    parts = "".join(_part(name, limits[name]) if name in limits else f"<m:{name}/>" for name in ("sub", "sup"))
    facts = f'<m:naryPr><m:chr m:val="{sign}"/><m:limLoc m:val="{location}"/>{hidden}</m:naryPr>'
    return f"<m:nary>{facts}{parts}<m:e>{operand}</m:e></m:nary>"


def _is_fence(element: Element) -> bool:
    return element.tag == "mo" and element.get("fence") == "true" and element.get("form") in ("prefix", "postfix")


def _text(element: Element) -> str:
    return (element.text or "").strip("\n")


def _run(text: str, *, is_plain: bool) -> str:
    text = escape(clean(text, Losses()))
    return f'<m:r>{_PLAIN * is_plain}{_FONT}<m:t xml:space="preserve">{text}</m:t></m:r>' if text else ""
