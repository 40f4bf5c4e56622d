"""Phrases about documents -> operations. To add one: a pattern and a function, a row in the table at the end."""

import re
from collections.abc import Callable, Sequence

from artifacts.kinds.document.content import DocumentContent, Section
from artifacts.kinds.document.outline import sections_of
from llm.offline.editing.editor import NotPossible, Operations
from llm.offline.editing.values import unquoted
from llm.offline.naming import sentence_case

Say = Callable[[str, str], str]
Done = tuple[Operations, str]


class DocumentEditor:
    """The open document's text and sections."""

    def __init__(self, content: DocumentContent) -> None:
        self.text = content.text
        self.sections: Sequence[Section] = sections_of(content.text)

    def find(self, wanted: str) -> Section:
        """Return the section that a title, or the beginning of one, means; raise NotPossible."""
        plain = unquoted(wanted).casefold()
        exact = [section for section in self.sections if section.title.casefold() == plain]
        found = exact or [section for section in self.sections if section.title.casefold().startswith(plain)]
        if len(found) != 1:
            raise NotPossible(wanted)
        return found[0]


def _insert(match: re.Match[str], editor: DocumentEditor, say: Say) -> Done:
    title = sentence_case(unquoted(match["title"]))
    anchor = editor.find(match["anchor"]) if match["anchor"] else _last(editor.sections)
    level = max(2, anchor.level) if anchor else 2
    body = (match["body"] or "").strip() or say("[Text]", "[Texto]")
    operation = {"op": "insert_section", "text": f"{'#' * level} {title}\n\n{body}"}
    if anchor:
        operation["after"] = anchor.id
    return [operation], say(f"Inserted the section “{title}”", f"Añadido el apartado «{title}»")


def _last(sections: Sequence[Section]) -> Section | None:
    """Return the section that a new one goes behind: the last of the second level, else the last."""
    candidates = [section for section in sections if section.level == 2] or list(sections)
    return candidates[-1] if candidates else None


def _delete(match: re.Match[str], editor: DocumentEditor, say: Say) -> Done:
    section = editor.find(match["title"])
    note = say(f"Removed the section “{section.title}”", f"Quitado el apartado «{section.title}»")
    return [{"op": "delete_section", "section": section.id}], note


def _move(match: re.Match[str], editor: DocumentEditor, say: Say) -> Done:
    section, anchor = editor.find(match["title"]), editor.find(match["anchor"])
    note = say(f"Moved “{section.title}” behind “{anchor.title}”", f"«{section.title}» va tras «{anchor.title}»")
    return [{"op": "move_section", "section": section.id, "after": anchor.id}], note


def _rename(match: re.Match[str], editor: DocumentEditor, say: Say) -> Done:
    section, new = editor.find(match["title"]), sentence_case(unquoted(match["new"]))
    _heading, _newline, body = editor.text[section.start : section.end].partition("\n")
    note = say(f"Renamed “{section.title}” to “{new}”", f"«{section.title}» se llama ahora «{new}»")
    return [{"op": "replace_section", "section": section.id, "text": f"{'#' * section.level} {new}\n{body}"}], note


def _replace(match: re.Match[str], editor: DocumentEditor, say: Say) -> Done:
    old, new = unquoted(match["old"]), unquoted(match["new"])
    if not old or editor.text.count(old) != 1:
        raise NotPossible(old)
    return [{"op": "replace_text", "find": old, "replace": new}], say(f"Replaced “{old}”", f"Sustituido «{old}»")


_SECTION = r"(?:sections?|headings?|chapters?|secci[oó]n|apartado|cap[ií]tulo)"
_THE = r"(?:(?:the|an?|new|la|el|una?|nuev[oa])\s+)*"
_TITLED = r"(?:(?:called|named|titled|about|on|llamad[oa]|titulad[oa]|sobre|:)\s*)?"
_BEHIND = r"\s+(?:after|behind|below|despu[eé]s de|tras|detr[aá]s de)\s+(?:the\s+|la\s+|el\s+)?"
_TITLE = r"(?P<title>[^\n]+?)"
_TO = r"\s+(?:to|as|a|como)\s+"
_QUOTED = r"(?P<old>[\"“'«].+?[\"”'»]|\S+)"


def _phrase(pattern: str) -> re.Pattern[str]:
    polite = r"(?:please\s+|por favor,?\s+|can you\s+|could you\s+|puedes\s+)?"
    return re.compile(rf"^{polite}{pattern}[\s.!?]*$", re.IGNORECASE | re.DOTALL)


DOCUMENT_PHRASES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], DocumentEditor, Say], Done]], ...] = (
    (
        _phrase(
            rf"(?:add|insert|append|a[ñn]ade|agrega|inserta|pon)\s+{_THE}{_SECTION}\s+{_TITLED}(?P<title>[^:\n]+?)"
            rf"(?:{_BEHIND}(?P<anchor>[^:\n]+?))?(?:\s*:\s*(?P<body>.+))?"
        ),
        _insert,
    ),
    (_phrase(rf"(?:remove|delete|drop|quita|elimina|borra)\s+{_THE}{_SECTION}\s+{_TITLE}"), _delete),
    (_phrase(rf"(?:remove|delete|drop)\s+{_THE}{_TITLE}\s+{_SECTION}"), _delete),
    (_phrase(rf"(?:move|mueve)\s+{_THE}(?:{_SECTION}\s+)?{_TITLE}{_BEHIND}(?P<anchor>[^\n]+?)"), _move),
    (_phrase(rf"(?:rename|renombra)\s+{_THE}{_SECTION}\s+{_TITLE}{_TO}(?P<new>[^\n]+?)"), _rename),
    (
        _phrase(rf"(?:replace|change|sustituye|reemplaza|cambia)\s+{_QUOTED}\s+(?:with|by|to|por|con)\s+(?P<new>.+?)"),
        _replace,
    ),
)
