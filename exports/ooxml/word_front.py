"""What stands before a Word document's text: a title page, and a table of contents as a field.

The field is filled with the headings, each a link to its place, so that it is right as it is. Page numbers are the
word processor's own: they appear when the field is updated.
"""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from exports.flow.covers import Cover
from exports.flow.directions import is_rtl
from exports.flow.outline import CONTENTS_LEVELS, Entry
from exports.ooxml.word_text import paragraph, run
from exports.rows.losses import Losses

PAGE_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
COVER_SPACE = 5_000  # above the title, in twentieths of a point
_GALLERY = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'


def bookmark(number: int) -> str:
    """Return the name of a heading's bookmark."""
    return f"_Toc{number:08}"


def marked(number: int, inside: str) -> str:
    """Return a heading's runs inside its bookmark."""
    name = bookmark(number)
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inside}<w:bookmarkEnd w:id="{number}"/>'


def write_cover(cover: Cover, losses: Losses) -> Iterator[str]:
    """Yield the title page."""
    yield paragraph(run(cover.title, losses), f'{styled("Title", cover.title)}<w:spacing w:before="{COVER_SPACE}"/>')
    for line in filter(None, (cover.organisation, cover.day)):
        yield paragraph(run(line, losses), styled("Subtitle", line))
    yield PAGE_BREAK


def write_contents(entries: Sequence[Entry], losses: Losses) -> Iterator[str]:
    """Yield the table of contents on pages of its own; nothing when there are no headings."""
    if not entries:
        return
    title = paragraph(run(_("Contents"), losses), '<w:pStyle w:val="TOCHeading"/>')
    yield f"<w:sdt><w:sdtPr>{_GALLERY}</w:sdtPr><w:sdtContent>{title}"
    start = _field("begin") + _instruction(f' TOC \\o "1-{CONTENTS_LEVELS}" \\h \\z \\u ') + _field("separate")
    for entry in entries:
        text = run(entry.text, losses)
        link = f'<w:hyperlink w:anchor="{bookmark(entry.number)}" w:history="1">{text}</w:hyperlink>'
        yield paragraph(start + link, styled(f"TOC{entry.level}", entry.text))
        start = ""
    yield f"{paragraph(_field('end'))}</w:sdtContent></w:sdt>{PAGE_BREAK}"


def styled(name: str, text: str) -> str:
    """Return the properties of a paragraph in a named style, in the direction of its text."""
    return f'<w:pStyle w:val="{name}"/>{"<w:bidi/>" if is_rtl(text) else ""}'


def _field(part: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{part}"/></w:r>'


def _instruction(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'
