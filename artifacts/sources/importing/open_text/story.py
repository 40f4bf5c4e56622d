"""What stands in a paragraph of an OpenDocument text: words, links, notes, images, text boxes."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from artifacts.rows.losses import Loss
from artifacts.sources.importing.open_text.package import (
    DRAW,
    LINK,
    OFFICE,
    SVG,
    TEXT,
    Element,
    OpenPackage,
    count_of,
)
from artifacts.sources.importing.open_text.styles import Styles
from artifacts.sources.importing.pictures import TakeImage
from artifacts.sources.importing.word.pieces import Piece

_KNOWN = ("http:", "https:", "mailto:", "tel:", "ftp:")
_BLANKS_MOST = 100
_MATH = b"http://www.w3.org/1998/Math/MathML"
_SKIPPED = {TEXT + name for name in ("note-citation", "ruby-text", "tracked-changes", "bookmark")}
Looks = frozenset[str]


@dataclass(slots=True)
class Story:
    """Reads paragraphs; `notes` collects the bodies of notes, `boxes` the text boxes of the last paragraph."""

    package: OpenPackage
    styles: Styles
    take: TakeImage
    losses: Counter[Loss]
    notes: list[Element] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)

    def pieces(self, paragraph: Element) -> list[Piece]:
        """Return the pieces of a paragraph, and keep its text boxes."""
        self.boxes = []
        return list(self._walk(paragraph, frozenset(), ""))

    def _walk(self, parent: Element, looks: Looks, link: str) -> Iterator[Piece]:
        if parent.text:
            yield Piece(_one_line(parent.text), looks, link)
        for child in parent:
            if isinstance(child.tag, str) and child.tag not in _SKIPPED:
                yield from self._content(child, looks, link)
            if child.tail:
                yield Piece(_one_line(child.tail), looks, link)

    def _content(self, child: Element, looks: Looks, link: str) -> Iterator[Piece]:
        match child.tag.rpartition("}")[2]:
            case "s":
                yield Piece(" " * count_of(child, TEXT + "c", _BLANKS_MOST), looks, link)
            case "tab":
                yield Piece(" ", looks, link)
            case "line-break":
                yield Piece("\n", looks, link)
            case "span":
                yield from self._span(child, looks, link)
            case "a":
                yield from self._walk(child, looks, self._address(child.get(LINK, "")) or link)
            case "note":
                yield from self._note(child)
            case "annotation" | "annotation-end":
                self.losses[Loss.COMMENTS] += child.tag == OFFICE + "annotation"
            case "frame":
                yield from self._frame(child, link)
            case "ruby":
                yield from self._ruby(child, looks, link)
            case "hidden-text" | "hidden-paragraph":
                self.losses[Loss.HIDDEN_TEXT] += 1
            case "soft-page-break":
                pass
            case _:
                yield from self._walk(child, looks, link)

    def _span(self, span: Element, looks: Looks, link: str) -> Iterator[Piece]:
        style = span.get(TEXT + "style-name", "")
        if self.styles.is_hidden(style):
            self.losses[Loss.HIDDEN_TEXT] += 1
            return
        yield from self._walk(span, looks | self.styles.looks(style), link)

    def _ruby(self, ruby: Element, looks: Looks, link: str) -> Iterator[Piece]:
        """Yield the words, and behind them how they are read."""
        yield from self._walk(ruby, looks, link)
        said = "".join("".join(part.itertext()) for part in ruby.iter(TEXT + "ruby-text"))
        if said:
            yield Piece(f"（{said}）", looks, link)

    def _note(self, note: Element) -> Iterator[Piece]:
        body = note.find(TEXT + "note-body")
        if body is not None:
            self.notes.append(body)
            yield Piece(f"[^{len(self.notes)}]", is_markdown=True)

    def _frame(self, frame: Element, link: str) -> Iterator[Piece]:
        boxes = frame.findall(DRAW + "text-box")
        image, thing = frame.find(DRAW + "image"), frame.find(DRAW + "object")
        if boxes:
            self.boxes += boxes
        elif thing is not None:
            content = self.package.blob(f"{thing.get(LINK, '')}/content.xml") or b""
            self.losses[Loss.EQUATIONS if _MATH in content else Loss.OBJECTS] += 1
        elif image is not None:
            told = (frame.findtext(SVG + name) for name in ("desc", "title"))
            words = next((text for text in told if text), "")
            if shown := self.take(self.package.blob(image.get(LINK, "")), words):
                yield Piece(shown, link=link, is_markdown=True)

    def _address(self, address: str) -> str:
        """Return an address that may stand in a document; count a link that keeps its words alone."""
        if address.lower().startswith(_KNOWN):
            return address.replace(" ", "%20").replace("<", "%3C").replace(">", "%3E")
        self.losses[Loss.LINKS] += 1
        return ""


def _one_line(text: str) -> str:
    """Return the text as it is shown: line ends and tabs of the XML are blanks, and several are one."""
    words = " ".join(text.split())
    return f"{' ' if text[:1].isspace() else ''}{words}{' ' if words and text[-1:].isspace() else ''}"
