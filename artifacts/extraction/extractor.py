"""The extractor: chunks of a model's answer in, typed pieces out, in time linear in the text.

It cuts the text into lines and finds markers; what stands between them goes to a body of the kind, what stands outside
to a scout. What comes out does not depend on how the text was cut into chunks. It is pure: no database, no clock.
"""

from collections.abc import Sequence

from artifacts.extraction.bodies import Body
from artifacts.extraction.collected import Answer
from artifacts.extraction.contested import ContestedBody
from artifacts.extraction.document import DocumentBody
from artifacts.extraction.grids import fence_of
from artifacts.extraction.gridtext import GridText
from artifacts.extraction.intake import Intake
from artifacts.extraction.markers import (
    Marker,
    find_marker,
    is_before_marker,
    is_behind_marker,
    without_half_marker,
)
from artifacts.extraction.openline import Course, OpenLine
from artifacts.extraction.pieces import CloseReason, Extracted, Piece
from artifacts.extraction.unmarked import PlainText, Scout, scout_for
from artifacts.kinds.values.evidence import Known
from artifacts.rows.enums import KindName

READ_TOGETHER_CHUNKS = 256
"""Chunks are a few characters long, and each costs as much as a line if it is read alone."""


class Extractor:
    """Reads one answer. `kind` is what was asked for; without it only well-formed markers open an artifact.

    `language` is that of the conversation: it tells how numbers and days are written. In a continuation everything
    goes on with what was cut short.
    """

    def __init__(
        self, kind: KindName | None, title_hint: str = "", language: str = "", *, is_continuation: bool = False
    ) -> None:
        self._answer = Answer(kind, title_hint, Known(language=language), is_continuation=is_continuation)
        self._intake = Intake()
        self._scout: Scout = scout_for(self._answer)
        self._body: Body | None = None
        self._marker: Marker | None = None
        self._line = OpenLine()
        self._waiting: list[str] = []
        self._joined: list[str] = []  # earlier ones of a line that nobody has asked to see
        self._held_fence = ""  # with blank lines after it: it may stand around a marker
        self._expects_fence = False

    @property
    def artifacts(self) -> list[Extracted]:
        """The finished artifacts; all of them after `close`."""
        return self._answer.artifacts

    @property
    def chat_text(self) -> str:
        """The text of all `ChatText` pieces so far."""
        return self._answer.chat.text

    def feed(self, chunk: str) -> Sequence[Piece]:
        """Take the next chunk; return what came together: nothing while chunks are few, or are no whole line."""
        waiting = self._waiting
        waiting.append(chunk)
        if len(waiting) < READ_TOGETHER_CHUNKS:
            return ()  # a new list costs a sixth of the call, of which an answer has tens of thousands
        text = "".join(waiting)
        waiting.clear()
        self._joined.append(text)
        return self.show() if "\n" in text else ()

    def show(self) -> list[Piece]:
        """Return all that can be shown now. Whoever feeds a page calls it as often as the page is to change."""
        if not self._waiting and not self._joined:
            return []
        text = "".join([*self._joined, *self._waiting])
        self._joined.clear()
        self._waiting.clear()
        return self._take(self._intake.feed(text))

    def close(self, reason: CloseReason = CloseReason.COMPLETE) -> list[Piece]:
        """End the answer; return what was held back. Nothing may be fed afterwards."""
        pieces = self.show() + self._take(self._intake.close())
        self._answer.close_reason = reason
        line, written = self._line.take("")
        line = without_half_marker(line, is_cut=reason is not CloseReason.COMPLETE)
        pieces += self._end_line(line, written) if line else []
        pieces += self._release_fence()
        if self._body:
            return pieces + self._close_body()
        return pieces + self._scout.finish()

    def _take(self, text: str) -> list[Piece]:
        *ends, rest = text.split("\n")
        pieces: list[Piece] = []
        for end in ends:
            line, written = self._line.take(end + "\n")
            pieces += self._end_line(line, written)
        if rest:
            self._line.add(rest)
            pieces += self._show_unfinished()
        return pieces

    def _show_unfinished(self) -> list[Piece]:
        """Show what is certain of the line that has not ended."""
        if self._line.course is Course.UNDECIDED:
            self._line.decide(self._course())
        match self._line.course:
            case Course.CHAT:
                words = self._line.next_words()
                return self._answer.chat.write(words) if words else []
            case Course.DOCUMENT:
                self._line.settle()
                return self._show_document()
            case _:
                return []

    def _course(self) -> Course:
        """Return what is done with the unfinished line: it is said once its first word is there."""
        if self._growing and not self._held_fence:
            return Course.DOCUMENT
        if self._body or self._held_fence:
            return Course.HELD
        if self._line.text.isspace():
            return Course.UNDECIDED
        match self._can_stream(self._line.text):
            case True:
                return Course.CHAT
            case False:
                return Course.HELD
            case None:
                return Course.UNDECIDED

    def _show_document(self) -> list[Piece]:
        document, line = self._growing, self._line
        if document is None or not document.is_due(line.safe_length):
            return []
        return document.partial(line.text[: line.safe_length])

    @property
    def _growing(self) -> DocumentBody | None:
        """The document that the unfinished line belongs to."""
        body = self._body or self._scout.body
        return body if isinstance(body, DocumentBody) else None

    def _can_stream(self, beginning: str) -> bool | None:
        words = beginning.lstrip()
        if self._held_fence or self._expects_fence or not words or words[0] in "`~":
            return False
        return self._scout.can_stream(beginning)

    def _end_line(self, line: str, written: int) -> list[Piece]:
        """Take a whole line, of which the first `written` characters are in the chat."""
        pieces: list[Piece] = []
        place = written
        while marker := find_marker(line, place):
            pieces += self._pass_on(line[place : marker.start], is_rest=place > 0, before=marker)
            pieces += self._meet(marker)
            place = marker.end
        rest = line[place:]
        if place == written or not is_behind_marker(rest):
            pieces += self._pass_on(rest, is_rest=place > 0)
        return pieces

    def _pass_on(self, text: str, *, is_rest: bool, before: Marker | None = None) -> list[Piece]:
        """Give a line, or what stands in it beside markers, to whom it belongs."""
        if before and is_before_marker(text):
            return []
        end = "\n" if before else ""
        if self._body:
            return [] if self._is_end_of_marker_fence(text) else self._body.line(text + end)
        if is_rest or (before and self._can_stream(text)):
            return self._answer.chat.write(text)
        return self._chat_line(text + end)

    def _is_end_of_marker_fence(self, line: str) -> bool:
        """Whether the fence around the opening marker ends before the content begins."""
        fence = fence_of(line) if self._expects_fence and self._body and self._body.is_empty else None
        if fence is None or fence[1]:
            return False
        self._expects_fence = False
        return True

    def _chat_line(self, line: str) -> list[Piece]:
        fence = fence_of(line)
        if self._expects_fence and line.strip():
            self._expects_fence = False
            if fence and not fence[1]:
                return []
        if self._held_fence and not line.strip():
            self._held_fence += line
            return []
        pieces = self._release_fence()
        if fence:
            self._held_fence = line
            return pieces
        return pieces + self._scout.line(line)

    def _release_fence(self) -> list[Piece]:
        lines, self._held_fence = self._held_fence.splitlines(keepends=True), ""
        return [piece for line in lines for piece in self._scout.line(line)]

    def _meet(self, marker: Marker) -> list[Piece]:
        """Act on a marker; one that repeats the open one ends it."""
        if self._body and (marker.is_close or self._repeats(marker)):
            return self._close_body()
        kind = marker.kind or self._answer.kind
        if marker.is_close or kind is None:
            return []
        pieces = self._close_body() if self._body else self._leave_scout()
        self._answer.chat.gap()
        self._marker = marker
        self._body = self._body_for(kind, marker.title)
        return pieces

    def _body_for(self, kind: KindName, title: str) -> Body:
        """Return the body of a marked text; what was asked for wins over the kind that the first marker names."""
        answer = self._answer
        asked = kind if answer.kind is None or answer.artifacts else answer.kind
        if kind is KindName.DOCUMENT and asked is not kind:
            return ContestedBody(answer, asked, title)
        if asked is KindName.DOCUMENT:
            return DocumentBody(answer, title, is_continued=answer.is_continuation)
        return GridText(answer, asked, title, is_marked=True)

    def _repeats(self, marker: Marker) -> bool:
        if self._body is None or self._body.is_empty or self._marker is None:
            return False
        return marker.kind in (None, self._marker.kind) and marker.title in ("", self._marker.title)

    def _leave_scout(self) -> list[Piece]:
        """Stop looking for unmarked artifacts. A fence right before the marker stands around it."""
        self._expects_fence, self._held_fence = bool(self._held_fence), ""
        scout, self._scout = self._scout, PlainText(self._answer)
        return scout.close()

    def _close_body(self) -> list[Piece]:
        body, self._body = self._body, None
        if body is None:
            return []
        self._expects_fence = self._expects_fence or body.is_in_fence
        pieces = body.close()
        self._answer.chat.gap()
        return pieces
