"""TeX to MathML, by latex2mathml; only elements and attributes that draw are let through.

The same tree is what Word's equations and the drawing on paper are made of.
"""

import re
from functools import lru_cache
from html import unescape
from xml.etree.ElementTree import Element, tostring

from latex2mathml.converter import convert_to_element

ELEMENTS = frozenset(
    """
    math mrow mi mn mo ms mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mmultiscripts
    mprescripts mtable mtr mtd mstyle mpadded mphantom menclose merror
    """.split()  # noqa: SIM905  a word list
)
_ATTRIBUTES = frozenset(
    """
    accent columnalign columnlines columnspacing display displaystyle fence form largeop linebreak linethickness lspace
    mathvariant maxsize minsize movablelimits notation rowlines rowspacing rspace separator stretchy width height depth
    """.split()  # noqa: SIM905  a word list
)
_ENVIRONMENT = r"(?:aligned|align\*?|split|gathered|gather\*?|eqnarray\*?|multline\*?)"
_ALIGNED, _ALIGNED_END = re.compile(rf"\\begin\{{{_ENVIRONMENT}\}}"), re.compile(rf"\\end\{{{_ENVIRONMENT}\}}")
_SHORT_CHARACTERS = 300
_DEPTH = 40  # of elements: no formula that a person reads comes near


def math_tree(tex: str, *, is_display: bool) -> Element | None:
    """Return the MathML of a formula; None for what cannot be parsed whole."""
    try:
        tree = convert_to_element(_known(tex), display="block" if is_display else "inline")
    except (Exception, RecursionError):
        return None
    return tree if _is_whole(tree, _DEPTH) else None


def mathml(tex: str, *, is_display: bool) -> str:
    """Return the MathML of a formula as markup; empty for what cannot be parsed."""
    return (_short_mathml if len(tex) <= _SHORT_CHARACTERS else _mathml)(tex, is_display)


def _mathml(tex: str, is_display: bool) -> str:
    tree = math_tree(tex, is_display=is_display)
    return "" if tree is None else tostring(tree, encoding="unicode", short_empty_elements=False)


_short_mathml = lru_cache(maxsize=1_000)(_mathml)  # a stream renders its open paragraph again and again


def _known(tex: str) -> str:
    """Return the formula with its aligned lines as the array that they are, the one name that the parser knows."""
    return _ALIGNED_END.sub(r"\\end{array}", _ALIGNED.sub(r"\\begin{array}{rlrlrl}", tex))


def _is_whole(element: Element, depth: int) -> bool:
    """Let an element through without attributes that do not draw; False for one that holds what was not understood."""
    if depth == 0 or element.tag not in ELEMENTS:
        return False
    element.text = unescape(element.text) if element.text else None
    if element.text and element.tag == "mi" and (element.text[0] == "\\" or element.text == "&"):  # not understood
        return False
    if len(element) not in _CHILDREN.get(element.tag, (len(element),)):
        return False
    for name in [name for name in element.attrib if name not in _ATTRIBUTES]:
        del element.attrib[name]
    return all(_is_whole(child, depth - 1) for child in element)


_CHILDREN = {
    "mfrac": (2,),
    "mroot": (2,),
    "msub": (2,),
    "msup": (2,),
    "munder": (2,),
    "mover": (2,),
    "msubsup": (3,),
    "munderover": (3,),
}
