"""ODT files: a document in Markdown, or the tables in it."""

from collections import Counter

from django.utils.translation import gettext as _

from artifacts.kinds.registry import kind as kind_of
from artifacts.rows.enums import KindName
from artifacts.rows.errors import UnsupportedFormat, not_parsed
from artifacts.rows.losses import Loss, told
from artifacts.sources.importing.archive import READ_FAULTS, SIGNATURE, damaged
from artifacts.sources.importing.base import Imported
from artifacts.sources.importing.open_text.body import Body
from artifacts.sources.importing.open_text.package import OFFICE, STYLE, OpenPackage
from artifacts.sources.importing.open_text.story import Story
from artifacts.sources.importing.open_text.styles import Styles
from artifacts.sources.importing.pictures import Pictures, TakeImage

_INDENT = "    "
_FURNITURE = ("header", "footer", "header-left", "footer-left", "header-first", "footer-first")


class Odt:
    """Texts of LibreOffice and other programs that write OpenDocument."""

    extensions = frozenset({".odt", ".ott"})
    kinds = (KindName.DOCUMENT, KindName.TABLE)

    def recognises(self, data: bytes) -> bool:
        return data.startswith(SIGNATURE)

    def read(self, data: bytes, kind: KindName | None) -> Imported:
        wanted = kind or KindName.DOCUMENT
        pictures, losses = Pictures(), Counter[Loss]()
        take: TakeImage = pictures.take
        if wanted is not KindName.DOCUMENT:
            take = lambda _data, words: pictures.take(None, words)  # noqa: E731  only documents hold images
        try:
            package = OpenPackage(data)
            if package.is_encrypted:
                sentence = _("The file is protected by a password. Save it without one and import it again.")
                raise not_parsed(sentence, "file")
            text = _markdown(package, take, losses)
            title = package.title()
        except READ_FAULTS as error:
            raise damaged() from error
        if not text.strip():
            raise not_parsed(_("The document is empty."), "file")
        parsed = kind_of(wanted).parse_text(text)
        named = told({**pictures.losses(), **losses})
        return Imported(wanted, parsed.content, (*named, *parsed.losses), title, tuple(pictures.found.values()))


def _markdown(package: OpenPackage, take: TakeImage, losses: Counter[Loss]) -> str:
    root = package.parse("content.xml")
    body = root.find(f"{OFFICE}body/{OFFICE}text") if root is not None else None
    if body is None:
        raise UnsupportedFormat
    beside = package.parse("styles.xml")
    styles = Styles()
    styles.learn(beside)
    styles.learn(root)
    story = Story(package, styles, take, losses)
    text = Body(story=story, losses=losses)
    text.read(body)
    if beside is not None:
        furniture = (part for name in _FURNITURE for part in beside.iter(STYLE + name))
        losses[Loss.HEADERS_FOOTERS] += sum(any(words.strip() for words in part.itertext()) for part in furniture)
    return "\n\n".join(filter(None, [text.text(), *_notes(story, losses)]))


def _notes(story: Story, losses: Counter[Loss]) -> list[str]:
    written: list[str] = []
    for number, note in enumerate(story.notes, start=1):  # grows while notes refer to notes
        body = Body(story=story, losses=losses)
        body.read(note)
        written.append(f"[^{number}]: " + body.text().replace("\n", f"\n{_INDENT}").replace(f"\n{_INDENT}\n", "\n\n"))
    return written
