"""The extractor: chunks of a model's answer in, typed pieces out, in time linear in the text.

It cuts the text into lines and finds markers; what stands between them goes to a body of the kind, what stands outside
to a scout. What comes out does not depend on how the text was cut into chunks. It is pure: no database, no clock.
"""

from artifacts.enums import KindName
from artifacts.extraction.answer import Answer
from artifacts.extraction.bodies import Body
from artifacts.extraction.document import DocumentBody
from artifacts.extraction.grids import fence_of
from artifacts.extraction.gridtext import GridText
from artifacts.extraction.intake import Intake
from artifacts.extraction.markers import Marker, find_marker, safe_length, without_half_marker
from artifacts.extraction.pieces import CloseReason, Extracted, Piece
from artifacts.extraction.unmarked import DocumentScout, PlainText, Scout, scout_for


class Extractor:
    """Reads one answer. `kind` is what was asked for; without it only well-formed markers open an artifact."""

    def __init__(self, kind: KindName | None, title_hint: str = "") -> None:
        self._answer = Answer(kind, title_hint)
        self._intake = Intake()
        self._scout: Scout = scout_for(self._answer)
        self._body: Body | None = None
        self._marker: Marker | None = None
        self._line = ""
        self._unread: list[str] = []  # of the unfinished line, while nothing of it can be shown
        self._written = 0  # of the unfinished line, to the chat
        self._safe = 0  # of the unfinished line, no marker begins before
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

    def feed(self, chunk: str) -> list[Piece]:
        """Take the next chunk; return what can be shown now."""
        return self._take(self._intake.feed(chunk))

    def close(self, reason: CloseReason = CloseReason.COMPLETE) -> list[Piece]:
        """End the answer; return what was held back. Nothing may be fed afterwards."""
        pieces = self._take(self._intake.close())
        self._answer.close_reason = reason
        line, self._line, self._unread = "".join([self._line, *self._unread]), "", []
        line = without_half_marker(line, is_cut=reason is not CloseReason.COMPLETE)
        pieces += self._end_line(line) if line else []
        pieces += self._release_fence()
        if self._body:
            return pieces + self._close_body()
        return pieces + self._scout.finish()

    def _take(self, text: str) -> list[Piece]:
        if isinstance(self._body, GridText) and "\n" not in text:
            self._unread.append(text)
            return []
        text, self._unread = "".join([*self._unread, text]), []
        if "\n" not in text:
            self._line += text
            return self._show_unfinished() if text else []
        pieces: list[Piece] = []
        *lines, rest = text.split("\n")
        for end in lines:
            line, self._line = self._line + end + "\n", ""
            pieces += self._end_line(line)
        self._line += rest
        return pieces + (self._show_unfinished() if rest else [])

    def _show_unfinished(self) -> list[Piece]:
        """Show what is certain of the line that has not ended."""
        if isinstance(self._body, GridText) or self._held_fence:
            return []
        is_new = not (self._body or self._written or self._is_growing_document)
        if is_new and not self._can_stream(self._line):
            return []
        self._safe = safe_length(self._line, self._safe)
        if isinstance(self._body, DocumentBody):
            return self._body.partial(self._line[: self._safe])
        if isinstance(self._scout, DocumentScout) and self._is_growing_document:
            return self._scout.partial(self._line[: self._safe])
        text = self._line[self._written : self._safe]
        if not text or (is_new and text.isspace()):
            return []
        self._written = self._safe
        return self._answer.chat.write(text)

    @property
    def _is_growing_document(self) -> bool:
        return isinstance(self._scout, DocumentScout) and self._scout.is_growing

    def _can_stream(self, beginning: str) -> bool:
        words = beginning.lstrip()
        if self._held_fence or self._expects_fence:
            return False
        return bool(words) and words[0] not in "`~" and self._scout.can_stream(beginning)

    def _end_line(self, line: str) -> list[Piece]:
        written, self._written, self._safe = self._written, 0, 0
        pieces: list[Piece] = []
        place = written
        while marker := find_marker(line, place):
            pieces += self._pass_on(line[place : marker.start], is_rest=place > 0, before=marker)
            pieces += self._meet(marker)
            place = marker.end
        rest = line[place:]
        if place == written or rest.strip():
            pieces += self._pass_on(rest, is_rest=place > 0)
        return pieces

    def _pass_on(self, text: str, *, is_rest: bool, before: Marker | None = None) -> list[Piece]:
        """Give a line, or what stands in it beside markers, to whom it belongs."""
        if before and not text.strip():
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
        if kind is KindName.DOCUMENT:
            self._body = DocumentBody(self._answer, marker.title)
        else:
            self._body = GridText(self._answer, kind, marker.title, is_marked=True)
        return pieces

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
