"""Documents beside the words and links that stand in their XML: read here without any library for such files."""

import html
import re
import zipfile
from collections import Counter
from io import BytesIO

from lxml import etree

from artifacts.markdown.render import render_markdown
from artifacts.rows.losses import Loss
from bench.corpus.found import Found

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_GONE = {_W + name for name in ("del", "moveFrom", "instrText", "delText", "rPrChange", "pPrChange")}
_WORD = re.compile(r"[^\W_]+")
_NOTE = re.compile(r"<sup[^>]*footnote.*?</sup>")
_SHOWN = 6
_WORDS_OF = (Loss.HIDDEN_TEXT, Loss.CONTENTS, Loss.COMMENTS, Loss.EQUATIONS, Loss.FOOTNOTES)


def compare_docx(found: Found, markdown: str, data: bytes) -> None:
    """Say which words and links of a Word file are not in the document."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = [
            name for name in archive.namelist() if re.fullmatch(r"word/(document\d*|footnotes|endnotes)\.xml", name)
        ]
        theirs = Counter(word for part in parts for word in _words_of(archive.read(part)))
        links = [link for part in parts for link in _links_of(archive, part)]
    compare_words(found, markdown, theirs, *_WORDS_OF)
    shown = html.unescape(render_markdown(markdown)) + markdown
    for link in links:
        if link.replace(" ", "%20") not in shown and html.unescape(link) not in shown:
            found.differs(f"link {link!r:.80} is lost", Loss.LINKS, Loss.IMAGES)


def compare_words(found: Found, markdown: str, theirs: Counter[str], *losses: Loss) -> None:
    """Say which words are not in the document as often as there."""
    ours = Counter(shown_words(markdown))
    found.words += theirs.total()
    missing = theirs - ours
    glued = "".join(shown_words(markdown))
    lost = [word for word in missing if word not in glued]
    if lost:
        found.differs(f"{len(lost)} words are lost: {' '.join(lost[:_SHOWN])}", *losses)
    elif missing and missing.total() > theirs.total() // 100 + 2:
        found.differs(f"{missing.total()} words stand fewer times: {' '.join(list(missing)[:_SHOWN])}", *losses)


def shown_words(markdown: str) -> list[str]:
    """Return the words that a reader of the document sees, in small letters."""
    shown = _NOTE.sub("", render_markdown(markdown))
    text = re.sub(r"</?(?:sup|sub|strong|em|del|u|a|code|span)\b[^>]*>", "", shown)
    text = re.sub(r"<[^>]+>", " ", text)
    return words(html.unescape(text) + " " + " ".join(re.findall(r'alt="([^"]*)"', shown)))


def words(text: str) -> list[str]:
    """Return the words of a text, plain digits for raised and lowered ones."""
    import unicodedata

    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def _words_of(xml: bytes) -> list[str]:
    root = etree.fromstring(
        xml.replace(_STRICT.encode(), _W[1:-1].encode()), etree.XMLParser(huge_tree=True, resolve_entities=False)
    )
    return words("".join(_texts(root)))


def _texts(element: etree._Element) -> list[str]:  # noqa: PLR0911  one return a kind
    if element.tag in _GONE or element.tag == _MC + "Fallback":
        return []
    if element.tag in (_W + "footnote", _W + "endnote") and element.get(_W + "type"):
        return []  # lines between the text and the notes
    if element.tag == _W + "ruby":
        parts = [element.find(_W + name) for name in ("rubyBase", "rt")]
        return [" ".join("".join(_texts(part)) for part in parts if part is not None), " "]
    if element.tag == _W + "r" and element.find(f"{_W}rPr/{_W}vanish") is not None:
        return []
    if element.tag == _W + "t":
        return [element.text or ""]
    if element.tag in (_W + "tab", _W + "br", _W + "cr"):
        return [" "]
    found = [text for child in element if isinstance(child.tag, str) for text in _texts(child)]
    return [*found, " "] if element.tag in (_W + "p", _W + "tc") else found


def _links_of(archive: zipfile.ZipFile, part: str) -> list[str]:
    folder, _slash, name = part.rpartition("/")
    try:
        relations = etree.fromstring(archive.read(f"{folder}/_rels/{name}.rels"))
    except KeyError:
        return []
    targets = {
        each.get("Id"): each.get("Target", "") for each in relations if each.get("Type", "").endswith("/hyperlink")
    }
    text = archive.read(part).decode("utf-8", "replace")
    used = set(re.findall(r"<w:hyperlink\b[^>]*?r:id=\"([^\"]+)\"", text))
    return [target for key, target in targets.items() if key in used and re.match(r"https?:|mailto:", target)]
