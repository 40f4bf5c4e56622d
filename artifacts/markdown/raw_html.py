"""Takes raw HTML out of Markdown before it is rendered, without losing words.

Tags that HTML knows vanish and leave their text, `<br>` stays a line break, scripts, styles and comments go whole.
What only looks like a tag (`vector<int>`) is kept as text. Signs from Unicode's non-characters stand for the results,
so that the rest of the source parses as before; `restore` turns them into HTML after sanitising.
"""

import re
from collections.abc import Iterator

from artifacts.markdown.parser import parse_events

BREAK, LESS_THAN, NOTHING = "\ufdd0", "\ufdd1", "\ufdd2"
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
_EMPTY_PARAGRAPH = re.compile(rf"<p>[\s{NOTHING}]*{NOTHING}[\s{NOTHING}]*</p>\n?")


def neutralise(source: str) -> str:
    """Return the source with its raw HTML replaced by signs."""
    if not _MAYBE_HTML.search(source):
        return source
    raw, parts, position = source.encode(), [], 0
    for start, end, replacement in _replacements(source):
        parts += [raw[position:start].decode(), replacement]
        position = end
    parts.append(raw[position:].decode())
    return "".join(parts)


def restore(html: str) -> str:
    """Return sanitised HTML with the signs turned into what they stand for."""
    if NOTHING in html:
        html = _EMPTY_PARAGRAPH.sub("", html).replace(NOTHING, "")
    return html.replace(BREAK, "<br>").replace(LESS_THAN, "&lt;")


def _replacements(source: str) -> Iterator[tuple[int, int, str]]:
    """Yield byte ranges of raw HTML, in order, and what takes their place."""
    depth, lines = 0, list[tuple[int, int, str]]()
    for event, place in parse_events(source):
        if not isinstance(event, dict):
            continue
        if "Start" in event:
            depth += 1
        elif "End" in event:
            depth -= 1
            if event["End"] == "HtmlBlock":
                yield from _block(lines, is_top_level=depth == 0)
                lines = []
        elif "InlineHtml" in event:
            yield place["start"], place["end"], _inline(event["InlineHtml"])
        elif "Html" in event:
            lines.append((place["start"], place["end"], event["Html"]))


def _inline(text: str) -> str:
    match = _RAW.match(text)
    sign = _sign(match) if match else None
    if sign is not None:
        return sign
    rest = text[1:]
    return LESS_THAN + (rest if "\n" in rest else _inert(rest))


def _block(lines: list[tuple[int, int, str]], *, is_top_level: bool) -> Iterator[tuple[int, int, str]]:
    """Yield the lines of one HTML block as plain text; at the top level the block becomes a paragraph of its own."""
    texts = "".join(_plain("".join(line for _, _, line in lines))).split("\n")
    for number, (start, end, line) in enumerate(lines):
        text = (texts[number].lstrip() or NOTHING) + ("\n" if line.endswith("\n") else "")
        before = "\n" if is_top_level and number == 0 else ""
        after = "\n" if is_top_level and number == len(lines) - 1 else ""
        yield start, end, before + text + after


def _plain(block: str) -> Iterator[str]:
    """Yield the block with as many lines as before, tags signed away, everything else escaped."""
    position = 0
    for match in _RAW.finditer(block):
        yield _inert(block[position : match.start()])
        sign = _sign(match)
        yield _inert(match.group()) if sign is None else sign + "\n" * match.group().count("\n")
        position = match.end()
    yield _inert(block[position:])


def _sign(match: re.Match[str]) -> str | None:
    """Return what stands for a piece of HTML, or None for what HTML does not know."""
    if match["whole"]:
        return NOTHING
    name = match["name"].lower()
    if name == "br":
        return BREAK
    return NOTHING if name in _KNOWN_TAGS else None


def _inert(text: str) -> str:
    """Return text that Markdown shows as it is."""
    return LESS_THAN.join(_PUNCTUATION.sub(r"\\\1", part) for part in text.split("<"))
