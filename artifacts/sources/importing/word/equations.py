"""Word's equations as TeX between dollar signs, the document's math."""

from collections.abc import Callable, Iterable

from artifacts.markdown.math import MATH_CHARACTERS
from artifacts.sources.importing.word.package import Element, M

_ACCENTS = {"\u0302": "hat", "\u0303": "tilde", "\u0304": "bar", "\u0305": "overline", "\u20d7": "vec"}
_ACCENTS |= {"\u0307": "dot", "\u0308": "ddot", "\u030c": "check", "\u0306": "breve", "\u0301": "acute"}
_FUNCTIONS = frozenset(
    """
    sin cos tan cot sec csc sinh cosh tanh arcsin arccos arctan log ln exp lim max min sup det
    """.split()  # noqa: SIM905  a word list
)
_SPECIAL = {"\\": r"\backslash ", "{": r"\{", "}": r"\}", "#": r"\#", "%": r"\%", "&": r"\&", "_": r"\_", "$": r"\$"}
_SPECIAL |= {"^": r"\hat{}", "~": r"\sim "}
_SIGNS = {"∑": r"\sum", "∏": r"\prod", "∫": r"\int", "∬": r"\iint", "∭": r"\iiint", "∮": r"\oint", "": r"\int"}
_SIGNS |= {"⋃": r"\bigcup", "⋂": r"\bigcap", "⋁": r"\bigvee", "⋀": r"\bigwedge", "∐": r"\coprod"}
_FENCES = {"{": r"\{", "}": r"\}", "": ".", "⟨": r"\langle", "⟩": r"\rangle", "‖": r"\|", "⌈": r"\lceil"}
_FENCES |= {"⌉": r"\rceil", "⌊": r"\lfloor", "⌋": r"\rfloor"}
_DEPTH = 40


def formula(element: Element, *, is_display: bool) -> str:
    """Return an equation in the document's math; empty for one that holds nothing or is beyond any reader."""
    tex = " ".join(_inside(element, 0).split())
    if not tex or len(tex) > MATH_CHARACTERS - 4:
        return ""
    return f"$${tex}$$" if is_display else f"${tex}$"


def _inside(element: Element | None, depth: int) -> str:
    if element is None or depth > _DEPTH:
        return ""
    return "".join(_one(child, depth + 1) for child in element)


def _part(element: Element, name: str, depth: int) -> str:
    return _inside(element.find(M + name), depth).strip()


def _property(element: Element, name: str, kind: str, missing: str) -> str:
    """Return a property; one that is there without a value is empty."""
    found = element.find(f"{M}{kind}Pr/{M}{name}")
    return missing if found is None else str(found.get(M + "val", ""))


def _one(element: Element, depth: int) -> str:
    name = element.tag.removeprefix(M) if isinstance(element.tag, str) else ""
    reader = _READERS.get(name)
    if reader is not None:
        return reader(element, depth)
    if name == "r":
        return _run(element)
    return "" if name.endswith("Pr") else _inside(element, depth)


def _run(element: Element) -> str:
    text = "".join(part.text or "" for part in element.iter(M + "t"))
    is_text = element.find(f"{M}rPr/{M}nor") is not None
    if is_text:
        return rf"\text{{{''.join(_SPECIAL.get(c, c) for c in text)}}}"
    if text.strip() in _FUNCTIONS:
        return rf"\{text.strip()} "
    return "".join(_SPECIAL.get(character, character) for character in text)


def _fraction(element: Element, depth: int) -> str:
    top, bottom = _part(element, "num", depth), _part(element, "den", depth)
    if _property(element, "type", "f", "bar") == "noBar":
        return rf"{{{top} \atop {bottom}}}"
    return rf"\frac{{{top}}}{{{bottom}}}"


def _radical(element: Element, depth: int) -> str:
    degree = _part(element, "deg", depth)
    return (rf"\sqrt[{degree}]" if degree else r"\sqrt") + f"{{{_part(element, 'e', depth)}}}"


