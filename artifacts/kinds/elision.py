"""The words and dots with which models cut short: "... (remaining rows omitted)", a row of dots."""

import re
from collections.abc import Sequence

_THINGS = (
    r"(?:rows?|entries|items?|records?|lines?|sections?|chapters?|data|table|list|document|content|products?|months?|"
    r"filas?|entradas?|elementos?|registros?|líneas?|secciones|sección|capítulos?|datos|tabla|lista|documento|meses)"
)
_MORE = r"(?:remaining|rest|other|others|more|further|additional|restantes?|resto|demás|otras?|otros?|más|siguientes)"
_OMITTED = (
    r"(?:omitted|truncated|left out|not shown|abbreviated|skipped|omitid[oa]s?|truncad[oa]s?|no se muestran?|"
    r"abreviad[oa]s?)"
)
_GOES_ON = (  # "as follows" and "what follows" speak of the next lines
    r"(?:continues?|continued|(?<!as )(?<!what )follow(?:s|ing)?|would (?:go|follow)|contin[uú]an?|"
    r"(?<!como )(?<!que )sigue(?:n)?)"
)
_LEFT_OUT = rf"(?:{_OMITTED}|{_GOES_ON})"
_ELISION = re.compile(
    rf"(?:\.\.\.|…).{{0,60}}\b{_LEFT_OUT}\b"
    rf"|[(\[*_].{{0,60}}\b{_OMITTED}\b"
    rf"|[(\[].{{0,60}}\b(?:{_THINGS}|{_MORE})\b.{{0,40}}\b{_GOES_ON}\b"
    r"|[(\[]\s*(?:continues|continued|contin[uú]an?|siguen?)\b"
    rf"|\b{_MORE}\s+(?:of\s+(?:the\s+)?|de\s+(?:l[ao]s?\s+)?)?{_THINGS}\b.{{0,40}}\b{_LEFT_OUT}\b"
    rf"|\b{_THINGS}\s+{_MORE}\b.{{0,40}}\b{_LEFT_OUT}\b"
    rf"|(?:\.\.\.|…|[(\[]).{{0,20}}\b{_MORE}\s+(?:of\s+(?:the\s+)?|de\s+(?:l[ao]s?\s+)?)?{_THINGS}\b"
    rf"|(?:\.\.\.|…)\s*(?:and so (?:on|forth)|y as[ií] sucesivamente|etc\b)"
    r"|^[ \t>*_]*[\[(<](?:insert|add|write|include|inserta|añade|escribe|incluye)\b[^\])>\n]{0,60}"
    r"\b(?:content|text|details?|sections?|paragraphs?|contenido|texto|detalles|secci[oó]n(?:es)?)\b[^\])>\n]{0,30}[\])>]"
    r"[ \t*_]*$"
    r"|\b(?:only|omitted|shortened|solo|omitid[oa]s?)\b.{0,80}\b(?:for (?:the sake of )?brevity|por brevedad)\b"
    rf"|^[^\w\n]*+(?:and so (?:on|forth)|y as[ií] sucesivamente|to be continued|continuará)[^\w\n]*+$",
    re.IGNORECASE | re.MULTILINE,
)
_DOTS = r"(?:\.{3,}+|…|⋮)"  # possessive: else a long row of dots can be taken apart in countless ways
_DOTS_LINE = re.compile(rf"^[ \t|,;\"\[]*+{_DOTS}[ \t|,;\".…⋮\]]*+$", re.MULTILINE)
_ONLY_DOTS = re.compile(rf"\s*{_DOTS}+\s*")
_STANDS_FOR_MORE = re.compile(rf"\s*(?:{_DOTS}|[(\[].*(?:\d|\b{_LEFT_OUT}\b))", re.IGNORECASE)
_FENCED = re.compile(r"^[ \t]*(```|~~~).*?(?:^[ \t]*\1|\Z)", re.DOTALL | re.MULTILINE)


def has_elision(text: str) -> bool:
    """Return whether the text stands for more than it says."""
    prose = _FENCED.sub("", text)
    return bool(_DOTS_LINE.search(prose) or _ELISION.search(prose))


def is_dots(cell: object) -> bool:
    """Return whether a cell or line is nothing but dots."""
    return isinstance(cell, str) and _ONLY_DOTS.fullmatch(cell) is not None


def is_elision_row(cells: Sequence[object]) -> bool:
    """Return whether a row only stands for further ones: dots in every filled cell, or a phrase that says so."""
    filled = [cell for cell in cells if cell not in (None, "")]
    return bool(filled) and all(isinstance(cell, str) and _stands_for_more(cell) for cell in filled)


def is_elision_line(line: str) -> bool:
    """Return whether a line between rows, or behind them, only stands for further ones."""
    return _stands_for_more(line)


def without_elision_lines(text: str) -> tuple[str, int]:
    """Return delimited text without the lines that are nothing but dots, and how many they were."""
    kept: list[str] = []
    found, is_quoted = 0, False
    for line in text.split("\n"):
        if not is_quoted and _DOTS_LINE.fullmatch(line):
            found += 1
        else:
            kept.append(line)
            is_quoted ^= line.count('"') % 2 == 1
    return "\n".join(kept), found


def _stands_for_more(words: str) -> bool:
    return is_dots(words) or (_STANDS_FOR_MORE.match(words) is not None and has_elision(words))
