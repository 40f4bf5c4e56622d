"""What operations do to a document's text. Pure."""

from typing import assert_never

from django.utils.translation import gettext as _

from artifacts.kinds.catalogue import (
    DeleteSection,
    DocumentOperation,
    InsertSection,
    MoveSection,
    ReplaceDocument,
    ReplaceSection,
    ReplaceText,
)
from artifacts.kinds.document.content import DocumentContent, Section
from artifacts.kinds.document.outline import sections_of
from artifacts.kinds.document.stored import StoredDocument, store
from artifacts.kinds.text import clean
from artifacts.rows.errors import invalid_operation


def apply(document: StoredDocument, operation: DocumentOperation) -> StoredDocument:
    """Return the document after one operation; raise InvalidOperation if it does not fit."""
    return store(DocumentContent(_changed(document.text, operation)))


def is_untouched(base: StoredDocument, head: StoredDocument, operation: DocumentOperation) -> bool:
    """Say whether the place that the operation changes reads the same in both states."""
    match operation:
        case ReplaceSection() | DeleteSection():
            old, new = base.section(operation.section), head.section(operation.section)
            return bool(old and new) and _body(base.text, old) == _body(head.text, new)
        case ReplaceText():
            return base.text.count(operation.find) == head.text.count(operation.find) == 1
        case InsertSection():
            return operation.after is None or head.section(operation.after) is not None
        case MoveSection() | ReplaceDocument():
            return base.text == head.text
        case _:
            assert_never(operation)


def _changed(text: str, operation: DocumentOperation) -> str:
    match operation:
        case ReplaceSection():
            section = find_section(text, operation.section)
            return join(text[: section.start], operation.text, text[section.end :])
        case InsertSection():
            at = find_section(text, operation.after).end if operation.after else 0
            return join(text[:at], operation.text, text[at:])
        case DeleteSection():
            section = find_section(text, operation.section)
            return join(text[: section.start], text[section.end :])
        case MoveSection():
            return _moved(text, operation)
        case ReplaceText():
            return _replaced(text, operation)
        case ReplaceDocument():
            return clean(operation.text)[0]
        case _:
            assert_never(operation)


def find_section(text: str, section_id: str) -> Section:
    """Return a section by its id; raise InvalidOperation if there is none."""
    for section in sections_of(text):
        if section.id == section_id:
            return section
    raise invalid_operation(_("There is no section %(section)s.") % {"section": section_id})


def join(*parts: str) -> str:
    """Return Markdown pieces with one empty line between them and one line end at the end."""
    filled = [clean(part)[0].strip("\n") for part in parts]
    text = "\n\n".join(part for part in filled if part.strip())
    return f"{text}\n" if text else ""


def _moved(text: str, operation: MoveSection) -> str:
    section = find_section(text, operation.section)
    body, rest = text[section.start : section.end], join(text[: section.start], text[section.end :])
    if operation.after is None:
        return join(body, rest)
    target = find_section(text, operation.after)
    if section.start <= target.start < section.end:
        raise invalid_operation(_("A section cannot move into itself."))
    at = target.end if target.end <= section.start else target.end - (section.end - section.start)
    if target.start < section.start < target.end:
        return join(text[: section.start], text[section.end : target.end], body, text[target.end :])
    without = text[: section.start] + text[section.end :]
    return join(without[:at], body, without[at:])


def _replaced(text: str, operation: ReplaceText) -> str:
    count = text.count(operation.find)
    if count != 1:
        raise invalid_operation(
            _("The text to replace occurs %(count)s times; it must occur exactly once.") % {"count": count}
        )
    return text.replace(operation.find, clean(operation.replace)[0])


def _body(text: str, section: Section | None) -> str:
    return text[section.start : section.end].strip() if section else ""