def _scripts(*names: str) -> Callable[[Element, int], str]:
    def read(element: Element, depth: int) -> str:
        marks = {"sub": "_", "sup": "^"}
        base = _part(element, "e", depth)
        base = base if len(base) == 1 else f"{{{base}}}"
        return base + "".join(f"{marks[name]}{{{_part(element, name, depth)}}}" for name in names)

    return read


def _before(element: Element, depth: int) -> str:
    scripts = f"{{}}_{{{_part(element, 'sub', depth)}}}^{{{_part(element, 'sup', depth)}}}"
    return scripts + f"{{{_part(element, 'e', depth)}}}"


def _n_ary(element: Element, depth: int) -> str:
    sign = _SIGNS.get(_property(element, "chr", "nary", "∫"), r"\sum")
    limits = ((mark, _part(element, name, depth)) for mark, name in (("_", "sub"), ("^", "sup")))
    return sign + "".join(f"{mark}{{{text}}}" for mark, text in limits if text) + f" {_part(element, 'e', depth)}"


def _fenced(element: Element, depth: int) -> str:
    opening, closing = (_property(element, name, "d", sign) for name, sign in (("begChr", "("), ("endChr", ")")))
    divider = _property(element, "sepChr", "d", "|")
    inside = f" {divider} ".join(_inside(each, depth).strip() for each in element.findall(M + "e"))
    return rf"\left{_FENCES.get(opening, opening)} {inside} \right{_FENCES.get(closing, closing)}"


def _matrix(element: Element, depth: int) -> str:
    rows = (
        " & ".join(_inside(cell, depth).strip() for cell in row.findall(M + "e")) for row in element.findall(M + "mr")
    )
    return _array(rows)


def _lines(element: Element, depth: int) -> str:
    lines = (_inside(line, depth).strip() for line in element.findall(M + "e"))
    return _array(lines)


def _array(rows: Iterable[str]) -> str:
    inside = r" \\ ".join(rows)
    return rf"\begin{{matrix}} {inside} \end{{matrix}}"


def _accent(element: Element, depth: int) -> str:
    name = _ACCENTS.get(_property(element, "chr", "acc", "\u0302"), "hat")
    return rf"\{name}{{{_part(element, 'e', depth)}}}"


def _bar(element: Element, depth: int) -> str:
    name = "overline" if _property(element, "pos", "bar", "bot") == "top" else "underline"
    return rf"\{name}{{{_part(element, 'e', depth)}}}"


def _brace(element: Element, depth: int) -> str:
    name = "overbrace" if _property(element, "pos", "groupChr", "bot") == "top" else "underbrace"
    return rf"\{name}{{{_part(element, 'e', depth)}}}"


def _function(element: Element, depth: int) -> str:
    return f"{_part(element, 'fName', depth)} {_part(element, 'e', depth)}"


def _limit(name: str) -> Callable[[Element, int], str]:
    def read(element: Element, depth: int) -> str:
        base, limit = _part(element, "e", depth), _part(element, "lim", depth)
        if base.strip() in (r"\lim", r"\max", r"\min", r"\sup") and name == "underset":
            return rf"{base}_{{{limit}}}"
        return rf"\{name}{{{limit}}}{{{base}}}"

    return read


_READERS: dict[str, Callable[[Element, int], str]] = {
    "f": _fraction,
    "rad": _radical,
    "sSup": _scripts("sup"),
    "sSub": _scripts("sub"),
    "sSubSup": _scripts("sub", "sup"),
    "sPre": _before,
    "nary": _n_ary,
    "d": _fenced,
    "m": _matrix,
    "eqArr": _lines,
    "acc": _accent,
    "bar": _bar,
    "groupChr": _brace,
    "func": _function,
    "limLow": _limit("underset"),
    "limUpp": _limit("overset"),
    "borderBox": lambda element, depth: rf"\boxed{{{_part(element, 'e', depth)}}}",
}
