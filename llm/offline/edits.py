"""Plainly worded changes to the open artifact -> operations, each tried on a copy before it is offered.

A message may hold several ("add a column Notes and sort by price"). What is not understood is said, never guessed.
"""

import contextlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from artifacts.for_models.selection import Part
from artifacts.kinds.catalogue import parse_operations
from artifacts.kinds.document.content import DocumentContent
from artifacts.kinds.registry import kind
from artifacts.kinds.spreadsheet.content import SpreadsheetContent
from artifacts.kinds.table.content import TableContent
from artifacts.rows.enums import KindName
from common.errors import ApplicationError
from llm.offline.editing.chosen import change_chosen
from llm.offline.editing.documents import DOCUMENT_PHRASES, DocumentEditor
from llm.offline.editing.editor import NotPossible, Operations
from llm.offline.editing.grid_phrases import GRID_PHRASES
from llm.offline.editing.sheets import SheetEditor
from llm.offline.editing.tables import TableEditor
from llm.offline.editing.values import unquoted
from llm.offline.language import Language, language_of
from llm.protocol import ChatRequest, Content, OpenArtifact, Proposal

_VERB = (
    r"(?:add|insert|append|remove|delete|drop|rename|change|sort|order|filter|keep|fill|set|put|call|replace|move|make|turn|convert|translate|compute|calculate|highlight|haz|calcula|a[ñn]ade|"
    r"agrega|inserta|quita|elimina|borra|renombra|cambia|ordena|filtra|deja|rellena|pon|sustituye|mueve)"
)
_CLAUSES = re.compile(rf"[;\n]+|(?<=\w)\.\s+|,?\s+(?:and|then|and then|y|luego)\s+(?={_VERB}\b)", re.IGNORECASE)
_TITLE = re.compile(
    r"^(?:please\s+|por favor,?\s+)?(?:(?:rename|renombra)\s+(?:(?:it|this|(?:the|la|el)\s+\w+)\s+)?(?:to|as|a|como)|"
    r"renómbral[oa]\s+(?:a|como)|(?:call|title)\s+(?:it|this|the\s+\w+)|ll[aá]mal[oa]|"
    r"(?:change|set|cambia|pon)\s+(?:the\s+|el\s+)?(?:title|name|t[ií]tulo|nombre)\s+(?:to|a|por|como))\s+(?P<title>.+)$",
    re.IGNORECASE,
)
_MOST_CLAUSES = 20
_MOST_CHARACTERS = 600  # of a clause: patterns with several open ends cost the square of the length


@dataclass(slots=True)
class _Draft:
    """The artifact while its clauses are carried out: `content` is the state after `operations`."""

    kind: KindName
    content: Content
    operations: Operations
    notes: list[str]
    part: Part | None = None


def propose(request: ChatRequest) -> Proposal:
    """Return the operations that the newest message asks for; none, with the reason, when it is not understood."""
    language = language_of(request.last_text[:2_000], request.language)

    def say(english: str, spanish: str) -> str:
        return spanish if language is Language.SPANISH else english

    opened = request.open_artifact
    if opened is None or opened.content is None:
        return Proposal(
            [], _sign(say("there is no open artifact to change.", "no hay nada abierto que cambiar."), say)
        )
    draft = _Draft(opened.kind, opened.content, [], [], opened.chosen.part if opened.chosen else None)
    failed = [clause for clause in _clauses(request.last_text) if not _carry_out(clause, draft, say)]
    if failed:
        return Proposal([], _sign(_refusal(failed[0], opened, say), say))
    return Proposal(draft.operations, _sign("; ".join(draft.notes) + ".", say))


def _clauses(text: str) -> list[str]:
    clauses = [clause.strip() for clause in _CLAUSES.split(text[:4_000])]
    return [clause for clause in clauses if clause][:_MOST_CLAUSES]


def _carry_out(clause: str, draft: _Draft, say: Callable[[str, str], str]) -> bool:
    """Add one clause's operations to the draft; tell whether it was understood and fits."""
    if draft.part and _change_chosen(clause, draft, draft.part, say):
        return True
    phrases: Any = DOCUMENT_PHRASES if draft.kind is KindName.DOCUMENT else GRID_PHRASES
    for pattern, command in phrases if len(clause) <= _MOST_CHARACTERS else ():
        if match := pattern.match(clause):
            try:
                operations, note = command(match, _editor(draft.content), say)
                _apply(draft, operations, note)
            except (NotPossible, ApplicationError, ValueError):
                continue
            return True
    if match := _TITLE.match(clause):
        title = unquoted(match["title"])[:200]
        draft.operations.append({"op": "rename_artifact", "title": title})
        draft.notes.append(say(f"Renamed to “{title}”", f"Se llama ahora «{title}»"))
        return bool(title)
    return False


def _change_chosen(clause: str, draft: _Draft, part: Part, say: Callable[[str, str], str]) -> bool:
    text = draft.content.text if isinstance(draft.content, DocumentContent) else ""
    done = change_chosen(clause, part, text, say) if len(clause) <= _MOST_CHARACTERS else None
    if done is None:
        return False
    with contextlib.suppress(ApplicationError, ValueError):
        _apply(draft, *done)
        return True
    return False


def _editor(content: Content) -> TableEditor | SheetEditor | DocumentEditor:
    match content:
        case TableContent():
            return TableEditor(content)
        case SpreadsheetContent():
            return SheetEditor(content)
        case DocumentContent():
            return DocumentEditor(content)


def _apply(draft: _Draft, operations: Operations, note: str) -> None:
    """Try the operations on the draft's content; raise what the kind raises when they do not fit."""
    of_kind = kind(draft.kind)
    if operations:
        stored = of_kind.apply(of_kind.store(draft.content), parse_operations(operations, draft.kind))
        draft.content = stored.content()
    draft.operations.extend(operations)
    draft.notes.append(note)


def _refusal(clause: str, opened: OpenArtifact, say: Callable[[str, str], str]) -> str:
    if opened.kind is KindName.DOCUMENT:
        examples = say(
            "insert, remove, rename or move a section, replace a word, rename the document",
            "añadir, quitar, renombrar o mover un apartado, sustituir una palabra, cambiar el título",
        )
    else:
        examples = say(
            "add, remove or rename a column, add a total row, sort, filter, fill, set a cell, rename",
            "añadir, quitar o renombrar columnas, sumar, ordenar, filtrar, rellenar, cambiar una celda o el título",
        )
    shown = clause if len(clause) <= 80 else f"{clause[:79]}…"
    return say(
        f"I cannot carry out “{shown}” here. I can {examples}.", f"no puedo hacer «{shown}» aquí. Puedo {examples}."
    )


def _sign(text: str, say: Callable[[str, str], str]) -> str:
    return f"{say('Offline assistant', 'Asistente sin conexión (offline assistant)')}: {text}"
