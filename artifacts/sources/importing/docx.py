"""DOCX files: a document in Markdown, or the tables in it."""

from collections import Counter

from django.utils.translation import gettext as _

from artifacts.kinds.registry import kind as kind_of
from artifacts.rows.enums import KindName
from artifacts.rows.errors import UnsupportedFormat, not_parsed
from artifacts.rows.losses import Loss, told
from artifacts.sources.importing.archive import READ_FAULTS, SIGNATURE, damaged
from artifacts.sources.importing.base import Imported
from artifacts.sources.importing.pictures import Pictures, TakeImage
from artifacts.sources.importing.word.body import Body
from artifacts.sources.importing.word.numbering import read_numbering
from artifacts.sources.importing.word.package import Element, W, WordPackage
from artifacts.sources.importing.word.story import Story
from artifacts.sources.importing.word.styles import read_styles

_COMPOUND = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_INDENT = "    "


class Docx:
    """Word files without and with macros, which are left out."""

    extensions = frozenset({".docx", ".docm", ".dotx", ".dotm"})
    kinds = (KindName.DOCUMENT, KindName.TABLE)

    def recognises(self, data: bytes) -> bool:
        return data.startswith((SIGNATURE, _COMPOUND))

    def read(self, data: bytes, kind: KindName | None) -> Imported:
        if data.startswith(_COMPOUND):
            raise _not_open(data)
        wanted = kind or KindName.DOCUMENT
        pictures, losses = Pictures(), Counter[Loss]()
        try:
            package = WordPackage(data)
            text = _markdown(package, _taking(pictures, wanted), losses)
            title = package.title()
        except READ_FAULTS as error:
            raise damaged() from error
        if not text.strip():
            raise not_parsed(_("The document is empty."), "file")
        parsed = kind_of(wanted).parse_text(text)
        named = told({**pictures.losses(), **losses})
        return Imported(wanted, parsed.content, (*named, *parsed.losses), title, tuple(pictures.found.values()))


def _not_open(data: bytes) -> Exception:
    """Return the refusal of what bears the name of a Word file and is none that can be read."""
    if _ENCRYPTED in data:
        return not_parsed(_("The file is protected by a password. Save it without one and import it again."), "file")
    return not_parsed(_("The file is of an older Word. Save it as .docx and import it again."), "file")


def _taking(pictures: Pictures, wanted: KindName) -> TakeImage:
    """Return what takes images: only documents hold any."""
    return pictures.take if wanted is KindName.DOCUMENT else lambda _data, words: pictures.take(None, words)


def _markdown(package: WordPackage, take: TakeImage, losses: Counter[Loss]) -> str:
    root = package.parse(package.main)
    bodies = root.findall(W + "body") if root is not None else []
    if not bodies:
        raise UnsupportedFormat
    styles = read_styles(_first(package, "styles"))
    numbering = read_numbering(_first(package, "numbering"), styles)
    story = Story(package, package.relations(package.main), styles, take, losses)
    text = Body(story, numbering, losses)
    for body in bodies:
        text.read(body)
    notes = _notes(story, text)
    losses[Loss.MACROS] += len(package.related("vbaProject"))
    losses[Loss.HEADERS_FOOTERS] += sum(
        _has_words(package.parse(part)) for kind in ("header", "footer") for part in set(package.related(kind))
    )
    return "\n\n".join(filter(None, [text.text(), *notes]))


def _notes(story: Story, text: Body) -> list[str]:
    """Return the notes that are referred to, in the order of their numbers; a note may refer to another."""
    parts = {kind: story.package.related(kind) for kind in ("footnotes", "endnotes")}
    roots = {kind: story.package.parse(found[0]) if found else None for kind, found in parts.items()}
    written: list[str] = []
    for number, (kind, note_id) in enumerate(story.notes, start=1):  # grows while notes refer to notes
        root = roots[kind]
        found = next((note for note in root if note.get(W + "id") == note_id), None) if root is not None else None
        if found is None:
            text.losses[Loss.FOOTNOTES] += 1
            continue
        relations = story.package.relations(parts[kind][0])
        own = Story(story.package, relations, story.styles, story.take, story.losses, story.notes)
        body = Body(own, text.numbering, text.losses)
        body.read(found)
        written.append(f"[^{number}]: " + body.text().replace("\n", f"\n{_INDENT}").replace(f"\n{_INDENT}\n", "\n\n"))
    return written


def _first(package: WordPackage, kind: str) -> Element | None:
    parts = package.related(kind)
    return package.parse(parts[0]) if parts else None


def _has_words(root: Element | None) -> bool:
    return root is not None and any((text.text or "").strip() for text in root.iter(W + "t"))
