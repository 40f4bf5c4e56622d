"""Chat text outside of markers, and what is found in it when the model forgot them.

A scout reads the lines outside of markers until the first marker comes. `PlainText` only writes them to the chat; the
others look for what was asked for.
"""

import re
from typing import Protocol

from artifacts.extraction.collected import Answer
from artifacts.extraction.data import parse_data
from artifacts.extraction.document import DocumentBody
from artifacts.extraction.grids import Data, fence_of, heading_of
from artifacts.extraction.gridtext import GridText, Sink
from artifacts.extraction.pieces import Piece
from artifacts.extraction.sheets import SheetSink
from artifacts.extraction.tables import TableSink
from artifacts.markdown.top_level import top_level_blocks
from artifacts.rows.enums import KindName

_DOCUMENT_CHARACTERS = 250  # of text under a heading tell a document from a headed answer
_MAY_BE_STRUCTURE = re.compile(r"\s*(?:\Z|[|#*`~\[{])")
_DELIMITERS = ("\t", ";", ",")


class Scout(Protocol):
    """Reads chat lines."""

    @property
    def body(self) -> DocumentBody | None:
        """A document that was found and not yet ended."""
        ...

    def line(self, line: str) -> list[Piece]: ...
    def can_stream(self, beginning: str) -> bool: ...
    def close(self) -> list[Piece]: ...
    def finish(self) -> list[Piece]: ...


class PlainText:
    """Everything is chat."""

    body = None

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def line(self, line: str) -> list[Piece]:
        return self._answer.chat.write(line)

    def can_stream(self, beginning: str) -> bool:
        """Whether a line that begins like this may be written before its end is there."""
        return True

    def close(self) -> list[Piece]:
        """Give out what is held: a marker has come."""
        return []

    def finish(self) -> list[Piece]:
        """Give out what is held and find what was asked for: the end has come without a marker."""
        return []


class GridScout:
    """Looks for grids."""

    body = None

    def __init__(self, answer: Answer, kind: KindName) -> None:
        self._answer = answer
        self._kind = kind
        self._text = GridText(answer, kind, is_marked=False)

    def line(self, line: str) -> list[Piece]:
        return self._text.line(line)

    def can_stream(self, beginning: str) -> bool:
        return self._text.is_idle and not _MAY_BE_STRUCTURE.match(beginning)

    def close(self) -> list[Piece]:
        return self._text.close()

    def finish(self) -> list[Piece]:
        pieces = self.close()
        lines = _delimited_lines(self._answer.chat.text)
        if self._answer.artifacts or not lines or parse_data(self._kind, lines) is None:
            return pieces
        sink: Sink = (TableSink if self._kind is KindName.TABLE else SheetSink)(self._answer, is_marked=True)
        return pieces + sink.take(Data(lines, lines))


class DocumentScout:
    """Looks for a document: a fence that says so, or a heading with enough below it."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._held: list[str] = []
        self._code = ""
        self.body: DocumentBody | None = None

    def line(self, line: str) -> list[Piece]:
        if self.body:
            return self.body.line(line)
        fence = fence_of(line)
        if fence and not self._held and not self._code and fence[1] in ("markdown", "md"):
            return self._begin([line])
        if self._held or (not self._code and line.startswith("#") and heading_of(line)):
            self._held.append(line)
            is_enough = sum(map(len, self._held)) > _DOCUMENT_CHARACTERS
            return self._begin(self._held) if is_enough else []
        if fence:
            self._code = "" if self._code else fence[0]
        return self._answer.chat.write(line)

    def can_stream(self, beginning: str) -> bool:
        return not (self._held or self.body or _MAY_BE_STRUCTURE.match(beginning))

    def close(self) -> list[Piece]:
        if self.body:
            body, self.body = self.body, None
            return body.close()
        held, self._held = "".join(self._held), []
        return self._answer.chat.write(held)

    def finish(self) -> list[Piece]:
        if self._held:
            pieces = self._begin(self._held)
            return pieces + self.close()
        pieces = self.close()
        text = self._answer.chat.text
        if self._answer.artifacts or not _is_document(text):
            return pieces
        pieces += self._begin(text.splitlines(keepends=True))
        return pieces + self.close()

    def _begin(self, lines: list[str]) -> list[Piece]:
        self.body, self._held = DocumentBody(self._answer), []
        body = self.body
        return [piece for line in lines for piece in body.line(line)]


def scout_for(answer: Answer) -> Scout:
    """Return the scout for what was asked for."""
    match answer.kind:
        case None:
            return PlainText(answer)
        case KindName.DOCUMENT:
            return DocumentScout(answer)
        case kind:
            return GridScout(answer, kind)


def _is_document(text: str) -> bool:
    """Whether a whole answer is a document rather than a refusal or a question."""
    return len(text) > _DOCUMENT_CHARACTERS and not text.endswith("?") and len(top_level_blocks(text)) > 1


def _delimited_lines(text: str) -> str:
    """Return the longest run of at least three lines that a delimiter cuts into equally many cells."""
    best: list[str] = []
    for delimiter in _DELIMITERS:
        run: list[str] = []
        for line in [*text.splitlines(), ""]:
            count = line.count(delimiter)
            if run and count != run[0].count(delimiter):
                best, run = max(best, run, key=len), []
            if count:
                run.append(line)
    return "\n".join(best) if len(best) >= 3 else ""
