"""Takes raw HTML out of Markdown before it is rendered, without losing words.

Tags that HTML knows vanish and leave their text; `<br>` stays a line break, and `<sup>`, `<sub>` and `<u>` stay when
they are closed in the same paragraph. Scripts, styles and comments go whole. What only looks like a tag
(`vector<int>`) is kept as text. Signs stand for the results, so that the rest of the source parses as before;
`restore` turns them into HTML before it is sanitised.
"""

import re
from collections.abc import Iterator

from artifacts.markdown.parser import parse_events
from artifacts.markdown.signs import BREAK, LESS_THAN, NOTHING, TAGS, Signs

_TAGS = (
    "a abbr acronym address applet area article aside audio b base bdi bdo big blink blockquote body br button "
    "canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed "
    "fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i "
    "iframe img input ins kbd label legend li link main map mark marquee math menu meta meter nav nobr noscript "
    "object ol optgroup option output p param picture pre progress q rp rt ruby s samp script search section select "
    "slot small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead "
    "time title tr track tt u ul var video wbr "
)
_KNOWN_TAGS = frozenset(_TAGS.split())
_MAYBE_HTML = re.compile(r"<[A-Za-z/!?]")
_RAW = re.compile(
    r"(?P<whole><!--.*?(?:-->|\Z)|<(?P<element>script|style)\b.*?(?:</(?P=element)\s*>|\Z)|<[!?][^>]*>)"
    r"|<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?=[\s/>])[^<>]*>",
    re.DOTALL | re.IGNORECASE,
)
_PUNCTUATION = re.compile(r"([!-%'-/:=>?@\[-`{-~])")
_EMPTY_PARAGRAPH = re.compile(r"<p>\s*</p>\n?")
_NESTED_TAGS = 8  # superscripts of superscripts: no text needs more
_INLINE = frozenset(("Strong", "Emphasis", "Strikethrough", "Link", "Image"))
_HTML = {BREAK: "<br>", LESS_THAN: "&lt;", NOTHING: "", **{name: f"<{name}>" for name in TAGS}}


def neutralise(source: str, signs: Signs) -> str:
    """Return the source with its raw HTML replaced by signs."""
    if not _MAYBE_HTML.search(source):
        return source
    raw, parts, position = source.encode(), [], 0
    for start, end, replacement in _Replacements(signs).of(source):
        parts += [raw[position:start].decode(), replacement]
        position = end
    parts.append(raw[position:].decode())
    return "".join(parts)


def restore(html: str, signs: Signs) -> str:
    """Return the parser's HTML with the signs turned into what they stand for; those of formulas and images stay."""
    restored = signs.replace(html, _HTML.get)
    return _EMPTY_PARAGRAPH.sub("", restored) if signs.sign(NOTHING) in html else restored


class _Replacements:
    """Finds the raw HTML of one source."""

    def __init__(self, signs: Signs) -> None:
        self._signs = signs
        self._found: list[tuple[int, int, str]] = []
        self._open: list[tuple[str, int]] = []  # kept tags that are not closed yet, and where they stand in `_found`

    def of(self, source: str) -> list[tuple[int, int, str]]:
        """Return byte ranges of raw HTML, in order, and what takes their place."""
        depth, lines = 0, list[tuple[int, int, str]]()
        for event, place in parse_events(source):
            if not isinstance(event, dict):
                continue
            [(step, value)] = event.items()
            if step in ("Start", "End"):
                depth += 1 if step == "Start" else -1
                if (value if isinstance(value, str) else next(iter(value))) not in _INLINE:
                    self._open.clear()
            if step == "End" and value == "HtmlBlock":
                self._found += self._block(lines, is_top_level=depth == 0)
                lines = []
            elif step == "InlineHtml":
                self._found.append((place["start"], place["end"], self._inline(value)))
            elif step == "Html":
                lines.append((place["start"], place["end"], value))
        return self._found

    def _inline(self, text: str) -> str:
        match = _RAW.match(text)
        if match and f"{match['close']}{(match['name'] or '').lower()}" in TAGS:
            return self._kept_tag(bool(match["close"]), match["name"].lower())
        sign = self._sign(match) if match else None
        if sign is not None:
            return sign
        rest = text[1:]
        return self._signs.sign(LESS_THAN) + (rest if "\n" in rest else self._inert(rest))

    def _kept_tag(self, is_end: bool, name: str) -> str:
        """Return the sign of an end tag whose beginning is open, which then stays too; else of nothing."""
        if not is_end:
            self._open.append((name, len(self._found)))
        elif self._open and self._open[-1][0] == name:
            if len(self._open) <= _NESTED_TAGS:
                _name, at = self._open.pop()
                self._found[at] = (*self._found[at][:2], self._signs.sign(name))
                return self._signs.sign(f"/{name}")
            self._open.pop()
        return self._signs.sign(NOTHING)

    def _block(self, lines: list[tuple[int, int, str]], *, is_top_level: bool) -> Iterator[tuple[int, int, str]]:
        """Yield the lines of one HTML block as plain text; at the top level the block becomes its own paragraph."""
        texts = "".join(self._plain("".join(line for _, _, line in lines))).split("\n")
        for number, (start, end, line) in enumerate(lines):
            text = (texts[number].lstrip() or self._signs.sign(NOTHING)) + ("\n" if line.endswith("\n") else "")
            before = "\n" if is_top_level and number == 0 else ""
            after = "\n" if is_top_level and number == len(lines) - 1 else ""
            yield start, end, before + text + after

    def _plain(self, block: str) -> Iterator[str]:
        """Yield the block with as many lines as before, tags signed away, everything else escaped."""
        position = 0
        for match in _RAW.finditer(block):
            yield self._inert(block[position : match.start()])
            sign = self._sign(match)
            yield self._inert(match.group()) if sign is None else sign + "\n" * match.group().count("\n")
            position = match.end()
        yield self._inert(block[position:])

    def _sign(self, match: re.Match[str]) -> str | None:
        """Return what stands for a piece of HTML, or None for what HTML does not know."""
        if match["whole"]:
            return self._signs.sign(NOTHING)
        name = match["name"].lower()
        if name == "br":
            return self._signs.sign(BREAK)
        return self._signs.sign(NOTHING) if name in _KNOWN_TAGS else None

    def _inert(self, text: str) -> str:
        """Return text that Markdown shows as it is."""
        return self._signs.sign(LESS_THAN).join(_PUNCTUATION.sub(r"\\\1", part) for part in text.split("<"))
