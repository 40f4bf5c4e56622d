"""Reading a document: Markdown as it came, without a wrapper fence and control characters."""

from typing import Any

from django.utils.translation import gettext as _

from artifacts.kinds.base import Parsed
from artifacts.kinds.document.content import DocumentContent
from artifacts.kinds.text import clean, unwrap_fence
from artifacts.rows.errors import not_parsed, require_within
from artifacts.rows.limits import DOCUMENT_BYTES
from artifacts.rows.losses import Loss, told

_MARKDOWN = frozenset({"markdown", "md"})


def parse_text(text: str) -> Parsed[DocumentContent]:
    """Return the text as a document; raise NotParsed if it is empty."""
    check_size(text)
    text, removed = clean(unwrap_fence(text, _MARKDOWN))
    text = text.strip("\n")
    if not text.strip():
        raise not_parsed(_("The document is empty."), "text")
    losses = told({Loss.CONTROL_CHARACTERS: removed})
    return Parsed(DocumentContent(f"{text}\n"), losses)


def read_json(raw: Any) -> Parsed[DocumentContent]:
    """Return the document of `{text}`; sections beside it are derived and ignored."""
    if not isinstance(raw, dict) or not isinstance(raw.get("text"), str) or set(raw) - {"text", "sections"}:
        raise not_parsed(_("A document is an object with a text."), "content")
    return parse_text(raw["text"])


def check_size(text: str) -> None:
    """Raise OverLimit for a text of too many bytes."""
    require_within(DOCUMENT_BYTES, len(text.encode(errors="replace")))
