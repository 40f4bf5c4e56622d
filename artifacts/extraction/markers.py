"""The plain markers that stand around an artifact in a model's answer, and how models misspell them.

Written is `[[artifact kind="table" title="Vans"]]` ... `[[/artifact]]`, each on its own line. Understood are brackets
that are missing, doubled, swapped or of another sort, emphasis or backticks around them, curly quotes, tags
(`<artifact type="table">`), and kinds by their common names. A marker always stands within one line.
"""

import re
from dataclasses import dataclass

from artifacts.rows.enums import KindName

CLOSE_MARKER = "[[/artifact]]"

_LONGEST = 400
_BRACKET = r"(?:\\?[\[\]{}<>【】［］〚〛⟦⟧]\s{0,2})"
_BRACKETS = re.compile(r"[\[\]{}<>【】［］〚〛⟦⟧]")
_MARKS = frozenset("*_`\\")
_START = re.compile(
    rf"[*_`]{{0,3}}(?P<left>{_BRACKET}{{1,4}})(?P<slash>[/\\]\s{{0,2}})?(?P<end>end[ _-]?)?"
    r"(?:ant)?art[ie]fact(?![a-z])",
    re.IGNORECASE,
)
_RIGHT = re.compile(rf"(?:\s{{0,2}}{_BRACKET}){{1,4}}[*_`]{{0,3}}")
_UNFINISHED = re.compile(
    rf"[*_`]{{0,3}}\\?(?:{_BRACKET}{{1,4}}\\?(?P<word>[/\\]?\s{{0,2}}[a-z _-]{{0,12}}))?\Z", re.IGNORECASE
)
_BEFORE = re.compile(r"\s*(?:#{1,6}|[-+>]|\d{1,3}[.)]|<!?-{0,3})?\s*")
_BEHIND = re.compile(r"\s*(?:#{1,6}|-{1,3}>)?\s*")
_WORDS = ("artifact", "artefact", "antartifact", "antartefact")
_BEGINNINGS = tuple(f"{end}{word}" for end in ("", "end", "end ", "end_", "end-") for word in _WORDS)
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″＂", '"') | dict.fromkeys("‘’‚‛′", "'"))
_ATTRIBUTE = re.compile(r"([a-z]+)\s{0,3}[=:]\s{0,3}(?:\"([^\"]*)(?:\"|\Z)|'([^']*)'|([^\s\"',]+))", re.IGNORECASE)
_KINDS = (
    (KindName.SPREADSHEET, re.compile(r"\b(?:spreadsheets?|sheets?|excel|xlsx|workbook)\b", re.IGNORECASE)),
    (KindName.TABLE, re.compile(r"\b(?:tables?|csv|grid)\b", re.IGNORECASE)),
    (KindName.DOCUMENT, re.compile(r"\b(?:documents?|docs?|docx|text|markdown|report|letter)\b", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker in a line, from `start` to `end`; `kind` is None where it names none."""

    start: int
    end: int
    is_close: bool
    kind: KindName | None = None
    title: str = ""


def open_marker(kind: KindName, title: str) -> str:
    """Return the marker that opens an artifact; brackets and quotes of the title give way to plain ones."""
    plain = title.translate({ord('"'): "'", ord("["): "(", ord("]"): ")", ord("\n"): " "})
    return f'[[artifact kind="{kind.value}" title="{plain}"]]'


def find_marker(line: str, start: int = 0) -> Marker | None:
    """Return the first marker of a whole line."""
    if "fact" not in line.lower():
        return None
    for match in _START.finditer(line, start):
        end = _end_of_attributes(line, match.end())
        right = _RIGHT.match(line, end) if end < len(line) else None
        if marker := _read(match, line[match.end() : end], right):
            return marker
    return None


def is_before_marker(text: str) -> bool:
    """Return whether a marker may follow in which the text has a part: the sign of a heading, list, quote, comment."""
    return _BEFORE.fullmatch(text) is not None


def is_behind_marker(text: str) -> bool:
    """Return whether the text is blank, or the end of a heading or comment that holds a marker."""
    return _BEHIND.fullmatch(text) is not None


def safe_length(line: str, start: int = 0) -> int:
    """Return up to where an unfinished line cannot belong to a marker, whatever follows."""
    if not _BRACKETS.search(line, start):
        return _length_without_marks(line, start)
    for match in _START.finditer(line, start):
        if len(line) - match.start() <= _LONGEST:
            return match.start()
    start = max(start, len(line) - 40)
    while beginning := _UNFINISHED.search(line, start):
        word = (beginning["word"] or "").lstrip("/\\ ").lower()
        if any(known.startswith(word) for known in _BEGINNINGS):
            return beginning.start()
        start = beginning.start() + 1
    return len(line)


def _length_without_marks(line: str, start: int) -> int:
    """Return the length without the marks at the end that may stand before brackets."""
    length = len(line)
    if length == start or line[-1] not in _MARKS:
        return length
    most = start + max(0, length - start - 4)
    return beginning.start() if (beginning := _UNFINISHED.search(line, most)) else length


def without_half_marker(line: str, *, is_cut: bool) -> str:
    """Return the last line of an answer without the beginning of a marker that did not come to its end."""
    start = safe_length(line)
    half = line[start:].lstrip("*_`")
    brackets = len(half) - len(half.lstrip("[]{}<>【】［］〚〛⟦⟧\\ /"))
    is_word = _START.match(line, start) or half[brackets:].lower().startswith("ar")
    if find_marker(line, start) or brackets < 2 or not (is_cut or is_word):
        return line
    return line[:start]


def _end_of_attributes(line: str, start: int) -> int:
    """Return where the brackets after the attributes begin, or the end of the line; quoted brackets do not count."""
    place, most = start, min(len(line), start + _LONGEST)
    while place < most:
        sign = line[place].translate(_QUOTES)
        is_quote = sign == '"' or (sign == "'" and line[start:place].rstrip()[-1:] in ("=", ":"))
        if is_quote and (end := _closing_quote(sign, line, place + 1, most)):
            place = end
        elif _RIGHT.match(line, place):
            return place
        place += 1
    return most


def _closing_quote(quote: str, line: str, start: int, most: int) -> int:
    for place in range(start, most):
        if line[place].translate(_QUOTES) == quote:
            return place
    return 0


def _read(match: re.Match[str], attributes: str, right: re.Match[str] | None) -> Marker | None:
    """Return the marker if it is well enough formed: a single bracket must name a kind or close something."""
    is_doubled = len(re.sub(r"[\\\s]", "", match["left"])) > 1
    text = attributes.translate(_QUOTES).replace('\\"', '"').strip()
    is_close = bool(match["slash"] or match["end"]) or text.startswith("/") or text == "\\"
    kind, title, is_named = _attributes(text)
    if right is None and (not is_doubled or not (is_close or kind)):
        return None
    if not is_doubled and not is_close and not is_named:
        return None
    end = right.end() if right else match.end() + len(attributes)
    return Marker(match.start(), end, is_close, kind, title)


def _attributes(text: str) -> tuple[KindName | None, str, bool]:
    """Return kind, title and whether the kind was named as an attribute."""
    found = {name.lower(): next(filter(None, values), "") for name, *values in _ATTRIBUTE.findall(text)}
    title = found.get("title") or found.get("name") or ""
    if named := _kind(found.get("kind") or found.get("type") or ""):
        return named, title, True
    quoted = re.search(r'"([^"]*)"', text)
    title = title or (quoted[1] if quoted else "")
    return _kind(text.replace(title, "") if title else text), title, False


def _kind(text: str) -> KindName | None:
    return next((kind for kind, pattern in _KINDS if pattern.search(text)), None)
