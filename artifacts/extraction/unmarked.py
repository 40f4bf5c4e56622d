"""Chat text outside of markers, and what is found in it when the model forgot them.

A scout reads the lines outside of markers until the first marker comes. `PlainText` only writes them to the chat; the
others look for what was asked for.
"""

from typing import Protocol

from artifacts.extraction.collected import Answer
from artifacts.extraction.courtesies import is_offer, is_opening, is_question_or_refusal
from artifacts.extraction.document import DocumentBody
from artifacts.extraction.document_blocks import is_rule
from artifacts.extraction.grids import fence_of, heading_of
from artifacts.extraction.gridtext import GridText
from artifacts.extraction.layouts.layout import is_sure_prose
from artifacts.extraction.pieces import Piece
from artifacts.markdown.top_level import top_level_blocks
from artifacts.rows.enums import KindName

_DOCUMENT_CHARACTERS = 250  # of text under a heading tell a document from a headed answer
_ENOUGH_CHARACTERS = 1_500  # are no question back
_LEAST_LINES = 3


class Scout(Protocol):
    """Reads chat lines."""

    @property
    def body(self) -> DocumentBody | None:
        """A document that was found and not yet ended."""
        ...

    def line(self, line: str) -> list[Piece]: ...
    def can_stream(self, beginning: str) -> bool | None: ...
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
        """Whether a line that begins so may be written before its end is there; None while that is open."""
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

    def can_stream(self, beginning: str) -> bool | None:
        return is_sure_prose(beginning.lstrip()) if self._text.is_idle else False

    def close(self) -> list[Piece]:
        return self._text.leave()

    def finish(self) -> list[Piece]:
        return self._text.close()


class DocumentScout:
    """Looks for a document: a fence that says so, a heading with enough below it, or paragraphs that ask nothing.

    What leads to it stays in the chat. Until it is sure that a document came, what came waits.
    """

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._held: list[str] = []
        self._length = 0
        self._code = ""
        self.body: DocumentBody | None = None

    def line(self, line: str) -> list[Piece]:
        if self.body:
            return self.body.line(line)
        fence = fence_of(line)
        if not self._held and not self._code and fence_of_document(line):
            return self._begin([line])
        if self._code or (fence and not self._held):
            self._code = "" if fence and self._code else (fence or (self._code,))[0]
            return self._answer.chat.write(line)
        if not self._held and (not line.strip() or is_opening(line)):
            return self._answer.chat.write(line)
        before = self._preface() if self._held and (fence_of_document(line) or heading_of(line)) else []
        if fence_of_document(line) and not self._held:
            return before + self._begin([line])
        self._held.append(line)
        self._length += len(line)
        return before + (self._begin(self._held) if self._is_sure() else [])

    def _preface(self) -> list[Piece]:
        """Say in the chat what stands before the first heading, if it is no more than a paragraph."""
        text = "".join(self._held)
        if self._is_headed or "\n\n" in text.strip() or heading_of(self._held[0]) or is_rule(text):
            return []
        self._held, self._length = [], 0
        return self._answer.chat.write(text)

    def can_stream(self, beginning: str) -> bool | None:
        return False

    def close(self) -> list[Piece]:
        if self.body:
            body, self.body = self.body, None
            return body.close()
        held, self._held = "".join(self._held), []
        return self._answer.chat.write(held)

    def finish(self) -> list[Piece]:
        text = "".join(self._held)
        is_document = self._is_headed or _is_document(text)
        begun = self._begin(self._held) if text.strip() and is_document else []
        return begun + self.close()

    @property
    def _is_headed(self) -> bool:
        return bool(self._held) and self._held[0].startswith("#") and bool(heading_of(self._held[0]))

    def _is_sure(self) -> bool:
        """Whether what waits is a document whatever follows."""
        if self._length <= _DOCUMENT_CHARACTERS:
            return False
        if self._is_headed:
            return True
        text = "".join(self._held)
        is_parted = "\n\n" in text.strip()
        is_enough = self._length > _ENOUGH_CHARACTERS or (is_parted and "?" not in text)
        return is_enough and not is_question_or_refusal(text)

    def _begin(self, lines: list[str]) -> list[Piece]:
        self.body, self._held = DocumentBody(self._answer, has_edges=True), []
        body = self.body
        return [piece for line in lines for piece in body.line(line)]


class ContinuedScout:
    """Everything goes on with a document that was cut short, but for courtesies and a refusal."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._held: list[str] = []
        self.body: DocumentBody | None = None

    def line(self, line: str) -> list[Piece]:
        if self.body:
            return self.body.line(line)
        if not self._held and (not line.strip() or is_opening(line)):
            return self._answer.chat.write(line)
        self._held.append(line)
        is_enough = sum(map(len, self._held)) > _DOCUMENT_CHARACTERS
        return self._begin() if is_enough and not is_question_or_refusal("".join(self._held)) else []

    def can_stream(self, beginning: str) -> bool | None:
        return False

    def close(self) -> list[Piece]:
        if self.body:
            body, self.body = self.body, None
            return body.close()
        held, self._held = "".join(self._held), []
        return self._answer.chat.write(held)

    def finish(self) -> list[Piece]:
        text = "".join(self._held)
        begun = self._begin() if text.strip() and not is_question_or_refusal(text) else []
        return begun + self.close()

    def _begin(self) -> list[Piece]:
        lines, self._held = self._held, []
        body = self.body = DocumentBody(self._answer, has_edges=True, is_continued=True)
        return [piece for line in lines for piece in body.line(line)]


def fence_of_document(line: str) -> bool:
    """Return whether the line opens a fence that says it is around Markdown."""
    fence = fence_of(line)
    return fence is not None and fence[1] in ("markdown", "md")


def scout_for(answer: Answer) -> Scout:
    """Return the scout for what was asked for."""
    match answer.kind:
        case None:
            return PlainText(answer)
        case KindName.DOCUMENT:
            return ContinuedScout(answer) if answer.is_continuation else DocumentScout(answer)
        case kind:
            return GridScout(answer, kind)


def _is_document(text: str) -> bool:
    """Whether a whole answer is a document, however short, rather than a refusal, a question or a remark."""
    blocks = top_level_blocks(text.strip())
    while blocks and (is_offer(blocks[-1]) or is_rule(blocks[-1])):
        blocks.pop()
    words = "".join(blocks).strip()
    is_long = len(words) > _DOCUMENT_CHARACTERS or words.count("\n") >= _LEAST_LINES or len(blocks) > 1
    return is_long and not is_question_or_refusal(words)
