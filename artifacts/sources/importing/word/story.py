"""What stands in a paragraph of a Word file: runs, links, fields, notes, images, equations and text boxes."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from artifacts.rows.losses import Loss
from artifacts.sources.importing.pictures import TakeImage
from artifacts.sources.importing.word.equations import formula
from artifacts.sources.importing.word.package import MC, Element, M, R, Relation, W, WordPackage, number, on, value
from artifacts.sources.importing.word.pieces import ABOVE, BELOW, BOLD, CODE, ITALIC, STRUCK, UNDERLINED, Piece
from artifacts.sources.importing.word.styles import Styles
from artifacts.sources.importing.word.symbols import plain_text, symbol

_DRAWINGS = (W + "drawing", W + "pict", W + "object")
_TEXT_BOX = W + "txbxContent"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_FACTS = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_OLD = "{urn:schemas-microsoft-com:vml}"
_KNOWN_ADDRESS = re.compile(r"(?:https?|mailto|tel|ftp):\S", re.IGNORECASE)
_FIELD_LINK = re.compile(r'\s*HYPERLINK\s+(?:(\\l)\s+)?"([^"]*)"', re.IGNORECASE)
_THROUGH = {W + name for name in ("ins", "moveTo", "smartTag", "customXml", "sdt", "sdtContent", "bdo", "dir")}
_SWITCHES = {"b": BOLD, "i": ITALIC, "strike": STRUCK, "dstrike": STRUCK}
_SCRIPTS = {"superscript": ABOVE, "subscript": BELOW}
_BREAKS = {W + "tab": " ", W + "ptab": " ", W + "cr": "\n", W + "noBreakHyphen": "-"}


@dataclass(slots=True)
class _Field:
    """A field that is open: its instruction, and the address that its shown text links to."""

    instruction: str = ""
    is_shown: bool = False
    link: str = ""


@dataclass(slots=True)
class Story:
    """The text of one part; `notes` collects what is referred to, `boxes` the text boxes of the last paragraph."""

    package: WordPackage
    relations: dict[str, Relation]
    styles: Styles
    take: TakeImage
    losses: Counter[Loss]
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    _fields: list[_Field] = field(default_factory=list)

    def pieces(self, paragraph: Element) -> list[Piece]:
        """Return the pieces of a paragraph, and keep its text boxes."""
        self.boxes = []
        return list(self._walk(paragraph, ""))

    def _walk(self, parent: Element, link: str) -> Iterator[Piece]:
        for child in parent:
            tag = child.tag
            if tag == W + "r":
                yield from self._run(child, link)
            elif tag == W + "hyperlink":
                yield from self._walk(child, self._address(child) or link)
            elif tag == W + "fldSimple":
                yield from self._walk(child, self._field_link(child.get(W + "instr", "")) or link)
            elif tag in _THROUGH:
                yield from self._walk(child, link)
            elif tag == MC + "AlternateContent":
                yield from self._walk(_chosen(child), link)
            elif tag in (W + "del", W + "moveFrom"):
                self.losses[Loss.TRACKED_DELETIONS] += tag == W + "del"
            elif tag in (M + "oMath", M + "oMathPara"):
                yield from self._equations(child)

    def _equations(self, element: Element) -> Iterator[Piece]:
        is_display = element.tag == M + "oMathPara"
        for one in element.iter(M + "oMath") if is_display else (element,):
            found = formula(one, is_display=is_display)
            self.losses[Loss.EQUATIONS] += not found
            yield Piece(found, is_markdown=True)

    def _run(self, run: Element, link: str) -> Iterator[Piece]:
        properties = run.find(W + "rPr")
        style = value(properties, "rStyle")
        if self._is_hidden(properties, style):
            self.losses[Loss.HIDDEN_TEXT] += any(part.tag == W + "t" and part.text for part in run)
            return
        looks = self._looks(properties, style)
        font = _font(properties)
        for child in run:
            yield from self._content(child, looks, font, link)

    def _content(self, child: Element, looks: frozenset[str], font: str, link: str) -> Iterator[Piece]:
        tag = child.tag
        link = next((one.link for one in reversed(self._fields) if one.is_shown and one.link), link)
        if self._fields and not self._fields[-1].is_shown and tag not in (W + "fldChar", W + "instrText"):
            return
        if tag == W + "t":
            text, unknown = plain_text(child.text or "", font)
            self.losses[Loss.SYMBOLS] += unknown
            yield Piece(text, looks, link)
        elif tag in _BREAKS:
            yield Piece(_BREAKS[tag], looks, link)
        elif tag == W + "br":
            if child.get(W + "type") in ("page", "column"):
                self.losses[Loss.PAGE_BREAKS] += 1
            else:
                yield Piece("\n", looks, link)
        elif tag == W + "sym":
            yield from self._symbol(child, looks, link)
        elif tag == W + "fldChar":
            self._field(child.get(W + "fldCharType", ""))
            yield from self._form_field(child, link)
        elif tag == W + "instrText" and self._fields:
            self._fields[-1].instruction += child.text or ""
        elif tag in (W + "footnoteReference", W + "endnoteReference"):
            yield self._note(child)
        elif tag == W + "commentReference":
            self.losses[Loss.COMMENTS] += 1
        else:
            yield from self._beside(child, link)

    def _beside(self, child: Element, link: str) -> Iterator[Piece]:
        tag = child.tag
        if tag == W + "ruby":
            yield from self._ruby(child, link)
        elif tag in _DRAWINGS or tag == MC + "AlternateContent":
            yield from self._drawing(_chosen(child) if tag == MC + "AlternateContent" else child, link)

    def _symbol(self, element: Element, looks: frozenset[str], link: str) -> Iterator[Piece]:
        code = element.get(W + "char", "")
        shown = symbol(element.get(W + "font", ""), int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{1,5}", code) else None
        if shown is None:
            self.losses[Loss.SYMBOLS] += 1
        else:
            yield Piece(shown, looks, link)

    def _is_hidden(self, properties: Element | None, style: str) -> bool:
        own = on(properties, "vanish")
        return self.styles.is_on(style, "vanish") if own is None else own

    def _looks(self, properties: Element | None, style: str) -> frozenset[str]:
        looks: set[str] = set()
        for name, look in _SWITCHES.items():
            own = on(properties, name)
            if self.styles.is_on(style, name) if own is None else own:
                looks.add(look)
        names = self.styles.names(style)
        looks |= {look for name, look in (("strong", BOLD), ("emphasis", ITALIC)) if name in names}
        if self.styles.is_code(style):
            looks.add(CODE)
        if value(properties, "u") not in ("", "none") and "hyperlink" not in names:
            looks.add(UNDERLINED)
        script = value(properties, "vertAlign")
        looks |= {_SCRIPTS[script]} if script in _SCRIPTS else set()
        return frozenset(looks)

    def _address(self, element: Element) -> str:
        relation = self.relations.get(element.get(R + "id", ""))
        if relation is not None and relation.is_external:
            anchor = element.get(W + "anchor", "")
            return self._known(f"{relation.target}#{anchor}" if anchor else relation.target)
        return self._known("")

    def _field_link(self, instruction: str) -> str:
        found = _FIELD_LINK.match(instruction)
        return self._known("" if found[1] else found[2]) if found else ""

    def _known(self, address: str) -> str:
        """Return an address that may stand in a document; count a link that keeps its words alone."""
        if _KNOWN_ADDRESS.match(address):
            return address.replace(" ", "%20").replace("<", "%3C").replace(">", "%3E")
        self.losses[Loss.LINKS] += 1
        return ""

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].is_shown = True
            self._fields[-1].link = self._field_link(self._fields[-1].instruction)
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _ruby(self, ruby: Element, link: str) -> Iterator[Piece]:
        """Yield the words, and behind them how they are read, which Word shows above."""
        base, reading = ruby.find(W + "rubyBase"), ruby.find(W + "rt")
        if base is not None:
            yield from self._walk(base, link)
        said = list(self._walk(reading, link)) if reading is not None else []
        if said:
            yield from (Piece("（"), *said, Piece("）"))

    def _form_field(self, begin: Element, link: str) -> Iterator[Piece]:
        """Yield what a box or a list of a form shows: it stands in no run."""
        facts = begin.find(W + "ffData")
        box, choices = (None if facts is None else facts.find(W + name) for name in ("checkBox", "ddList"))
        if box is not None:
            checked = on(box, "checked")
            yield Piece("☒" if (on(box, "default") if checked is None else checked) else "☐", link=link)
        elif choices is not None:
            names = [entry.get(W + "val", "") for entry in choices.iter(W + "listEntry")]
            chosen = number(value(choices, "result") or value(choices, "default"), len(names))
            yield from (Piece(name, link=link) for name in names[chosen : chosen + 1])

    def _note(self, reference: Element) -> Piece:
        kind = "footnotes" if reference.tag == W + "footnoteReference" else "endnotes"
        note = kind, reference.get(W + "id", "")
        if note not in self.notes:
            self.notes.append(note)
        return Piece(f"[^{self.notes.index(note) + 1}]", is_markdown=True)

    def _drawing(self, drawing: Element, link: str) -> Iterator[Piece]:
        boxes = [box for box in drawing.iter(_TEXT_BOX) if not _is_fallback(box, drawing)]
        if boxes:
            self.boxes += boxes
            return
        for one in drawing.iter(*_DRAWINGS) if drawing.tag not in _DRAWINGS else (drawing,):
            words = _words(one)
            names = [blip.get(R + "embed", "") for blip in one.iter(_BLIP)]
            names += [image.get(R + "id", "") for image in one.iter(_OLD + "imagedata")]
            for name in names or [""]:
                if shown := self.take(self._blob(name), words):
                    yield Piece(shown, link=link, is_markdown=True)

    def _blob(self, name: str) -> bytes | None:
        relation = self.relations.get(name)
        return None if relation is None or relation.is_external else self.package.blob(relation.target)


def _chosen(element: Element) -> Element:
    """Return what new programs show of content that is there twice."""
    choice = element.find(MC + "Choice")
    if choice is not None and len(choice):
        return choice
    fallback = element.find(MC + "Fallback")
    return fallback if fallback is not None else element


def _is_fallback(box: Element, drawing: Element) -> bool:
    for ancestor in box.iterancestors():
        if ancestor is drawing:
            return False
        if ancestor.tag in (MC + "Fallback", _TEXT_BOX):
            return True
    return False


def _words(drawing: Element) -> str:
    for element in drawing.iter(_FACTS, _OLD + "shape"):
        return str(element.get("descr") or element.get("alt") or element.get("title") or "")
    return ""


def _font(properties: Element | None) -> str:
    fonts = properties.find(W + "rFonts") if properties is not None else None
    return str(fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or "") if fonts is not None else ""
