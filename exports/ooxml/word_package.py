"""Writes Word files: the template's parts, a streamed body, and the parts that are known only after it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from exports.flow.plain_text import clean, escape
from exports.ooxml.package import PackageWriter
from exports.ooxml.word_pictures import WordPictures, add_content_types
from exports.ooxml.word_template import EPOCH_MARK, TITLE_MARK, WordTemplate
from exports.rows.losses import Losses

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
RELATIONSHIPS = "word/_rels/document.xml.rels"
NOTE_RELATIONSHIPS = "word/_rels/footnotes.xml.rels"
CONTENT_TYPES = "[Content_Types].xml"
NO_RELATIONSHIPS = (
    f'{XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
).encode()
BULLETS, FIRST_ORDERED = 1, 2
LEVELS = 9
_NOTES = f'<Relationship Id="notes" Type="{OFFICE}/footnotes" Target="footnotes.xml"/>'
_FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)


@dataclass(slots=True)
class WordExtras:
    """What a body refers to, complete once the body was read.

    `links` are addresses in the order of their ids, `lists` (level, first number) of each ordered list, `footnotes`
    paragraphs by number from 1, `pictures` what is drawn.
    """

    links: dict[str, str] = field(default_factory=dict)
    lists: list[tuple[int, int]] = field(default_factory=list)
    footnotes: list[str] = field(default_factory=list)
    pictures: WordPictures = field(default_factory=lambda: WordPictures(height=0))

    def link_id(self, address: str) -> str:
        """Return the relationship id of an address."""
        return self.links.setdefault(address, f"link{len(self.links) + 1}")

    def list_id(self, level: int, first: int) -> int:
        """Return the numbering id of a new ordered list."""
        self.lists.append((level, first))
        return FIRST_ORDERED + len(self.lists) - 1


def write_document(
    path: Path, template: WordTemplate, title: str, body: Iterable[str], extras: WordExtras, losses: Losses
) -> None:
    """Write the file; `body` is paragraphs and tables as XML and may fill `extras` while it is read."""
    shown = escape(clean(title, losses)).encode()
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with PackageWriter(path) as package:
        package.add(CONTENT_TYPES, _content_types(template.parts[CONTENT_TYPES]))
        for name, part in template.parts.items():
            if name not in (CONTENT_TYPES, RELATIONSHIPS, "word/numbering.xml"):
                package.add(name, part.replace(TITLE_MARK.encode(), shown).replace(EPOCH_MARK, now))
        package.stream("word/document.xml", _document(template, body))
        package.add("word/numbering.xml", _numbering(extras.lists).encode())
        package.add("word/footnotes.xml", _footnotes(extras.footnotes).encode())
        package.add(NOTE_RELATIONSHIPS, _relationships(NO_RELATIONSHIPS, extras))
        package.add(RELATIONSHIPS, _relationships(template.parts[RELATIONSHIPS], extras, _NOTES))
        extras.pictures.write(package)


def _document(template: WordTemplate, body: Iterable[str]) -> Iterable[bytes]:
    yield template.head.encode()
    for piece in body:
        yield piece.encode()
    yield template.tail.encode()


def _content_types(part: bytes) -> bytes:
    override = f'<Override PartName="/word/footnotes.xml" ContentType="{_FOOTNOTES_TYPE}"/></Types>'
    return add_content_types(part).replace(b"</Types>", override.encode())


def _relationships(part: bytes, extras: WordExtras, first: str = "") -> bytes:
    """Return the relationships of text or footnotes, which may refer to the same links and pictures."""
    items = [first, extras.pictures.relationships(OFFICE)]
    for address, name in extras.links.items():
        target = f'Target="{escape(address)}" TargetMode="External"'
        items.append(f'<Relationship Id="{name}" Type="{OFFICE}/hyperlink" {target}/>')
    return part.replace(b"</Relationships>", f"{''.join(items)}</Relationships>".encode())


def _footnotes(notes: list[str]) -> str:
    items = "".join(f'<w:footnote w:id="{n}">{note}</w:footnote>' for n, note in enumerate(notes, start=1))
    return f'{XML}<w:footnotes {WORD} xmlns:r="{OFFICE}">{_SEPARATORS}{items}</w:footnotes>'


def _numbering(lists: list[tuple[int, int]]) -> str:
    """Return one multi-level bullet and one multi-level number definition, and a counter for each ordered list."""
    bullets = "".join(_level(level, "bullet", "•◦▪"[level % 3]) for level in range(LEVELS))
    numbers = "".join(_level(level, "decimal", f"%{level + 1}.") for level in range(LEVELS))
    counters = [f'<w:num w:numId="{BULLETS}"><w:abstractNumId w:val="0"/></w:num>']
    for number, (level, first) in enumerate(lists, start=FIRST_ORDERED):
        start = f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{first}"/></w:lvlOverride>'
        counters.append(f'<w:num w:numId="{number}"><w:abstractNumId w:val="1"/>{start}</w:num>')
    kind = '<w:multiLevelType w:val="multilevel"/>'
    return (
        f'{XML}<w:numbering {WORD}><w:abstractNum w:abstractNumId="0">{kind}{bullets}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1">{kind}{numbers}</w:abstractNum>{"".join(counters)}</w:numbering>'
    )


def _level(level: int, number_format: str, text: str) -> str:
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{(level + 1) * 360}" w:hanging="360"/></w:pPr></w:lvl>'
    )
