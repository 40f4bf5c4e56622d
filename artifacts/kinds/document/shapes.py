"""The document as the API shows it."""

from artifacts.kinds.document.stored import StoredDocument


def to_json(document: StoredDocument) -> dict[str, object]:
    """Return the text and the outline."""
    outline = [{"id": part.id, "level": part.level, "title": part.title} for part in document.sections()]
    return {"text": document.text, "sections": outline}
